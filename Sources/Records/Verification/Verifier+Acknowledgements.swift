import Git
import Policies

extension Verifier {
  /// Checks the acknowledgements of a scope, and leaves out what is known to be good.
  ///
  /// - Parameters:
  ///   - walk: registry and receipts.
  ///   - shelf: the publications.
  ///   - request: the scope, and what is known.
  ///   - references: all refs, where they were listed already.
  /// - Returns: what was counted and what was refused.
  /// - Throws: a `GitError` when the repository itself cannot be read.
  func checkAcknowledgements(
    _ walk: ChainWalk,
    _ shelf: PublicationShelf,
    _ request: Request,
    among references: [Reference]? = nil
  ) async throws -> VerificationReport {
    let grounds = VerifiedChains.Grounds(repository, shelf, walk.ledger)
    // Counts of whole chains are of no use where only some of their links are wanted.
    let isWhole = request.scope.policy == nil && request.scope.since == nil
    let known =
      isWhole ? request.known.holding(on: grounds, walk.history, walk.ledger) : VerifiedChains()
    let chains = try chains(of: request.scope, among: references)
    let keepsVerdicts = request.keepsVerdicts && request.scope == .all
    let keys =
      keepsVerdicts || !known.isEmpty
      ? chains.map { VerifiedChains.Key(of: $0.name, walk.history) } : []
    let parts = chains.indices.map { index in
      let end = known.isEmpty ? nil : known.ends[keys[index]]
      return AcknowledgementVerifier.Part(reference: chains[index], known: end?.id, end: end)
    }
    let verifier = try AcknowledgementVerifier(walk, repository, shelf, parts, scope: request.scope)
    let (total, done) = (parts.count { !$0.isKnown }, Ticket())
    let reports = try await verifier.reports(workers: request.workers, reopen: reopen) {
      request.progress(done.draw() + 1, total)
    }
    var report = VerificationReport()
    for found in reports { report.add(found) }
    if keepsVerdicts {
      report.verified.grounds = grounds
      report.verified.ends = ends(chains, keys, reports, walk)
    }
    return report
  }

  private func chains(
    of scope: VerificationScope,
    among references: [Reference]?
  ) throws -> [Reference] {
    guard let person = scope.person else {
      // Looking for refs once more costs as much as checking hundreds of records.
      if let references { return references.filter { $0.name.hasPrefix("refs/writ/records/") } }
      return try repository.git.references(matching: "refs/writ/records/*")
    }
    let name = Chain.records(of: person)
    return try repository.git.reference(name).map { [Reference(name: name, target: $0)] } ?? []
  }

  /// What need not be checked again: chains in which nothing was wrong or worth a note, and whose
  /// newest link has its receipt where there is a ledger.
  private func ends(
    _ chains: [Reference],
    _ keys: [VerifiedChains.Key],
    _ reports: [VerificationReport],
    _ walk: ChainWalk
  ) -> [VerifiedChains.Key: ChainEnd] {
    var ends: [VerifiedChains.Key: ChainEnd] = [:]
    ends.reserveCapacity(chains.count)
    for (index, chain) in chains.enumerated() {
      let report = reports[index]
      guard report.isGood, report.notes.isEmpty, let end = report.end, end.id == chain.target,
        walk.ledger.receipts.isEmpty || walk.ledger.names(end.id, on: chain.name)
      else { continue }
      ends[keys[index]] = end
    }
    return ends
  }
}
