import Documents

/// The kinds of rule there are.
enum RuleKinds {
  static let all: [any RuleKind.Type] = [
    Existence.self, Substitution.self, Occurrence.self, Repetition.self, Consistency.self,
    Conditional.self, Capitalization.self, Metric.self, Readability.self, Spelling.self,
    Require.self, Length.self,
    Hashtag.self, Link.self, Secret.self, AccountHolder.self, MediaKind.self, Disclosure.self,
    ApprovalKind.self, Reserved.self, Guard.self,
  ]

  /// Kinds of Vale's that are not understood.
  private static let refused = [
    "sequence": "needs parts of speech and is not supported",
    "script": "runs a program and is not supported",
  ]

  /// The kind that a rule file names.
  static func kind(_ value: YAMLValue) throws(DocumentError) -> any RuleKind.Type {
    let word = try value.text("extends")
    if let kind = all.first(where: { $0.name == word }) { return kind }
    let known = all.map { $0.name }
    let names = known.joined(separator: ", ")
    if let reason = refused[word] {
      throw value.error("the kind '\(word)' \(reason); use \(names)")
    }
    let shown = TerminalText.safe(String(word.prefix(60)))
    if let near = Nearest.match(word, among: known) {
      throw value.error("unknown kind '\(shown)'; did you mean '\(near)'?")
    }
    throw value.error("unknown kind '\(shown)'; use \(names)")
  }
}
