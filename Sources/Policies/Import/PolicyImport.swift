public import Documents

/// Makes a policy out of a Markdown text that was not written for Writ.
///
/// No word is lost or changed: that is checked at the end, word by word. What does change is told:
/// headings get clause ids, and numbers that are typed before titles give way to them.
public struct PolicyImport: Sendable {
  /// What the person says about the policy; it counts more than what the text says.
  public struct Request: Sendable {
    /// The policy's id.
    public var id: String
    /// What to write at the top.
    public var front: ImportedFront
    /// The letters of its clause ids.
    public var prefix: ClausePrefix
    /// Whether headings without a typed number were numbered by the program they come from.
    public var countsHeadings: Bool

    /// Makes a request.
    public init(
      id: String,
      front: ImportedFront,
      prefix: ClausePrefix,
      countsHeadings: Bool = false
    ) {
      (self.id, self.front, self.prefix) = (id, front, prefix)
      self.countsHeadings = countsHeadings
    }
  }

  /// The old number of a heading and its clause.
  public struct Number: Equatable, Sendable {
    /// As it was: `3.2`.
    public var old: String
    /// The clause's id.
    public var clause: String
    /// The clause's title.
    public var title: String
  }

  /// The text of `policy.md`.
  public let text: String
  /// What that text says.
  public let document: PolicyDocument
  /// What to know and to look at, by line.
  public let notes: [ImportNote]
  /// The old numbers, in order.
  public let numbers: [Number]

  /// Imports a text.
  ///
  /// - Parameters:
  ///   - bytes: the Markdown, in UTF-8.
  ///   - request: what the person says about the policy.
  /// - Throws: a `DocumentError` with the place, for bytes that are no text, front matter that
  ///   cannot be read, or more than a policy holds.
  public init(_ bytes: [UInt8], as request: Request) throws(DocumentError) {
    let plain = try PlainMarkdown(bytes)
    let matter = try FrontMatter(parsing: Array(plain.text.utf8))
    let outline = MarkdownOutline(plain.body(after: matter))
    var notes = plain.notes
    let title = outline.title
    let front = request.front.filled(from: matter.yaml, title: title, id: request.id, &notes)
    var body = ImportedBody(
      plain.body(after: matter),
      outline,
      prefix: request.prefix,
      title: front.title ?? request.id,
      countsHeadings: request.countsHeadings
    )
    body.lookAround(outline)
    let line = matter.bodyLine - 1
    notes += body.notes.map { ImportNote(line: $0.line.map { $0 + line }, $0.text) }
    text = front.text(id: request.id) + body.text
    document = try PolicyDocument(parsing: Array(text.utf8))
    try body.requireSameWords(as: document)
    self.notes = notes.sorted { $0.line ?? 0 < $1.line ?? 0 }
    let clauses = document
    numbers = body.numbers.map { number in
      let title = clauses[id: number.clause]?.title ?? number.title
      return Number(old: number.old, clause: number.clause, title: title)
    }
  }
}
