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

  /// The rules that are built in: `Vale.Terms` and `Vale.Avoid` from the vocabulary, and
  /// `Vale.Repetition` and `Vale.Spelling` besides.
  ///
  /// `Vale.Spelling` is left out where no section wants it, so that nobody needs a dictionary for
  /// nothing.
  public func rules(
    _ configuration: ValeConfiguration,
    _ shelf: WordBookShelf? = nil
  ) throws(DocumentError) -> [Rule] {
    var texts = [
      "Repetition":
        "extends: repetition\nmessage: \"'%s' is repeated!\"\nlevel: error\nalpha: true\nignorecase: true\naction: {name: edit, params: [truncate, ' ']}\ntokens: ['[^\\s.!?]+']\n"
    ]
    if configuration.mayUse("Vale.Spelling") {
      texts["Spelling"] =
        "extends: spelling\nmessage: \"Did you really mean '%s'?\"\nlevel: error\naction: {name: suggest, params: [spellings]}\n"
    }
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
        requiringClause: false,
        accepted: accepted,
        wordTemplate: configuration.wordTemplate,
        shelf: shelf
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
