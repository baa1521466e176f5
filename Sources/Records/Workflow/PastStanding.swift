public import Git
public import Policies

/// What held for one person and one policy at one moment, from the repository alone.
///
/// Courts ask for this: which text was in force, whether this person was asked, when they could
/// know, what they had signed, and what was due.
public struct PastStanding: Sendable {
  /// The policy.
  public let policy: String
  /// The version in force at that moment; `nil` for none.
  public let inForce: PublicationEntry?
  /// Whether the person belonged to the audience of the version in force, or where none was, of one
  /// that was announced.
  public let isInAudience: Bool
  /// Since when the version in force was published to this person: the publication, or when they
  /// came into its audience; `nil` if it never was.
  public let told: Instant?
  /// Where the person stood with each version that was asked for then.
  public let obligations: [Obligation]
  /// What the person had said about the policy by then, oldest first.
  public let said: [AcknowledgementEntry]
  /// Those of them that count for nothing, since the version had been withdrawn.
  public let idle: Set<ObjectID>
}

extension PolicyRepository {
  /// Looks back at one person.
  ///
  /// - Parameters:
  ///   - person: who.
  ///   - policy: only this policy; `nil` for all that were published by then.
  ///   - moment: when, by the times that count here.
  /// - Returns: the person as the registry had them then (`nil` if it did not), since when it had them, and
  ///   where they stood.
  /// - Throws: a `Refusal` where the registry, a publication or the person's records are not to be
  ///   trusted.
  public func look(
    back person: PersonID,
    policy: String?,
    at moment: Instant
  ) throws -> (entry: PersonEntry?, since: Instant?, standings: [PastStanding]) {
    let history = try self.history()
    let declared = history.versions.last { history.time(of: $0).map { $0 <= moment } ?? false }
    let version = try ledger().newestRegistry(arrivedBy: moment) ?? declared
    let member = try version.flatMap { try registry.member(person, at: $0) }
    let whole = try PublicationShelf(self)
    let shelf = try whole.dated(in: self).asOf(moment)
    let terms = try AcknowledgementTerms(self, shelf)
    let said = try verifiedAcknowledgements(of: person, on: whole)
      .filter { $0.time <= moment }
    let standings = try shelf.policies.filter { policy == nil || $0 == policy }.map { policy in
      try standing(policy, of: member?.entry, shelf, said, terms, version, at: moment)
    }
    let since = try version.flatMap { version in
      try member.map { try entered($0.entry, by: version) }
    }
    return (member?.entry, since, standings)
  }

  private func standing(
    _ policy: String,
    of entry: PersonEntry?,
    _ shelf: PublicationShelf,
    _ said: [AcknowledgementEntry],
    _ terms: AcknowledgementTerms,
    _ version: ObjectID?,
    at moment: Instant
  ) throws -> PastStanding {
    let inForce = shelf.inForce(policy, at: moment)
    let mine = said.compactMap { entry in
      shelf.entry(tag: entry.acknowledgement.tag)
        .flatMap { $0.publication.policy == policy ? (entry, $0) : nil }
    }
    let isHere = entry?.isActive(at: moment) ?? false
    func told(_ publication: PublicationEntry) throws -> Instant? {
      guard let entry, let version else { return nil }
      return try self.told(entry, of: publication, by: version)
    }
    let asked = try shelf.asked(policy, at: moment).compactMap { asked -> Obligation? in
      guard let entry, isHere, entry.isIn(asked.publication.audience) else { return nil }
      return Obligation(
        of: entry,
        for: asked,
        on: shelf,
        told: try told(shelf.firstAsking(entry, for: asked)),
        said: Said(said, on: shelf),
        dueDays: try terms.dueDays(of: asked),
        now: moment
      )
    }
    return PastStanding(
      policy: policy,
      inForce: inForce,
      isInAudience: isHere
        && inForce.map { entry?.isIn($0.publication.audience) ?? false } ?? !asked.isEmpty,
      told: try inForce.flatMap(told),
      obligations: asked,
      said: mine.map(\.0),
      idle: Set(mine.filter { !$0.0.counts(for: $0.1) }.map(\.0.id))
    )
  }
}

extension PublicationShelf {
  /// The shelf as it was at a moment.
  func asOf(_ moment: Instant) -> PublicationShelf {
    PublicationShelf(
      entries: entries.filter { $0.time <= moment }.map { entry in
        var then = entry
        if let withdrawn = entry.withdrawn, withdrawn > moment { then.withdrawn = nil }
        return then
      }
    )
  }
}
