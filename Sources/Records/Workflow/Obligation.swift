public import Policies

/// What one person owes, or has done, for one policy.
public struct Obligation: Sendable {
  /// Where the person stands.
  public enum State: String, Sendable {
    case acknowledged
    case owed
    case overdue
    case declined
    case withdrawn
    /// The person's records have something wrong in them, so nothing in them counts.
    case refused
  }

  /// Who.
  public let person: PersonID
  /// The version that is asked for: the newest, in force or announced.
  public let asked: PublicationEntry
  /// The first version of that MAJOR that asked this person: from it on the days count.
  public let first: PublicationEntry
  /// Since when that one was open to the person; `nil` if it never was.
  public let told: Instant?
  /// Where the person stands.
  public let state: State
  /// The end of the last day on which it is in time, in UTC.
  public let due: Instant
  /// The newest version that the person has signed, of whatever MAJOR; `nil` for none.
  public let signed: PolicyVersion?
  /// Whether the version is announced and not yet in force.
  public let isAnnounced: Bool
  /// When the person did what `state` says.
  public let time: Instant?
  /// The language in which the person read what `state` is about, as their record says.
  public let language: String?

  /// Works out where a person stands.
  ///
  /// A MINOR version asks nobody again: any version of the same MAJOR will do.
  ///
  /// - Parameters:
  ///   - entry: the person.
  ///   - asked: the version that is asked for.
  ///   - shelf: the publications.
  ///   - told: when the first version of that MAJOR for the person was open to them.
  ///   - said: what they have said; `nil` if something is wrong in it.
  ///   - dueDays: how many days they have.
  ///   - now: the time.
  init(
    of entry: PersonEntry,
    for asked: PublicationEntry,
    on shelf: PublicationShelf,
    told: Instant?,
    said: Said?,
    dueDays: Int,
    now: Instant
  ) {
    person = entry.person
    isAnnounced = asked.effective > now
    self.asked = asked
    let isRefused = said == nil
    let said = said?.byPolicy[asked.publication.policy] ?? []
    let major = asked.publication.version.major
    let last = said.last { $0.1.version.major == major }
    first = shelf.firstAsking(entry, for: asked)
    self.told = told
    let asking = max(first.effective, first.time, told ?? entry.joined)
    due = max(asking, shelf.broughtBack(asked) ?? asking).adding(days: dueDays).endOfDay
    signed = AcknowledgementEntry.signedTags(said.map(\.0), on: shelf)
      .compactMap { shelf.entry(tag: $0)?.publication.version }.max()
    time = last?.0.time
    language = last?.0.acknowledgement.language
    switch last?.0.acknowledgement.action {
    case .acknowledge: state = .acknowledged
    case .decline: state = .declined
    case .withdraw: state = .withdrawn
    case nil: state = isRefused ? .refused : now > due ? .overdue : .owed
    }
  }
}

/// What a person has said and what counts of it, by policy, oldest first.
struct Said {
  fileprivate let byPolicy: [String: [(AcknowledgementEntry, Publication)]]

  init(_ entries: [AcknowledgementEntry], on shelf: PublicationShelf) {
    let known = entries.compactMap { item in
      shelf.entry(tag: item.acknowledgement.tag)
        .flatMap { item.counts(for: $0) ? (item, $0.publication) : nil }
    }
    byPolicy = Dictionary(grouping: known) { $0.1.policy }
  }
}

extension PolicyRepository {
  /// Where a person stands with all published policies that are for them.
  public func obligations(
    of person: PersonEntry,
    on shelf: PublicationShelf,
    terms: AcknowledgementTerms,
    policies: [String],
    now: Instant
  ) throws -> [Obligation] {
    let asked = policies.flatMap { shelf.asked($0, at: now) }
    return try obligations(of: person, on: shelf, terms: terms, asked: asked, now: now)
  }

  /// Where a person stands with the versions that are asked for, worked out once for everybody.
  ///
  /// The person's records are read once, and not at all if nothing is for them.
  ///
  /// - Parameters:
  ///   - person: who.
  ///   - shelf: the publications.
  ///   - terms: what an acknowledgement of each must say.
  ///   - asked: the versions that are asked for now.
  ///   - now: the time.
  ///   - everybodys: what people have said, where all of it was checked; else this checks it.
  /// - Returns: one for each version that is for the person.
  /// - Throws: a `GitError` or `Refusal` where a ref or an object cannot be read.
  public func obligations(
    of person: PersonEntry,
    on shelf: PublicationShelf,
    terms: AcknowledgementTerms,
    asked: [PublicationEntry],
    now: Instant,
    in everybodys: VerifiedAcknowledgements? = nil
  ) throws -> [Obligation] {
    let mine = asked.filter { person.isIn($0.publication.audience) }
    guard !mine.isEmpty else { return [] }
    let said =
      if let everybodys {
        try everybodys.of(person.person).map { Said($0, on: shelf) }
      } else {
        try said(by: person.person, on: shelf, terms)
      }
    let firsts = mine.map { shelf.firstAsking(person, for: $0) }
    let shelf = try firsts.contains(where: \.mayArriveNextDay) ? shelf.dated(in: self) : shelf
    return try mine.map { asked in
      Obligation(
        of: person,
        for: asked,
        on: shelf,
        told: try told(person, of: shelf.firstAsking(person, for: asked), by: registryTip),
        said: said,
        dueDays: try terms.dueDays(of: asked),
        now: now
      )
    }
  }

  /// What a person has said; `nil` if something is wrong in it, so that nothing of it counts.
  private func said(
    by person: PersonID,
    on shelf: PublicationShelf,
    _ terms: AcknowledgementTerms
  ) throws -> Said? {
    do {
      let entries = try acknowledgements(of: person)
      for entry in entries { try terms.check(entry.acknowledgement, at: entry.time) }
      guard try newestReceipt() != nil, !entries.allSatisfy({ isGoodLater($0, terms, shelf) })
      else {
        return Said(entries, on: shelf)
      }
      return Said(try verifiedAcknowledgements(of: person, on: shelf), on: shelf)
    } catch is Refusal {
      return nil
    }
  }

  /// Whether what was said would be good as well if it arrived as late as a server allows.
  ///
  /// To read when it did costs some 0.15 ms for each receipt of the company. So the receipts decide
  /// only what they can make a difference to.
  private func isGoodLater(
    _ entry: AcknowledgementEntry,
    _ terms: AcknowledgementTerms,
    _ shelf: PublicationShelf
  ) -> Bool {
    let latest = Instant(seconds: entry.time.seconds + Scribe.clockTolerance)
    do throws(Refusal) {
      try terms.check(entry.acknowledgement, at: latest)
      return shelf.entry(tag: entry.acknowledgement.tag)?.stands(at: latest) ?? true
    } catch {
      return false
    }
  }
}

extension PublicationEntry {
  /// Whether its receipt may be of the next day, from which the days count then: receipts are read only where
  /// they can make that difference.
  fileprivate var mayArriveNextDay: Bool {
    time.date != time.adding(seconds: Scribe.clockTolerance).date
  }
}

extension PersonEntry {
  /// Whether the person belongs to an audience; `everyone` is everyone.
  public func isIn(_ audience: [String]) -> Bool {
    audience.contains("everyone") || !Set(groups).isDisjoint(with: audience)
  }
}
