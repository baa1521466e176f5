import Documents
import Git
import Linting
import Policies
import Records

/// Whether the clauses that rules name are there: a finding without its clause would ask for trust.
enum RuleClauses {
  /// Refuses rules whose clause the version does not have.
  static func require(
    of rules: [Rule],
    in entry: PublicationEntry,
    _ policies: PolicyRepository
  ) throws {
    let publication = entry.publication
    try require(
      of: rules,
      publication.policy,
      at: publication.commit,
      named: entry.title,
      status: .couldNotRun,
      policies
    )
  }

  /// Refuses to publish a text without a clause that a rule names: every draft would be stopped.
  static func require(of plan: PublicationPlan, _ policies: PolicyRepository) throws {
    let rules = try RulesInForce.load(plan.policy, at: plan.commit, policies, withTests: false)
    try require(of: rules, plan.policy, at: plan.commit, named: "the text", policies)
  }

  /// Refuses a proposal's own rules whose clause the text on main does not have.
  static func require(of draft: ProposalDraft, _ policies: PolicyRepository) throws {
    for (path, file) in draft.contents.sorted(by: { $0.key < $1.key }) {
      let parts = path.split(separator: "/").map(String.init)
      guard let file, parts.count == 4, parts[0] == "policies", parts[2] == "rules",
        path.hasSuffix(".yml")
      else { continue }
      let rule = try RulesInForce.rule(parts[1], path, file.bytes, withTests: false)
      try require(of: [rule], parts[1], at: draft.main, named: "the text on main", policies)
    }
  }

  private static func require(
    of rules: [Rule],
    _ policy: String,
    at commit: ObjectID,
    named title: String,
    status: Failure.Status = .refused,
    _ policies: PolicyRepository
  ) throws {
    let text = try policies.file(PolicyRepository.path(of: policy), at: commit) ?? []
    let doubtful = rules.filter { rule in rule.clause.map { !isMarked($0, in: text) } ?? false }
    guard !doubtful.isEmpty else { return }
    let ids = (try? PolicyDocument(parsing: text))?.clauses.map(\.id) ?? []
    guard let rule = doubtful.first(where: { !ids.contains($0.clause ?? "") }) else { return }
    throw Failure(
      "\(rule.path.safe): clause '\((rule.clause ?? "").safe)' is not in \(title)",
      hint: "writ policy check \(policy.safe)",
      status: status
    )
  }

  /// A look for `{#SM-7`, which nearly always spares reading the whole text.
  private static func isMarked(_ clause: String, in text: [UInt8]) -> Bool {
    let mark = Array("{#\(clause)".utf8)
    return text.indices.contains { index in
      guard text[index] == mark[0], text[index...].starts(with: mark) else { return false }
      let next = index + mark.count < text.count ? text[index + mark.count] : 0
      return next == UInt8(ascii: "}") || next == 0x20
    }
  }
}
