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
    let marks = marks(in: text)
    let doubtful = rules.filter { rule in rule.clause.map { !marks.contains($0) } ?? false }
    guard !doubtful.isEmpty else { return }
    let ids = (try? PolicyDocument(parsing: text))?.clauses.map(\.id) ?? []
    guard let rule = doubtful.first(where: { !ids.contains($0.clause ?? "") }) else { return }
    throw Failure(
      "\(rule.path.safe): clause '\((rule.clause ?? "").safe)' is not in \(title)",
      hint: "writ policy check \(policy.safe)",
      status: status
    )
  }

  /// What stands as in `{#SM-7}`: a look at this nearly always spares reading the whole text.
  private static func marks(in text: [UInt8]) -> Set<String> {
    var marks: Set<String> = []
    var rest = text[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
      rest = rest[(open + 1)...]
      guard rest.first == UInt8(ascii: "#") else { continue }
      rest = rest.dropFirst()
      let id = rest.prefix(80).prefix { $0 != UInt8(ascii: "}") && $0 != 0x20 }
      marks.insert(String(decoding: id, as: UTF8.self))
    }
    return marks
  }
}
