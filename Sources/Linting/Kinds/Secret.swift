import Documents
import Foundation

/// `extends: secret`: keys and passwords, by their form or by how random they look beside a word.
///
/// | key | meaning |
/// |---|---|
/// | `tokens` | patterns of keys that are told by their form |
/// | `keywords` | patterns of words such as `password`, before `:` or `=` or `is` |
/// | `entropy` | how many bits a letter of what follows must have; 3.0 without it |
///
/// What follows a keyword must be at least eight letters long, with letters and numbers side by side. `%s` in the
/// message is the beginning of what was found, never all of it: reports are kept and shown.
struct Secret: DisguiseKind {
  static let name = "secret"
  static let keys = ["tokens", "keywords", "entropy"]

  private let forms: Pattern?
  private let named: Pattern?
  private let entropy: Double
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    forms = try WordPattern.any(of: yaml["tokens"], "tokens")
    named = try WordPattern.any(of: yaml["keywords"], "keywords") {
      "(?i)\\b(?:\($0))(?: is)? ?[:=]? ?[\"'“]?([^\\s\"'”]{8,200})"
    }
    guard forms != nil || named != nil else {
      throw DocumentError("'tokens' or 'keywords' is missing", at: yaml.position)
    }
    entropy = try yaml["entropy"]?.bits("entropy") ?? 3
    message = head.message
  }

  func hits(in field: Field, _ work: Work) throws(MatchError) -> [Hit] {
    let told = try forms?.matches(in: field.text, work).map(\.range) ?? []
    let beside =
      try named?.matches(in: field.text, work).compactMap { match in
        match.groups.last.flatMap { $0 }
      } ?? []
    let random = beside.filter { looksRandom(field.string($0)) }
    return (told + random.filter { range in !told.contains { $0.overlaps(range) } }).map { range in
      var hit = Hit(range, in: field, message.filled(with: [field.string(range).veiled]))
      hit.matched = hit.matched.veiled
      return hit
    }
  }

  private func looksRandom(_ text: String) -> Bool {
    guard text.contains(where: { $0.isNumber || $0.isSymbol || $0.isPunctuation }),
      text.contains(where: \.isLetter), text.contains(where: \.isNumber)
    else { return false }
    // `12-characters` and `one-time-2` are words and numbers, not a key.
    let parts = text.split { !$0.isLetter && !$0.isNumber }
    let isMixed = parts.contains {
      $0.contains(where: \.isLetter) && $0.contains(where: \.isNumber)
    }
    return isMixed && text.bitsPerLetter >= entropy
  }
}

extension String {
  /// The beginning of a secret, enough to find it again.
  fileprivate var veiled: String { "\(prefix(4))…" }

  /// Shannon's entropy of its characters.
  fileprivate var bitsPerLetter: Double {
    let counts = reduce(into: [Character: Int]()) { $0[$1, default: 0] += 1 }
    let total = Double(count)
    return counts.values.reduce(0) { sum, count in
      let share = Double(count) / total
      return sum - share * log2(share)
    }
  }
}

extension YAMLValue {
  fileprivate func bits(_ what: String) throws(DocumentError) -> Double {
    guard let number = Double(try text(what)), (0...8).contains(number) else {
      throw error("'\(what)' must be a number from 0 to 8")
    }
    return number
  }
}

extension Secret {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s'\"\ntokens: ['\\bAKIA[0-9A-Z]{16}\\b']",
      post: "Use AKIAIOSFODNN7EXAMPLE now.",
      finds: ["1:5"]
    ),
    RuleExample(
      rule: "message: m\nkeywords: [password, 'api[ _-]?key']",
      post: "password: Tr0ub4dor&3x api_key=9f8e7d6c5b4a",
      finds: ["1:11", "1:32"]
    ),
    RuleExample(
      rule: "message: m\nkeywords: [password]",
      post: "Your password is important. A password: aaaaaaaa1. Choose a password wisely!",
      finds: []
    ),
  ]
}
