import Documents

/// `extends: guard`: words that make a post on somebody's own account nobody's business.
///
/// | key | meaning |
/// |---|---|
/// | `tokens` | patterns, each a whole word or phrase; upper and lower case are the same |
///
/// What law and Writ itself protect (pay, hours, safety, unions and so on) is built in and can be
/// neither narrowed nor switched off. A rule of this kind adds to it: on a post that it finds no rule
/// runs, nothing is kept, and the notice of rights is shown. It knows no `suppress`, and an official
/// account has no such right. The message is for those who read the rule.
struct Guard: DisguiseKind {
  static let name = "guard"
  static let keys = ["tokens"]

  private let pattern: Pattern
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    try Self.refuseLimits(try yaml["writ"]?.map("writ"))
    let words = try yaml.required("tokens")
    let any = try WordPattern.any(of: words, "tokens", .ignoringCase) { "\\b(?:\($0))\\b" }
    guard let any else {
      throw DocumentError("'tokens' is empty", at: yaml.position)
    }
    pattern = any
    message = head.message
  }

  /// What would make the protection smaller than it looks.
  private static func refuseLimits(_ writ: YAMLMap?) throws(DocumentError) {
    for key in ["suppress", "gate", "on"] {
      if let value = writ?[key] {
        throw value.error("'\(key)' has no place in a guard: it only ever adds protection")
      }
    }
    guard let value = try writ?["when"]?.map("when")["account"] else { return }
    let accounts: [Account] = try value.choices("account")
    if accounts != [.own] { throw value.error("a guard is for 'account: [own]' only") }
  }

  func hits(in field: Field, _ work: Work) throws(MatchError) -> [Hit] {
    try pattern.matches(in: field.text, work).map { match in
      Hit(match.range, in: field, message.filled(with: [field.string(match.range)]))
    }
  }
}

extension Guard {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: m\ntokens: ['night bus', canteens?]",
      post: "The Night Bus and the canteen.",
      finds: ["1:5", "1:23"]
    ),
    RuleExample(rule: "message: m\ntokens: [canteen]", post: "A canteens' guide.", finds: []),
  ]
}
