import Documents

/// `extends: consistency`: two spellings of one thing, of which a text may have only one.
///
/// | key | meaning |
/// |---|---|
/// | `either` | patterns with their other spelling, each a whole word |
/// | `nonword` | `true`: they need not be whole words |
/// | `ignorecase` | `true`: upper and lower case are the same |
///
/// The whole post counts, a thread included. The finding stands at the first place in the text where
/// both have been seen; `%s` in the message is the spelling that came last.
struct Consistency: RuleKind {
  static let name = "consistency"
  static let keys = ["either", "nonword", "ignorecase"]

  /// One pair; the first group is the one spelling, the second the other.
  fileprivate struct Pair {
    let pattern: Pattern
    let first: Int
    let second: Int
  }

  private let pairs: [Pair]
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    let entries = try yaml.required("either").map("either").entries
    guard !entries.isEmpty else { throw DocumentError("'either' is empty", at: yaml.position) }
    let options: Pattern.Options = try yaml.flag("ignorecase") ? .ignoringCase : []
    let isWord = try !yaml.flag("nonword")
    pairs = try entries.map { entry throws(DocumentError) in
      try Pair(entry, options.union(.namedGroupsOnly), isWord: isWord, head.wordTemplate)
    }
    message = head.message
  }

  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    var hits: [Hit] = []
    for pair in pairs {
      var seen: Set<Int> = []
      for field in fields {
        let matches = try pair.pattern.matches(in: field.text, work)
        for match in matches { seen.formUnion(pair.groups(of: match)) }
        guard seen.count == 2, let last = matches.last else { continue }
        hits.append(hit(last, among: matches, in: field))
      }
    }
    return hits
  }

  /// The finding at the first place that reads like the last match.
  private func hit(_ last: PatternMatch, among matches: [PatternMatch], in field: Field) -> Hit {
    let word = field.string(last.range)
    let place = matches.first { field.string($0.range) == word } ?? last
    return Hit(place.range, in: field, message.filled(with: [word]))
  }
}

extension Consistency.Pair {
  fileprivate init(
    _ entry: YAMLMap.Entry,
    _ options: Pattern.Options,
    isWord: Bool,
    _ template: String?
  ) throws(DocumentError) {
    let other = try entry.value.text("either")
    let groups = ["(?<writ0>\(entry.key))", "(?<writ1>\(other))"]
    pattern = try WordPattern.compile(
      WordPattern.joining(groups, isWord: isWord, template: template),
      options,
      madeOf: [
        PatternPart(source: entry.key, position: entry.keyPosition),
        PatternPart(source: other, position: entry.value.position),
      ]
    )
    first = pattern.group(named: "writ0") ?? 1
    second = pattern.group(named: "writ1") ?? 2
  }

  fileprivate func groups(of match: PatternMatch) -> [Int] {
    [first, second].filter { match.groups.indices.contains($0 - 1) && match.groups[$0 - 1] != nil }
  }
}

extension Consistency {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s'\"\nignorecase: true\neither: {advisor: adviser, centre: center}",
      post: "An advisor, the Adviser and the centre.",
      finds: ["1:17"]
    ),
    RuleExample(
      rule: "message: m\neither: {'organi[sz]e': organyze}",
      post: "organise, organize",
      finds: []
    ),
    RuleExample(
      rule: "message: m\nnonword: true\neither: {'—': ' - '}",
      post: "one—two - three—four",
      finds: ["1:4"]
    ),
  ]
}
