import Git
import Policies
import Signing

/// Checks people's acknowledgements, on several threads.
struct AcknowledgementVerifier: Sendable {
  /// A chain to be checked from its tip down to a link that was checked before, if it has that.
  struct Part: Sendable {
    var reference: Reference
    var known: ObjectID?
    /// What an earlier run remembered of that link; those up to it are counted, then.
    var end: ChainEnd?

    /// Whether nothing of it is new.
    var isKnown: Bool { known != nil && known == reference.target }
  }

  private let walk: ChainWalk
  private let parts: [Part]
  private let scope: VerificationScope
  private let terms: AcknowledgementTerms
  private let git: Repository

  /// Prepares to check parts of some chains.
  init(
    _ walk: ChainWalk,
    _ repository: PolicyRepository,
    _ shelf: PublicationShelf,
    _ parts: [Part],
    scope: VerificationScope = .all
  ) throws {
    (self.walk, self.parts, self.scope) = (walk, parts, scope)
    terms = try AcknowledgementTerms(repository, shelf)
    git = repository.git
  }

  /// Checks all chains, a report each; each worker takes the next one that nobody has taken.
  ///
  /// - Parameters:
  ///   - workers: how many threads.
  ///   - reopen: opens the repository once more, for a thread of its own.
  ///   - progress: is told after each chain.
  /// - Returns: a report for each part, in the order of the parts; it counts what was checked before.
  /// - Throws: what `reopen` throws.
  func reports(
    workers: Int,
    reopen: @escaping @Sendable () throws -> Repository,
    progress: @escaping @Sendable () -> Void = {}
  ) async throws -> [VerificationReport] {
    let next = Ticket()
    let open = parts.indices.filter { !parts[$0].isKnown }
    var reports = parts.map { $0.isKnown ? known($0) : VerificationReport() }
    while next.count < open.count {
      let read = Ticket()
      try await withThrowingTaskGroup(of: [(Int, VerificationReport)].self) { group in
        for _ in 0..<min(max(1, workers), open.count) {
          group.addTask {
            let git = try reopen()
            var found: [(Int, VerificationReport)] = []
            while read.count < Self.round, case let turn = next.draw(), turn < open.count {
              let report = verify(parts[open[turn]], in: git)
              found.append((open[turn], report))
              read.add(report.total)
              progress()
            }
            return found
          }
        }
        for try await found in group {
          for (index, report) in found { reports[index] = report }
        }
      }
      // What libgit2 kept of the packs goes once nobody has them open.
      if next.count < open.count { try git.letGo() }
    }
    return reports
  }

  /// After how many records everything is let go of, so that memory does not grow with their number.
  private static let round = 2000

  private func verify(_ part: Part, in git: Repository) -> VerificationReport {
    let reference = part.reference
    guard let person = Chain.owner(of: reference.name, kind: "records") else { return .init() }
    var notes: [VerificationReport.Problem] = []
    var others = 0
    let known = part.known ?? lastLink(of: reference, before: scope.since, in: git)
    // A chain that was replaced or cut short is checked from its beginning.
    var report = walk.verify(
      reference,
      after: known,
      ending: part.end,
      isAlone: false,
      mayBeGone: true,
      in: git,
      as: .acknowledgements
    ) {
      link,
      _ throws(Refusal) in
      guard scope.wants(link) else { return others += 1 }
      if let note = try check(link, of: person) {
        notes.append(.init(ref: reference.name, object: link.id, person: person, refusal: note))
      }
    }
    report.notes = notes
    report.count(.acknowledgements, -others)
    if report.goesOn { report.add(self.known(part)) }
    return report
  }

  /// What an earlier run found good of a part.
  private func known(_ part: Part) -> VerificationReport {
    var report = VerificationReport()
    let count = part.end?.sequence ?? 0
    report.count(.acknowledgements, count)
    if count > 0 { report.before[.acknowledgements] = count }
    report.end = part.end
    return report
  }

  /// The newest link that is older than a moment; what stands below it is not looked at.
  ///
  /// `nil` as well where a link on the way cannot be read: then the whole chain is checked, which says so.
  private func lastLink(
    of reference: Reference,
    before moment: Instant?,
    in git: Repository
  ) -> ObjectID? {
    guard let moment else { return nil }
    var next = reference.target
    while let id = next {
      guard let link = try? ChainLink(id, in: git) else { return nil }
      guard link.time >= moment else { return id }
      next = link.commit.parents.first
    }
    return nil
  }

  /// Checks what one acknowledgement says; returns what is in order and still worth knowing.
  private func check(_ link: ChainLink, of person: PersonID) throws(Refusal) -> Refusal? {
    try AcknowledgementEntry.checkPlace(of: link, among: person)
    guard link.record.format == .acknowledgement else { return nil }
    return try terms.check(Acknowledgement(link.record), at: link.moment)
  }
}
