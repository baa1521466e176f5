import Documents

/// `extends: length`: a post that is too long or too short.
///
/// | key | meaning |
/// |---|---|
/// | `max` | the most that is allowed |
/// | `min` | the least |
/// | `unit` | `characters` as people count them (the default), `bytes` of UTF-8, or `words` |
///
/// It looks at the text of the post, without blanks at its end. What is too long is shown from the
/// first character too many. In the message the first `%s` is the count, the second the limit.
struct Length: RuleKind {
  static let name = "length"
  static let keys = ["max", "min", "unit"]

  /// What is counted.
  private enum Unit: String, CaseIterable {
    case characters, bytes, words
  }

  private let max: Int?
  private let min: Int?
  private let unit: Unit
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    max = try yaml.count("max")
    min = try yaml.count("min")
    guard max != nil || min != nil else {
      throw DocumentError("'max' or 'min' is missing", at: yaml.position)
    }
    unit = try yaml["unit"]?.choice("unit") ?? .characters
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    let field = post.body
    let text = field.trimmed
    let count = count(text)
    if let max, count > max {
      return [hit(in: field, from: offset(of: max, in: text)..<text.utf8.count, count, max)]
    }
    if let min, count < min { return [hit(in: field, from: 0..<0, count, min)] }
    return []
  }

  private func hit(in field: Field, from range: Range<Int>, _ count: Int, _ limit: Int) -> Hit {
    Hit(
      range: field.fileRange(range),
      matched: "",
      message: message.filled(with: [String(count), String(limit)])
    )
  }

  private func count(_ text: String) -> Int {
    switch unit {
    case .characters: text.count
    case .bytes: text.utf8.count
    case .words: text.split(whereSeparator: \.isWhitespace).count
    }
  }

  /// The byte at which the first unit too many begins.
  private func offset(of number: Int, in text: String) -> Int {
    switch unit {
    case .characters: text.prefix(number).utf8.count
    case .bytes: number
    case .words:
      text.split(whereSeparator: \.isWhitespace).dropFirst(number).first
        .map { text.utf8.distance(from: text.startIndex, to: $0.startIndex) } ?? 0
    }
  }
}

extension Length {
  static let examples: [RuleExample] = [
    RuleExample(rule: "message: m\nmax: 5", post: "abcd👩‍👩‍👧\n\n", finds: []),
    RuleExample(rule: "message: m\nmax: 5", post: "ab\nd👩‍👩‍👧f", finds: ["2:3"]),
    RuleExample(rule: "message: m\nmax: 3\nunit: bytes", post: "éé", finds: ["1:2"]),
    RuleExample(rule: "message: m\nmax: 2\nunit: words", post: "one  two three", finds: ["1:10"]),
    RuleExample(rule: "message: m\nmin: 2\nunit: words", post: "one", finds: ["1:1"]),
  ]
}
