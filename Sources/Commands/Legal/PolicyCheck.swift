import Documents
import Git
import Linting
import Policies
import Records

/// Checks a policy's text and rules against each other: what a reviewer should not have to.
struct PolicyCheck {
  private let policies: PolicyRepository

  init(_ policies: PolicyRepository) { self.policies = policies }

  /// What is wrong in the policies that a proposal touches, in words; empty if nothing is.
  func findings(of proposal: Proposal) throws -> [String] {
    try proposal.policies.flatMap { policy -> [String] in
      guard try policies.file(PolicyRepository.path(of: policy), at: proposal.head) != nil else {
        return []
      }
      do {
        let document = try policies.policy(policy, at: proposal.head)
        let rules = try RulesInForce.load(policy, at: proposal.head, policies)
        return try unknownGroups(document) + PolicyCheck.findings(document, rules)
      } catch let failure as Failure {
        return [failure.message]
      }
    }
  }

  /// Groups in the audience that nobody belongs to: an empty one, or a slip of the pen.
  private func unknownGroups(_ document: PolicyDocument) throws -> [String] {
    let known = try Set(policies.registry.people(at: policies.registryTip).flatMap(\.groups))
    return document.front.audience.filter { $0 != "everyone" && !known.contains($0) }
      .map { "the audience names the group '\($0)', to which nobody belongs" }
  }

  /// Refuses a draft whose rule files cannot be read.
  func refuseBroken(_ draft: ProposalDraft) throws {
    for (path, file) in draft.contents.sorted(by: { $0.key < $1.key }) {
      let parts = path.split(separator: "/").map(String.init)
      guard let file, parts.count == 4, parts[0] == "policies", parts[2] == "rules",
        path.hasSuffix(".yml")
      else { continue }
      var failure: Failure?
      do { _ = try RulesInForce.rule(parts[1], path, file.bytes) } catch let error as Failure {
        failure = error
      }
      if var failure {
        failure.status = .refused
        throw failure
      }
    }
  }

  /// Looks at text and rules together.
  static func findings(_ document: PolicyDocument, _ rules: [Rule]) throws -> [String] {
    let unknown = rules.filter { rule in rule.clause.map { document[id: $0] == nil } ?? true }
      .map { "\($0.path): there is no clause '\($0.clause ?? "")' in the text" }
    let tests = rules.flatMap { rule in
      rule.testFailures().map { "\(rule.path)\($0.position.map { ":\($0)" } ?? ""): \($0.message)" }
    }
    return try unknown + tests + lonelyDonts(document) + examples(document, rules)
  }

  /// Clauses that forbid without saying what to do.
  private static func lonelyDonts(_ document: PolicyDocument) -> [String] {
    document.clauses.compactMap { clause in
      let words = clause.blocks.map { $0.text.lowercased().replacing("\u{2019}", with: "'") }
      guard words.contains("don't"), !words.contains("do") else { return nil }
      return "\(clause.id) (line \(clause.line)): a Don't without a Do"
    }
  }

  /// The example posts in the text, as tests of the rules.
  private static func examples(_ document: PolicyDocument, _ rules: [Rule]) throws -> [String] {
    guard !rules.isEmpty, let today = Day("2000-01-01") else { return [] }
    let linter = Linter(
      rules: rules.map { BoundRule(rule: $0, policy: document.front.id, version: "") }
    )
    return try document.examples.compactMap { example in
      let account = example.attributes["account"].flatMap(Account.init) ?? .official
      let channels = example.attributes["channel"].flatMap(Channel.init).map { [$0] } ?? []
      let post = Post(path: "example", text: example.text, account: account, channels: channels)
      let found = try linter.check(post, today: today).findings
      if example.isFine, let finding = found.first {
        return "line \(example.line): a 'post do' that rule \(finding.rule) objects to"
      }
      if !example.isFine, !found.contains(where: { $0.clause == example.clause }) {
        return "line \(example.line): a 'post dont' that no rule of \(example.clause) finds"
      }
      return nil
    }
  }
}
