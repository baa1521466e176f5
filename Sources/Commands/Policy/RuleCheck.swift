import Documents
import Linting
import Policies

/// Checks the rules of a policy against its text: their clauses, their tests, its example posts.
struct RuleCheck {
  /// The check that a clause with rules shows an example.
  static let missing = "example-missing"

  /// The policy's file.
  let path: String
  let document: PolicyDocument
  let rules: [Rule]

  /// Everything that is not as it should be.
  func findings() throws -> [PolicyFinding] {
    unknownClauses() + failedTests() + (try failedExamples()) + missingExamples()
  }

  /// Clauses that stop posts and show none: people learn a rule from an example.
  ///
  /// Only in a policy that has examples; one without any tells people in another way.
  private func missingExamples() -> [PolicyFinding] {
    let shown = Set(document.examples.map(\.clause))
    guard !shown.isEmpty else { return [] }
    return Set(rules.compactMap(\.clause)).subtracting(shown).sorted().compactMap { id in
      guard let clause = document[id: id] else { return nil }
      return PolicyFinding(
        .warning,
        RuleCheck.missing,
        "\(id) has rules for drafts and shows no example; add one that begins with ```post do",
        path: path,
        at: Position(line: clause.line, column: 1)
      )
    }
  }

  private func unknownClauses() -> [PolicyFinding] {
    rules.compactMap { rule in
      guard rule.clause.map({ document[id: $0] == nil }) ?? true else { return nil }
      let words =
        rule.clause.map { "there is no clause '\($0)' in the text" } ?? "it names no clause"
      return PolicyFinding(.error, "rule-clause", words, path: rule.path)
    }
  }

  /// The rules' own tests that do not come out as they say.
  func failedTests() -> [PolicyFinding] {
    rules.flatMap { rule in
      rule.testFailures().map {
        PolicyFinding(.error, "rule-test", $0.message, path: rule.path, at: $0.position)
      }
    }
  }

  /// The example posts in the text, as tests of the rules.
  func failedExamples() throws -> [PolicyFinding] {
    guard !rules.isEmpty, let today = Day("2000-01-01") else { return [] }
    let linter = Linter(
      rules: rules.map { BoundRule(rule: $0, policy: document.front.id, version: "") }
    )
    return try document.examples.compactMap { example in
      guard let words = try problem(of: example, linter, today) else { return nil }
      let place = Position(line: example.line, column: 1)
      return PolicyFinding(.error, "example", words, path: path, at: place)
    }
  }

  private func problem(of example: PostExample, _ linter: Linter, _ today: Day) throws -> String? {
    let account = example.attributes["account"].flatMap(Account.init) ?? .official
    let channels = example.attributes["channel"].flatMap(Channel.init).map { [$0] } ?? []
    let post = Post(path: "example", text: example.text, account: account, channels: channels)
    let found = try linter.check(post, today: today).findings
    if example.isFine, let finding = found.first {
      return "a 'post do' that rule \(finding.rule) objects to"
    }
    if !example.isFine, !found.contains(where: { $0.clause == example.clause }) {
      return "a 'post dont' that no rule of \(example.clause) finds"
    }
    return nil
  }
}
