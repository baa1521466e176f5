import Git
import Policies

extension Verifier {
  /// Checks the acknowledgements of a scope, and leaves out what is known to be good.
  func checkAcknowledgements(
    _ walk: ChainWalk,
    _ shelf: PublicationShelf,
    _ request: Request
  ) async throws -> VerificationReport {
    let grounds = VerifiedChains.Grounds(repository, shelf, walk.ledger)
    // Counts of whole chains are of no use where only some of their links are wanted.
    let isWhole = request.scope.policy == nil && request.scope.since == nil
    let known =
      isWhole ? request.known.holding(on: grounds, walk.history, walk.ledger) : VerifiedChains()
    let parts = try chains(of: request.scope).map { reference in
      let extent = known.extents[VerifiedChains.Key(of: reference.name, walk.history)]
      guard let extent, goesOn(reference, from: extent.tip) else {
        return AcknowledgementVerifier.Part(reference: reference)
      }
      return AcknowledgementVerifier.Part(
        reference: reference,
        known: extent.tip,
        count: extent.count
      )
    }
    let verifier = try AcknowledgementVerifier(walk, repository, shelf, parts, scope: request.scope)
    let (total, done) = (parts.count { !$0.isKnown }, Ticket())
    let reports = try await verifier.reports(workers: request.workers, reopen: reopen) {
      request.progress(done.draw() + 1, total)
    }
    var report = VerificationReport()
    for (part, found) in zip(parts, reports) {
      report.add(found)
      report.count(.acknowledgements, part.count)
      report.checkedBefore += part.count
    }
    if request.scope == .all {
      report.verified = verified(parts, reports, walk, on: grounds)
    }
    return report
  }

  /// Whether a chain still has the link that was its newest; a chain that was replaced or cut short
  /// is checked from its beginning.
  private func goesOn(_ reference: Reference, from known: ObjectID) -> Bool {
    guard let tip = reference.target else { return false }
    return tip == known || (try? repository.git.isAncestor(known, of: tip)) == true
  }

  private func chains(of scope: VerificationScope) throws -> [Reference] {
    guard let person = scope.person else {
      return try repository.git.references(matching: "refs/writ/records/*")
    }
    let name = Chain.records(of: person)
    return try repository.git.reference(name).map { [Reference(name: name, target: $0)] } ?? []
  }

  /// What need not be checked again: chains in which nothing was wrong or worth a note, and whose
  /// newest link has its receipt where there is a ledger.
  private func verified(
    _ parts: [AcknowledgementVerifier.Part],
    _ reports: [VerificationReport],
    _ walk: ChainWalk,
    on grounds: VerifiedChains.Grounds
  ) -> VerifiedChains {
    var verified = VerifiedChains()
    verified.grounds = grounds
    for (part, report) in zip(parts, reports) where report.isGood && report.notes.isEmpty {
      guard let tip = part.reference.target,
        walk.ledger.receipts.isEmpty || walk.ledger.names(tip, on: part.reference.name)
      else { continue }
      let count = part.count + (report.counts[.acknowledgements] ?? 0)
      verified.extents[VerifiedChains.Key(of: part.reference.name, walk.history)] =
        VerifiedChains.Extent(tip: tip, count: count)
    }
    return verified
  }
}
