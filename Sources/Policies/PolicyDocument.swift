public import Documents

/// A policy as its file says it: front matter and clauses.
public struct PolicyDocument: Equatable, Sendable {
  /// What stands between the two lines `---` at the top.
  public struct Front: Equatable, Sendable {
    /// The policy's id; the name of its folder.
    public var id: String
    /// The title.
    public var title: String
    /// Who answers for it, usually `role:<role>`.
    public var owner: String?
    /// Where to ask.
    public var contact: String?
    /// When it must be looked at again.
    public var reviewBy: Day?
    /// The groups that owe an acknowledgement; `everyone` is everyone.
    public var audience: [String]
    /// The text's language, such as `en`.
    public var language: String
    /// In a translation: the mark of the authoritative text before the first clause.
    public var of: ClauseMark?
  }

  /// What stands at the top.
  public var front: Front
  /// The clauses in order; what stands before the first has an empty id.
  public var clauses: [Clause]
  /// The Markdown below the front matter, as it is written.
  public var body: String
  /// The line of the file, from 1, that `body` begins on.
  public var bodyLine: Int

  /// A policy is never larger than this many bytes.
  public static let sizeLimit = 1 << 20

  /// Reads a policy file.
  ///
  /// - Throws: a `DocumentError` with the place: bytes that are no UTF-8, unknown keys, an id used
  ///   twice (with both places), a file over `sizeLimit`.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    guard bytes.count <= PolicyDocument.sizeLimit else { throw PolicyDocument.tooLarge(bytes) }
    let matter = try FrontMatter(parsing: bytes)
    front = try Front(matter.yaml)
    body = String(decoding: bytes[matter.bodyStart...], as: UTF8.self)
    bodyLine = matter.bodyLine
    clauses = try PolicyDocument.clauses(Markdown.blocks(body, firstLine: bodyLine))
  }

  /// Reads only what stands at the top of a policy file, which is much faster.
  public static func front(of bytes: [UInt8]) throws(DocumentError) -> Front {
    guard bytes.count <= PolicyDocument.sizeLimit else { throw tooLarge(bytes) }
    return try Front(FrontMatter(parsing: bytes).yaml)
  }

  /// The clause with an id.
  public subscript(id id: String) -> Clause? { clauses.first { $0.id == id } }

  /// Refuses a text that says it is another policy, or another language, than its place says.
  ///
  /// - Parameters:
  ///   - policy: the name of its folder.
  ///   - language: the language in the name of a translation's file; `nil` for the authoritative.
  /// - Throws: a `DocumentError` about the file as a whole.
  public func requirePlace(policy: String, language: String? = nil) throws(DocumentError) {
    guard front.id == policy else {
      throw DocumentError("the policy in folder '\(policy)' says its id is '\(front.id)'")
    }
    guard let language, language != front.language else { return }
    throw DocumentError(
      "the text in 'policy.\(language).md' says its language is '\(front.language)'"
    )
  }

  /// The example posts of all clauses.
  public var examples: [PostExample] {
    clauses.flatMap { clause in clause.blocks.compactMap { PostExample($0, in: clause.id) } }
  }

  private static func tooLarge(_ bytes: [UInt8]) -> DocumentError {
    DocumentError("the policy has \(bytes.count) bytes; at most 1 MiB is read")
  }

  private static func clauses(_ blocks: [Block]) throws(DocumentError) -> [Clause] {
    var clauses = [Clause(id: "", title: "", level: 0, line: 1, blocks: [])]
    var places: [String: Int] = [:]
    for block in blocks {
      if case .heading(let level) = block.kind,
        let heading = try HeadingAttributes(block.text, line: block.line)
      {
        if let earlier = places.updateValue(block.line, forKey: heading.id) {
          throw DocumentError(
            "clause id '\(heading.id)' is used twice, first on line \(earlier)",
            at: Position(line: block.line, column: 1)
          )
        }
        clauses.append(Clause(heading, level: level, block))
      } else {
        clauses[clauses.count - 1].blocks.append(block)
      }
    }
    return clauses.filter { !$0.id.isEmpty || !$0.blocks.isEmpty }
  }
}

extension Clause {
  fileprivate init(_ heading: HeadingAttributes, level: Int, _ block: Block) {
    var first = block
    first.text = heading.title
    self.init(
      id: heading.id,
      serves: heading.serves,
      of: heading.of,
      title: heading.title,
      level: level,
      line: block.line,
      blocks: [first]
    )
  }
}

extension PolicyDocument.Front {
  private typealias Front = PolicyDocument.Front

  init(_ map: YAMLMap) throws(DocumentError) {
    try map.allow(
      only: ["id", "title", "owner", "contact", "review-by", "audience", "language", "of"],
      in: "a policy's front matter"
    )
    let name = try map.required("id")
    id = try name.text("the policy's id")
    guard Identifier.isValid(id) else {
      throw name.error("'\(id)' is no policy id; use small letters, digits and dashes")
    }
    title = try map.required("title").text("the title")
    owner = try map["owner"]?.text("the owner")
    contact = try map["contact"]?.text("the contact")
    reviewBy = try map["review-by"]?.day("the review date")
    audience = try map["audience"]?.textListOrOne("the audience") ?? ["everyone"]
    language = try map["language"]?.text("the language") ?? "en"
    of = try Front.mark(map["of"])
    if let group = audience.first(where: { !Identifier.isValid($0) })
      ?? (audience.isEmpty ? "" : nil)
    {
      throw DocumentError("'\(group)' is no group", at: map["audience"]?.position)
    }
  }

  private static func mark(_ value: YAMLValue?) throws(DocumentError) -> ClauseMark? {
    guard let value else { return nil }
    let text = try value.text("the mark")
    return try ClauseMark(text, of: "the text before the first clause", at: value.position)
  }
}

extension PostExample {
  /// What the words after a fence say about the post in it; `nil` if it is no example.
  public static func isFine(_ info: String) -> Bool? {
    let words = info.split(separator: " ")
    guard words.count >= 2, words[0] == "post" else { return nil }
    return words[1] == "do" ? true : words[1] == "dont" ? false : nil
  }

  fileprivate init?(_ block: Block, in clause: String) {
    guard case .code(let info) = block.kind else { return nil }
    guard let isFine = PostExample.isFine(info) else { return nil }
    let pairs = info.split(separator: " ").dropFirst(2).map {
      $0.split(separator: "=", maxSplits: 1).map(String.init)
    }
    self.init(
      clause: clause,
      isFine: isFine,
      attributes: Dictionary(
        pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) },
        uniquingKeysWith: { $1 }
      ),
      text: block.text,
      line: block.line
    )
  }
}
