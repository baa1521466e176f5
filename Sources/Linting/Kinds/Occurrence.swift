import Documents

/// `extends: occurrence`: something that is there too often, or not often enough.
///
/// | key | meaning |
/// |---|---|
/// | `token` | a pattern |
/// | `max` | more matches in a text than this are too many |
/// | `min` | fewer are too few |
/// | `ignorecase` | `true`: upper and lower case are the same |
///
/// Each place that `on` names is counted by itself. The finding stands at the first match; without
/// one, at the beginning of the text, in a document at its very beginning. There, code is counted, and
/// another match is preferred as the place. `%s` or `%d` in the message
/// is the number of matches.
struct Occurrence: RuleKind {
  static let name = "occurrence"
  static let keys = ["token", "max", "min", "ignorecase"]

  private let pattern: Pattern
  private let max: Int?
  private let min: Int?
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    let token = try yaml.required("token")
    let part = PatternPart(source: try token.text("token"), position: token.position)
    let options: Pattern.Options = try yaml.flag("ignorecase") ? .ignoringCase : []
    pattern = try WordPattern.compile("(?:\(part.source))", options, madeOf: [part])
    max = try yaml.count("max")
    min = try yaml.count("min")
    guard max != nil || min != nil else {
      throw DocumentError("'max' or 'min' is missing", at: yaml.position)
    }
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    var hits: [Hit] = []
    for field in fields where hits.count < work.limit {
      let matches = try pattern.matches(in: field.text, Work(isOutOfTime: work.isOutOfTime))
      let isTooMany = max.map { $0 > 0 && matches.count > $0 } ?? false
      let isTooFew = min.map { matches.count < $0 } ?? false
      guard isTooMany || isTooFew else { continue }
      hits.append(hit(matches, in: field, isInDocument: !post.blockCounts.isEmpty))
    }
    return hits
  }

  private func hit(_ matches: [PatternMatch], in field: Field, isInDocument: Bool) -> Hit {
    let isCode = { (match: PatternMatch) in
      isInDocument && field.text[match.range].allSatisfy { $0 == UInt8(ascii: "*") }
    }
    let range = (matches.first { !isCode($0) } ?? matches.first)?.range ?? 0..<0
    let count = String(matches.count)
    return Hit(
      range: matches.isEmpty && isInDocument ? 0..<0 : field.fileRange(range),
      matched: field.string(range),
      message: RuleMessage(template: message.template.replacing("%d", with: "%s"))
        .filled(with: [count])
    )
  }
}

extension Occurrence {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: too many hashtags\ntoken: '#\\w+'\nmax: 2",
      post: "Look: #a #b #c",
      finds: ["1:7"]
    ),
    RuleExample(rule: "message: m\ntoken: '#\\w+'\nmax: 2", post: "#a and #b", finds: []),
    RuleExample(rule: "message: m\ntoken: https\nmin: 1", post: "No link.", finds: ["1:1"]),
    RuleExample(
      rule: "message: m\ntoken: HTTPS\nmin: 1\nignorecase: true",
      post: "https",
      finds: []
    ),
  ]
}
