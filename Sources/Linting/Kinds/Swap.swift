import Documents

/// One line of `swap`: a pattern and what to write instead of it.
struct Swap: Sendable {
  /// The pattern.
  let key: String
  /// Where the pattern stands in the rule file.
  let position: Position
  private let value: String
  /// The key by itself, for a value that takes groups of it, as in `$1`.
  private let groups: Pattern?
  /// The value as a pattern: a match that it fits is right already.
  ///
  /// Nil for plain words, and for a value that is no pattern and so stands for itself.
  private let accepted: Pattern?

  var part: PatternPart { PatternPart(source: key, position: position) }

  init(_ entry: YAMLMap.Entry, _ options: Pattern.Options) throws(DocumentError) {
    key = entry.key
    position = entry.keyPosition
    value = entry.value.isEmpty ? "" : try entry.value.text("swap")
    groups =
      value.contains("$")
      ? try WordPattern.compile(
        key,
        options,
        madeOf: [PatternPart(source: key, position: position)]
      )
      : nil
    accepted = Self.isPhrase(value) ? nil : try? Pattern("^(?:\(value))$")
  }

  /// What to write instead of a match.
  func replacement(for text: String, capitalizing: Bool) throws(MatchError) -> String {
    let wanted = capitalizing && text == text.capitalizedFirst ? value.capitalizedFirst : value
    guard let groups, let match = try groups.matches(in: Array(text.utf8)).first else {
      return wanted
    }
    return match.filled(wanted, from: Array(text.utf8))
  }

  /// Whether a match is right already: the same text, or one that the value fits as a pattern.
  func accepts(_ text: String, as wanted: String) throws(MatchError) -> Bool {
    if wanted == text { return true }
    guard wanted == value, let accepted else { return false }
    return try accepted.matches(text)
  }

  /// The choices of `use|apply`; `\|` is a bar.
  static func options(in value: String) -> [String] {
    value.replacing("\\|", with: "\u{0}").split(separator: "|")
      .map { String($0).replacing("\u{0}", with: "|") }
  }

  /// `'a'`, `'a' or 'b'`, `'a', 'b', or 'c'`.
  static func sentence(_ options: [String]) -> String {
    let quoted = options.map { "'\($0)'" }
    guard quoted.count > 2, let last = quoted.last else { return quoted.joined(separator: " or ") }
    return "\(quoted.dropLast().joined(separator: ", ")), or \(last)"
  }

  private static func isPhrase(_ text: String) -> Bool {
    text.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " }
  }
}

extension RuleMessage {
  /// The options bring their own quotes, so a rule's quotes around the first place go.
  var withoutDoubledQuotes: RuleMessage {
    for quoted in ["'%s'", "\"%s\""] where template.ranges(of: quoted).count == 2 {
      return RuleMessage(template: template.replacing(quoted, with: "%s", maxReplacements: 1))
    }
    return self
  }
}

extension String {
  /// The text with a capital first letter.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
