public import Documents

/// Words that a vocabulary of a public style accepts and rejects, each a pattern.
public struct ValeVocabulary: Sendable {
  /// Words that are right as they are written.
  public private(set) var accepted: [String] = []
  /// Words that must not be used.
  public private(set) var rejected: [String] = []

  /// Makes an empty one.
  public init() {}

  /// Adds the words of `accept.txt` and `reject.txt`, one a line; `#` begins a comment.
  public mutating func add(accept: String, reject: String) {
    accepted += Self.words(accept)
    rejected += Self.words(reject)
  }

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { String($0).trimmingBlanks }
      .filter { !$0.isEmpty && !$0.hasPrefix("# ") && $0 != "#" }
  }

  /// The rules that a vocabulary is: `Vale.Terms`, `Vale.Avoid`, and `Vale.Repetition` besides.
  ///
  /// `Vale.Spelling` needs a dictionary, which Writ has none of.
  public func rules(_ configuration: ValeConfiguration) throws(DocumentError) -> [Rule] {
    var texts = [
      "Repetition":
        "extends: repetition\nmessage: \"'%s' is repeated!\"\nlevel: error\nalpha: true\ntokens: ['[^\\s]+']\n"
    ]
    let swaps = accepted.filter(\.isPhrase).map { "  \($0.lowercased().yaml): \($0.yaml)\n" }
    let unique = Dictionary(swaps.map { ($0.prefix { $0 != ":" }, $0) }) { _, last in last }
    if !swaps.isEmpty {
      texts["Terms"] =
        "extends: substitution\nmessage: \"Use '%s' instead of '%s'.\"\nlevel: error\nignorecase: true\nvocab: false\nswap:\n"
        + unique.values.sorted().joined()
    }
    if !rejected.isEmpty {
      texts["Avoid"] =
        "extends: existence\nmessage: \"Avoid using '%s'.\"\nlevel: error\nvocab: false\ntokens:\n"
        + rejected.map { "  - \($0.yaml)\n" }.joined()
    }
    return try texts.sorted { $0.key < $1.key }.map { name, text throws(DocumentError) in
      var rule = try Rule.load(
        name: "Vale.\(name)",
        path: "Vale.\(name)",
        text: text,
        requiringClause: false
      )
      rule.level = configuration.levels[rule.name] ?? rule.level
      return rule
    }
  }
}

extension String {
  /// Whether there are only letters, numbers and blanks.
  var isPhrase: Bool { allSatisfy { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" } }

  fileprivate var yaml: String { "'\(replacing("'", with: "''"))'" }
}
