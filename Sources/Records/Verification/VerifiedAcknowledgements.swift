import Git
public import Policies
import Signing

/// What people have said, as far as `writ verify` finds their records good.
///
/// Who is due is read from this: a record that the verifier refuses counts for nothing here either.
public struct VerifiedAcknowledgements: Sendable {
  private let repository: PolicyRepository
  private let ledger: LedgerBook
  /// The refs of the people in whose records something is wrong.
  private let refused: Set<String>
  /// What fell with an ended key; the rest of the chain stands.
  private let fallen: Set<ObjectID>
  /// What a later run need not look at again.
  public let verified: VerifiedChains

  init(_ repository: PolicyRepository, _ ledger: LedgerBook, _ report: VerificationReport) {
    (self.repository, self.ledger, verified) = (repository, ledger, report.verified)
    fallen = repository.fallen(among: report.problems)
    let others = report.problems.filter { [fallen] in !$0.isOne(of: fallen) }
    refused = Set(others.map(\.ref))
  }

  /// What a person has said, oldest first; `nil` if something is wrong in it.
  ///
  /// - Parameter person: who.
  /// - Returns: what they said, each with the time that counts.
  /// - Throws: a `GitError` or `Refusal` where a ref or an object cannot be read.
  func of(_ person: PersonID) throws -> [AcknowledgementEntry]? {
    guard !refused.contains(Chain.records(of: person)) else { return nil }
    return try repository.entries(of: person, dated: ledger, without: fallen)
  }
}

extension Verifier {
  /// Checks everybody's acknowledgements, and nothing else.
  ///
  /// - Parameters:
  ///   - shelf: the publications that they are for.
  ///   - request: how, and what an earlier run found good.
  /// - Returns: what counts.
  /// - Throws: a `Refusal` where registry or receipts are not to be trusted.
  public func acknowledgements(
    for shelf: PublicationShelf,
    _ request: Request
  ) async throws -> VerifiedAcknowledgements {
    let walk = try repository.walk()
    return VerifiedAcknowledgements(
      repository,
      walk.ledger,
      try await checkAcknowledgements(walk, shelf, request)
    )
  }
}

extension PolicyRepository {
  /// What a person has said, checked as `writ verify` checks it.
  ///
  /// - Parameters:
  ///   - person: who.
  ///   - shelf: all publications, also those that came later than what is asked about.
  /// - Returns: what they said, oldest first, each with the time that counts.
  /// - Throws: a `Refusal` where anything in the person's records is wrong. What fell with a key that
  ///   was ended is left out.
  public func verifiedAcknowledgements(
    of person: PersonID,
    on shelf: PublicationShelf
  ) throws -> [AcknowledgementEntry] {
    let name = Chain.records(of: person)
    let terms = try AcknowledgementTerms(self, shelf)
    let walk = try walk()
    try LedgerVerifier(self, only: nil).check(name, in: walk.ledger)
    let chain = Reference(name: name, target: try git.reference(name))
    let report = walk.verify(chain, in: git, as: .acknowledgements) { link, _ throws(Refusal) in
      try AcknowledgementEntry.checkPlace(of: link, among: person)
      guard link.record.format == .acknowledgement else { return }
      try terms.check(Acknowledgement(link.record), at: link.moment)
    }
    let fallen = fallen(among: report.problems)
    if let problem = report.problems.first(where: { !$0.isOne(of: fallen) }) {
      throw problem.refusal
    }
    return try entries(of: person, dated: walk.ledger, without: fallen)
  }

  /// Everything that a person said, whether or not it counts, with the time that does; nothing is checked.
  ///
  /// - Throws: a `GitError` or `Refusal` where the chain cannot be read.
  public func allSaid(by person: PersonID) throws -> [AcknowledgementEntry] {
    try entries(of: person, dated: ledger(), without: [])
  }

  /// The records that are refused only because the key that signed them has ended.
  ///
  /// They count for nothing, and take nothing else with them: a person whose key was stolen signs on
  /// with another, on the same chain.
  ///
  /// - Parameter problems: what a verification refused.
  /// - Returns: those of them that a person's own ended key signed, in their acts or records.
  func fallen(among problems: [VerificationReport.Problem]) -> Set<ObjectID> {
    let keyed = problems.filter { $0.refusal.code == .key && RefKind($0.ref)?.owner != nil }
    guard !keyed.isEmpty, let history = try? history() else { return [] }
    return Set(
      keyed.compactMap { problem in
        guard let id = problem.object, let link = try? ChainLink(id, in: git),
          let person = history.end(of: link.commit.signature.key.line)?.person,
          link.commit.person == person, RefKind(problem.ref)?.owner == person
        else { return nil }
        return id
      }
    )
  }

  /// Reads a person's records, which were checked before, those aside that fell.
  fileprivate func entries(
    of person: PersonID,
    dated ledger: LedgerBook,
    without fallen: Set<ObjectID>
  ) throws -> [AcknowledgementEntry] {
    let name = Chain.records(of: person)
    guard let tip = try git.reference(name) else { return [] }
    var links = try Chain.read(from: tip, in: git)
    ledger.date(&links, on: name)
    return try links.filter { $0.record.format == .acknowledgement && !fallen.contains($0.id) }
      .map(AcknowledgementEntry.init)
  }

  fileprivate func walk() throws -> ChainWalk {
    ChainWalk(identity: identity, history: try history(), registry: registry, ledger: try ledger())
  }
}

extension VerificationReport.Problem {
  /// Whether it is about one of some objects.
  func isOne(of objects: Set<ObjectID>) -> Bool {
    object.map(objects.contains) ?? false
  }
}
