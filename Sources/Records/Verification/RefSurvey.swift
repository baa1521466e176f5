import Git
import Policies

/// Looks for refs that stand where none may stand.
struct RefSurvey {
  private let repository: PolicyRepository
  private let references: [Reference]

  init(_ repository: PolicyRepository, _ references: [Reference]) {
    (self.repository, self.references) = (repository, references)
  }

  func run() throws -> VerificationReport {
    var report = VerificationReport()
    let hasLedger = try repository.registry.ledger(at: repository.registryTip) != nil
    let objections = references.concurrentMap { reference in
      reference.name == Chain.ledger && !hasLedger
        ? "this repository has no ledger" : RefSurvey.objection(to: reference)
    }
    for case (let reference, let reason?) in zip(references, objections) {
      report.problems.append(
        .init(
          ref: reference.name,
          object: reference.target,
          person: nil,
          refusal: Refusal(.ref, reason)
        )
      )
    }
    return report
  }

  private static func objection(to reference: Reference) -> String? {
    let name = reference.name
    if reference.target == nil,
      name.hasPrefix("refs/writ/") || name == Chain.main || name.hasPrefix("refs/heads/proposals/")
        || name.hasPrefix("refs/tags/policy/")
    {
      return "the ref is symbolic"
    }
    if name.hasPrefix("refs/replace/") { return "replacement refs are never accepted" }
    if name.hasPrefix("refs/heads/proposals/"), ProposalName(ref: name) == nil {
      return "this is no proposal's name"
    }
    guard name.hasPrefix("refs/writ/"), RefKind(name) == nil else { return nil }
    return "no ref of this name is known, or it is nobody's place"
  }
}
