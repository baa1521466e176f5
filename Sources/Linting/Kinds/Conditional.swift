import Documents

/// `extends: conditional`: if one thing is there, another must be.
///
/// | key | meaning |
/// |---|---|
/// | `first` | a pattern: what sets the condition |
/// | `second` | a pattern: what must be there too |
/// | `ignorecase` | `true`: upper and lower case are the same |
/// | `exceptions` | words that are left alone |
/// | `vocab` | `false`: the words of a vocabulary are no exceptions |
///
/// When `second` has a group in parentheses, a match of `first` is right only if that very text was
/// in such a group before or in the same text: "World Health Organization (WHO)" makes WHO right, and
/// no other. `%s` in the message is the match.
struct Conditional: RuleKind {
  static let name = "conditional"
  static let keys = ["first", "second", "ignorecase", "exceptions", "vocab"]

  private let first: Pattern
  private let second: Pattern
  private let exceptions: Exceptions
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    let options: Pattern.Options = try yaml.flag("ignorecase") ? .ignoringCase : []
    first = try Self.pattern("first", in: yaml, options)
    second = try Self.pattern("second", in: yaml, options)
    exceptions = try Exceptions(yaml, accepted: head.accepted)
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    var (hits, defined): ([Hit], Set<String>) = ([], [])
    for field in fields where hits.count < work.limit {
      let answers = try second.matches(in: field.text, work)
      if !answers.isEmpty, !second.hasGroups { continue }
      defined.formUnion(answers.flatMap(\.groups).compactMap { $0.map(field.string) })
      let matches = try first.matches(in: field.text, work)
      for match in try exceptions.leave(matches, in: field, work) {
        let text = field.string(match.range)
        if defined.contains(text) { continue }
        hits.append(Hit(match.range, in: field, message.filled(with: [text])))
      }
    }
    return hits
  }

  private static func pattern(
    _ key: String,
    in yaml: YAMLMap,
    _ options: Pattern.Options
  ) throws(DocumentError) -> Pattern {
    let value = try yaml.required(key)
    let part = PatternPart(source: try value.text(key), position: value.position)
    return try WordPattern.compile(part.source, options, madeOf: [part])
  }
}

extension Conditional {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s' has no definition\"\nfirst: '\\b[A-Z]{3,5}\\b'\n"
        + "second: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)'\nexceptions: [FAQ]",
      post: "World Health Organization (WHO): the WHO and ESA have a FAQ.",
      finds: ["1:46"]
    ),
    RuleExample(
      rule: "message: m\nignorecase: true\nfirst: \\bgiveaway\\b\nsecond: \\b(?:contest|rules)\\b",
      post: "A giveaway! Read the Rules.",
      finds: []
    ),
    RuleExample(
      rule: "message: m\nfirst: \\bgiveaway\\b\nsecond: \\bcontest\\b",
      post: "A giveaway, a giveaway!",
      finds: ["1:3", "1:15"]
    ),
  ]
}
