import Foundation
import Git
import Records

extension Workspace {
  /// What everybody has said, as `writ verify` finds it; what it found good before is not looked at
  /// again.
  func verifiedAcknowledgements(
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
