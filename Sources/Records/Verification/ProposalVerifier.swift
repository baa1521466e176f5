import Git
import Policies

/// Checks the commits of proposals that are not part of main yet.
struct ProposalVerifier {
  private let repository: PolicyRepository

  init(_ repository: PolicyRepository) { self.repository = repository }

  func run() throws -> VerificationReport {
    var report = VerificationReport()
    for name in try repository.proposalNames() {
      guard let head = try repository.git.reference(name.ref) else { continue }
      do {
        let commits = try repository.git.commits(
          from: head,
          excluding: [repository.trunk(of: name)]
        )
        guard !commits.isEmpty else { continue }
        let proposal = try repository.proposal(name)
        if !proposal.isMerged { report.count(.proposals, commits.count) }
        // What became a version of the registry was judged when it did.
        guard let fall = try repository.fall(of: proposal), !proposal.isMerged else { continue }
        report.problems.append(
          .init(ref: name.ref, object: head, person: name.person, refusal: fall, hasFallen: true)
        )
      } catch {
        let refusal = error as? Refusal ?? Refusal(.object, "the proposal cannot be read: \(error)")
        report.problems.append(
          .init(ref: name.ref, object: head, person: name.person, refusal: refusal)
        )
      }
    }
    return report
  }
}
