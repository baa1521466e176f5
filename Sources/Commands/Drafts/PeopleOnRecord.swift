import Documents
import Git
import Linting
import Policies
import Records
import Signing
import Synchronization

/// What the policy repository says about the people whom drafts name, read when a rule asks.
///
/// Whatever cannot be read counts as not being there: a person without roles who has signed nothing.
final class PeopleOnRecord: Sendable {
  private let policies: PolicyRepository
  private let shelf: PublicationShelf
  private let now: Instant
  private let known = Mutex<[String: CompanyRecords.Standing?]>([:])

  init(_ policies: PolicyRepository, _ shelf: PublicationShelf, now: Instant) {
    (self.policies, self.shelf, self.now) = (policies, shelf, now)
  }

  /// The form in which rules ask.
  var records: CompanyRecords {
    CompanyRecords(standing: { self.standing(of: $0) }, digest: { Digest.sha256($0) })
  }

  private func standing(of person: String) -> CompanyRecords.Standing? {
    known.withLock { known in
      if let standing = known[person] { return standing }
      let standing = readOrRemark(person)
      known[person] = .some(standing)
      return standing
    }
  }

  /// Nobody is taken for somebody while the records cannot be read.
  private func readOrRemark(_ person: String) -> CompanyRecords.Standing? {
    do {
      return try read(person)
    } catch {
      let words = ErrorWording.failure(for: error).message
      Output.remark("note: what is recorded of '\(person.safe)' does not count: \(words)")
      return nil
    }
  }

  private func read(_ person: String) throws -> CompanyRecords.Standing? {
    guard let id = PersonID(person),
      let member = try policies.registry.member(id, at: policies.registryTip),
      member.entry.left == nil
    else { return nil }
    let obligations = try policies.obligations(
      of: member.entry,
      on: shelf,
      terms: AcknowledgementTerms(policies, shelf),
      policies: shelf.policies,
      now: now
    )
    let unsigned = obligations.filter { $0.state != .acknowledged && !$0.isAnnounced }
    return CompanyRecords.Standing(
      roles: member.roles,
      unsigned: unsigned.map { "\($0.asked.publication.policy) \($0.asked.publication.version)" }
    )
  }
}
