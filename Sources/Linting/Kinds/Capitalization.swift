import Documents

/// `extends: capitalization`: how capital letters are set.
///
/// | key | meaning |
/// |---|---|
/// | `match` | `$title`, `$sentence`, `$lower`, `$upper`, or a pattern that the text must fit |
/// | `style` | for `$title`: `AP` (the default) or `Chicago` |
/// | `exceptions` | words that may be written as they are |
/// | `indicators` | endings after which a word may begin with a capital letter, such as `:` |
/// | `threshold` | the share of words that must be right; 0.8 without it |
/// | `prefix` | a pattern that is left off at the beginning, such as a number |
/// | `vocab` | `false`: the words of a vocabulary are no exceptions |
///
/// `%s` in the message is the text, and a second `%s` what it should be, for `$title`.
struct Capitalization: TextKind {
  static let name = "capitalization"
  static let keys = [
    "match", "style", "exceptions", "indicators", "threshold", "prefix", "vocab",
  ]

  private enum Match {
    case title(TitleCase)
    case sentence(indicators: [String])
    case lower, upper
    case pattern(Pattern)
  }

  private let match: Match
  private let words: CapitalWords
  private let prefix: Pattern?
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    match = try Self.match(yaml)
    words = CapitalWords(
      exceptions: try Exceptions(yaml, accepted: head.accepted),
      threshold: try yaml["threshold"]?.share("threshold") ?? 0.8
    )
    prefix = try yaml["prefix"].map { value throws(DocumentError) in
      let part = PatternPart(source: try value.text("prefix"), position: value.position)
      return try WordPattern.compile("\\A(?:\(part.source))", madeOf: [part])
    }
    message = head.message
  }

  func hits(in field: Field, _ work: Work) throws(MatchError) -> [Hit] {
    var range = field.printed
    if let prefix,
      let match = try prefix.first(in: Array(field.text[range]))
    {
      range = range.lowerBound + match.range.upperBound..<range.upperBound
    }
    let text = field.string(range)
    guard !text.isBlank, try !isRight(text) else { return [] }
    return [Hit(range, in: field, message.filled(with: [text, wanted(text)]))]
  }

  private func isRight(_ text: String) throws(MatchError) -> Bool {
    let isException = try words.isException(text)
    return switch match {
    case .title(let style): try words.isTitle(text, style)
    case .sentence(let indicators): try words.isSentence(text, indicators: indicators)
    case .lower: isException || text == text.lowercased()
    case .upper: isException || text == text.uppercased()
    case .pattern(let pattern): isException ? true : try pattern.matches(text)
    }
  }

  private func wanted(_ text: String) -> String {
    if case .title(let style) = match { style.title(text) } else { text }
  }

  private static func match(_ yaml: YAMLMap) throws(DocumentError) -> Match {
    let value = try yaml.required("match")
    let style = try yaml["style"]?.text("style") ?? "AP"
    switch try value.text("match") {
    case "$title": return .title(style == "Chicago" ? .chicago : .ap)
    case "$sentence":
      return .sentence(indicators: try yaml["indicators"]?.textListOrOne("indicators") ?? [])
    case "$lower": return .lower
    case "$upper": return .upper
    case let pattern:
      let part = PatternPart(source: pattern, position: value.position)
      return .pattern(try WordPattern.compile(pattern, madeOf: [part]))
    }
  }
}

extension YAMLValue {
  /// A number from 0 to 1.
  fileprivate func share(_ what: String) throws(DocumentError) -> Double {
    guard let number = Double(try text(what)), (0...1).contains(number) else {
      throw error("'\(what)' must be a number from 0 to 1")
    }
    return number
  }
}

extension Field {
  /// The bytes between the white space around the text.
  var printed: Range<Int> {
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    let start = text.firstIndex { !blanks.contains($0) } ?? text.count
    let end = text.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? start
    return start..<end
  }
}

extension Capitalization {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s' is no title\"\nmatch: $title",
      post: "our new bicycle lamp",
      finds: ["1:1"]
    ),
    RuleExample(
      rule: "message: m\nmatch: $title",
      post: "The Lamp of the Year and an Offer",
      finds: []
    ),
    RuleExample(rule: "message: m\nmatch: $sentence", post: "  Our New Lamp", finds: ["1:3"]),
    RuleExample(
      rule: "message: m\nmatch: $sentence\nexceptions: [MacBook Pro]\nindicators: [':']",
      post: "Lamps: The one for your MacBook Pro",
      finds: []
    ),
    RuleExample(rule: "message: m\nmatch: $lower", post: "loud Words", finds: ["1:1"]),
    RuleExample(rule: "message: m\nmatch: $upper\nprefix: '\\d+: '", post: "12: LOUD", finds: []),
    RuleExample(rule: "message: m\nmatch: '^[A-Z]'", post: "small", finds: ["1:1"]),
  ]
}
