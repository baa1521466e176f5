import Documents

/// `extends: repetition`: the same thing twice in a row, as in "the the".
///
/// | key | meaning |
/// |---|---|
/// | `tokens` | patterns; what they match is compared with the match before it |
/// | `max` | this many repetitions are allowed; none without it |
/// | `alpha` | `true`: only matches that are letters alone count |
/// | `ignorecase` | `true`: upper and lower case are the same |
/// | `exceptions` | words that are left alone |
/// | `vocab` | `false`: the words of a vocabulary are no exceptions |
///
/// A repetition across the end of a sentence is none. `%s` in the message is what is repeated.
struct Repetition: TextKind {
  static let name = "repetition"
  static let keys = ["tokens", "max", "alpha", "ignorecase", "exceptions", "vocab"]

  private let pattern: Pattern
  private let exceptions: Exceptions
  private let allowed: Int
  private let lettersOnly: Bool
  private let ignoresCase: Bool
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    let tokens = try yaml.required("tokens")
    ignoresCase = try yaml.flag("ignorecase")
    lettersOnly = try yaml.flag("alpha")
    allowed = try yaml.count("max") ?? 0
    let options: Pattern.Options = ignoresCase ? .ignoringCase : []
    guard let pattern = try WordPattern.any(of: tokens, "tokens", options) else {
      throw tokens.error("'tokens' is empty")
    }
    self.pattern = pattern
    exceptions = try Exceptions(yaml, accepted: head.accepted)
    message = head.message
  }

  func hits(in field: Field, _ work: Work) throws(MatchError) -> [Hit] {
    var hits: [Hit] = []
    var count = 0
    var before: (word: String, range: Range<Int>)?
    for match in try pattern.matches(in: field.text, Work(isOutOfTime: work.isOutOfTime)) {
      let word = field.string(match.range).trimmingBlanks
      defer { before = (word, match.range) }
      guard let before, isSame(before.word, word) else { continue }
      count += 1
      let range = before.range.lowerBound..<match.range.upperBound
      guard count > allowed, !field.string(range).endsASentenceInside else { continue }
      let whole = PatternMatch(range: range, groups: [])
      if try exceptions.leave([whole], in: field, work).isEmpty { continue }
      hits.append(Hit(range, in: field, message.filled(with: [word])))
      count = 0
      if hits.count >= work.limit { break }
    }
    return hits
  }

  private func isSame(_ left: String, _ right: String) -> Bool {
    guard !right.isEmpty, !lettersOnly || right.allSatisfy(\.isLetter) else { return false }
    return ignoresCase ? left.lowercased() == right.lowercased() : left == right
  }
}

extension String {
  /// The text without white space around it.
  var trimmingBlanks: String {
    let rest = drop(while: \.isWhitespace)
    return String(
      rest.prefix(
        upTo: rest.lastIndex { !$0.isWhitespace }.map(rest.index(after:)) ?? rest.startIndex
      )
    )
  }

  /// Whether a sentence ends before the text does.
  fileprivate var endsASentenceInside: Bool {
    zip(self, dropFirst()).contains { ".!?".contains($0) && $1.isWhitespace }
  }
}

extension Repetition {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s' is repeated\"\nalpha: true\ntokens: ['[^\\s]+']",
      post: "the the lamp, // // and that\nthat The",
      finds: ["1:1", "1:25"]
    ),
    RuleExample(
      rule: "message: m\nignorecase: true\ntokens: ['[^\\s]+']\nexceptions: [bye bye]",
      post: "The the, bye bye. It works. works.",
      finds: []
    ),
    RuleExample(
      rule: "message: m\nignorecase: true\ntokens: ['\\w+']",
      post: "The the end. End",
      finds: ["1:1"]
    ),
    RuleExample(rule: "message: m\nmax: 1\ntokens: ['\\w+']", post: "a a, b b b", finds: ["1:6"]),
  ]
}
