/// One check of a policy's text; add yours to `all`.
public struct DocumentCheck: Sendable {
  /// The name that stands in brackets before what it finds.
  public let name: String
  /// Looks at a policy and says what is wrong.
  public let findings: @Sendable (PolicyCase) -> [PolicyFinding]

  /// Makes a check.
  public init(
    _ name: String,
    _ findings: @escaping @Sendable (PolicyCase) -> [PolicyFinding]
  ) {
    (self.name, self.findings) = (name, findings)
  }

  /// All checks of the text, in the order in which they run.
  public static let all: [DocumentCheck] = [
    .audience, .owner, .contact, .reviewDate, .headings, .goals, .lonelyDont, .duplicates, .modals,
    .terms, .hiddenCharacters, .translations,
  ]

  /// What all checks say about a policy, by place.
  public static func findings(in policy: PolicyCase) -> [PolicyFinding] {
    all.flatMap { $0.findings(policy) }.sorted(by: PolicyFinding.isInOrder)
  }
}
