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
        let trunk = try repository.trunk(of: name)
        let commits = try repository.git.commits(from: head, excluding: [trunk])
        guard !commits.isEmpty else { continue }
        report.count(.proposals, commits.count)
        let proposal = try repository.proposal(name)
        try repository.checkSignatures(of: proposal, since: trunk)
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
