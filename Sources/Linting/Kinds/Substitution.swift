import Documents

/// `extends: substitution`: words with a better one to take their place.
///
/// | key | meaning |
/// |---|---|
/// | `swap` | patterns with what to write instead; the longest is tried first |
/// | `nonword` | `true`: patterns need not be whole words |
/// | `ignorecase` | `true`: upper and lower case are the same |
/// | `exceptions` | words that are left alone |
/// | `capitalize` | `true`: a match with a capital letter gets a replacement with one |
/// | `vocab` | `false`: the words of a vocabulary are no exceptions |
///
/// In the message the first `%s` is the replacement, the second the match. With `action: {name:
/// replace}` the replacement may name several, as in `use|apply`; `writ lint --fix` writes a single one,
/// and asks about several and where the rule has no action.
struct Substitution: DisguiseKind, NeedingKind {
  static let name = "substitution"
  static let keys = ["swap", "nonword", "ignorecase", "exceptions", "capitalize", "vocab"]

  private let pattern: Pattern
  private let exceptions: Exceptions
  private let message: RuleMessage
  private let isReplace: Bool
  private let capitalizes: Bool
  /// The swaps, by the number of the group that stands for them.
  private let swaps: [Int: Swap]

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    let entries = try yaml.required("swap").map("swap").entries
    let options: Pattern.Options = try yaml.flag("ignorecase") ? .ignoringCase : []
    let swaps = try entries.map { entry throws(DocumentError) in try Swap(entry, options) }
      .sorted { $0.key.utf8.count > $1.key.utf8.count }
    guard !swaps.isEmpty else { throw DocumentError("'swap' is empty", at: yaml.position) }
    let groups = swaps.indices.map { "(?<writ\($0)>\(swaps[$0].key))" }
    pattern = try WordPattern.compile(
      WordPattern.joining(
        groups,
        isWord: try !yaml.flag("nonword"),
        template: head.wordTemplate
      ),
      options.union(.namedGroupsOnly),
      madeOf: swaps.map(\.part)
    )
    self.swaps = Self.numbered(swaps, in: pattern)
    exceptions = try Exceptions(yaml, accepted: head.accepted)
    capitalizes = try yaml.flag("capitalize")
    isReplace = head.action == "replace" && head.actionParameters.isEmpty
    message = isReplace ? head.message.withoutDoubledQuotes : head.message
  }

  var needed: [[UInt8]]? { pattern.needed }

  func hits(in field: Field, _ work: Work) throws(MatchError) -> [Hit] {
    let matches = try pattern.matches(in: field.text, work)
    let hits = try exceptions.leave(matches, in: field, work).map { match throws(MatchError) in
      try hit(for: match, in: field)
    }
    return hits.compactMap(\.self)
  }

  private func hit(for match: PatternMatch, in field: Field) throws(MatchError) -> Hit? {
    guard let (swap, range) = swap(for: match) else { return nil }
    let text = field.string(range)
    let wanted = try swap.replacement(for: text, capitalizing: capitalizes)
    let options = isReplace ? Swap.options(in: wanted) : [wanted]
    if isReplace ? options.contains(text) : try swap.accepts(text, as: wanted) { return nil }
    let shown = isReplace ? Swap.sentence(options) : wanted
    var hit = Hit(range, in: field, message.filled(with: [shown, text]))
    if isReplace, options.count == 1 {
      hit.replacement = options[0]
    } else {
      hit.suggestions = options.filter { !$0.isBlank }
    }
    return hit
  }

  private func swap(for match: PatternMatch) -> (Swap, Range<Int>)? {
    for (index, range) in match.groups.enumerated() {
      if let range, let swap = swaps[index + 1] { return (swap, range) }
    }
    return nil
  }

  private static func numbered(_ swaps: [Swap], in pattern: Pattern) -> [Int: Swap] {
    var numbered: [Int: Swap] = [:]
    for (index, swap) in swaps.enumerated() {
      if let number = pattern.group(named: "writ\(index)") { numbered[number] = swap }
    }
    return numbered
  }
}

extension Substitution {
  static let examples: [RuleExample] = [
    RuleExample(
      rule:
        "message: \"use '%s' instead of '%s'\"\nignorecase: true\nswap: {e-mail: email, utilise: use}",
      post: "E-mail us, utilise it; email, e-mails.",
      finds: ["1:1", "1:12"]
    ),
    RuleExample(
      rule: "message: '%s'\nswap: {'(a)(b)c': x, '(?:a)bcd': y}",
      post: "abcd abc",
      finds: ["1:1", "1:6"]
    ),
    RuleExample(
      rule: "message: '%s'\nswap: {'(\\w+) colou?r': '$1 color'}",
      post: "red color, red colour",
      finds: ["1:12"]
    ),
    RuleExample(
      rule: "message: \"use '%s'\"\naction: {name: replace}\nswap: {leverage: use|apply}",
      post: "We leverage it.",
      finds: ["1:4"]
    ),
    RuleExample(
      rule: "message: m\nnonword: true\nswap: {'\\.\\.\\.': …}\nexceptions: [wait]",
      post: "Well... then…",
      finds: ["1:5"]
    ),
  ]
}
