import Foundation
import Git
import Policies
import Records

extension Workspace {
  /// Where everybody who is here stands with the versions that are asked for.
  func obligations(
    for asked: [PublicationEntry],
    on shelf: PublicationShelf
  ) async throws -> [(person: PersonEntry, obligations: [Obligation])] {
    guard !asked.isEmpty else { return [] }
    try remarkOnOthers()
    let (policies, now) = (policies, edge.now)
    let terms = try AcknowledgementTerms(policies, shelf)
    let said = try await verifiedAcknowledgements(for: shelf)
    return try policies.registry.employees(at: policies.registryTip).filter { $0.left == nil }
      .concurrentMap { person in
        let obligations = try policies.obligations(
          of: person,
          on: shelf,
          terms: terms,
          asked: asked,
          now: now,
          in: said
        )
        return (person, obligations)
      }
  }

  /// What everybody has said, as `writ verify` finds it; what it found good before is not looked at
  /// again.
  private func verifiedAcknowledgements(
    for shelf: PublicationShelf
  ) async throws -> VerifiedAcknowledgements {
    let file = VerifiedFile(policies.identity, edge)
    var request = Verifier.Request(workers: ProcessInfo.processInfo.activeProcessorCount)
    request.known = file?.read() ?? VerifiedChains()
    let progress = SharedProgress("Checking")
    request.progress = { progress.advance(to: $0, of: $1) }
    let folder = git.gitFolder
    let found = try await Verifier(policies) { try Repository.open(from: folder) }
      .acknowledgements(for: shelf, request)
    progress.finish()
    if found.verified != request.known { file?.write(found.verified) }
    return found
  }
}
