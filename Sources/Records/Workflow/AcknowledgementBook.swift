public import Git
public import Policies

/// One acknowledgement as it was found in a person's records.
public struct AcknowledgementEntry: Sendable {
  /// The record.
  public let id: ObjectID
  /// When: by its receipt where that was read, else as declared.
  public let time: Instant
  /// What the person said.
  public let acknowledgement: Acknowledgement
}

extension PolicyRepository {
  /// What a person has said, oldest first, each with that person's good signature.
  ///
  /// It costs the same with any number of people. Only where a key of theirs has ended is the
  /// registry's history read, which alone says what that key could still sign.
  public func acknowledgements(of person: PersonID) throws -> [AcknowledgementEntry] {
    guard let tip = try git.reference(Chain.records(of: person)) else { return [] }
    let keys = try registry.member(person, at: registryTip)?.keys ?? []
    guard keys.allSatisfy({ $0.until == nil }) else {
      return try verifiedAcknowledgements(of: person, on: PublicationShelf(self))
    }
    var previous: ChainLink?
    return try Chain.read(from: tip, in: git).compactMap { link in
      try link.follows(previous, repository: identity)
      previous = link
      guard link.record.format != .vouch else { return nil }
      return try AcknowledgementEntry(checking: link, of: person, registry)
    }
  }
}

extension AcknowledgementEntry {
  /// Checks one link of a person's records and reads what it says.
  init(
    checking link: ChainLink,
    of person: PersonID,
    _ registry: RegistryArchive
  ) throws(Refusal) {
    try AcknowledgementEntry.checkPlace(of: link, among: person)
    guard let version = link.record.registry else {
      throw Refusal(.registry, "the acknowledgement names no registry")
    }
    let member = try registry.requiredMember(person, at: version)
    try member.check(link.commit.signature, of: link.commit.payload, at: link.time)
    try self.init(link)
  }

  /// Only the person's own acknowledgements and vouches stand among their records.
  static func checkPlace(of link: ChainLink, among person: PersonID) throws(Refusal) {
    guard [.acknowledgement, .vouch].contains(link.record.format), link.record.person == person
    else {
      throw Refusal(.person, "a record of \(link.record.person) among those of \(person)")
    }
  }

  /// Reads what a link says that was checked before.
  init(_ link: ChainLink) throws(Refusal) {
    id = link.id
    time = link.moment
    acknowledgement = try Acknowledgement(link.record)
  }
}

extension AcknowledgementEntry {
  /// The tags of the versions that a person's last word on says yes to.
  public static func signedTags(_ said: [AcknowledgementEntry]) -> Set<String> {
    var last: [String: Acknowledgement.Action] = [:]
    for entry in said { last[entry.acknowledgement.tag] = entry.acknowledgement.action }
    return Set(last.filter { $0.value == .acknowledge }.keys)
  }
}

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
  /// Where the person stands.
  public let state: State
  /// The last day on which it is in time.
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
  init(
    of entry: PersonEntry,
    for asked: PublicationEntry,
    on shelf: PublicationShelf,
    said: Said?,
    dueDays: Int,
    now: Instant
  ) {
    person = entry.person
    isAnnounced = asked.publication.effective > now
    self.asked = asked
    let isRefused = said == nil
    let said = said?.byPolicy[asked.publication.policy] ?? []
    let major = asked.publication.version.major
    let last = said.last { $0.1.version.major == major }
    let first = shelf.firstAsking(entry, for: asked)
    due = max(first.publication.effective, first.time, entry.joined).adding(days: dueDays)
    signed = AcknowledgementEntry.signedTags(said.map(\.0))
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

/// What a person has said, by policy, oldest first.
struct Said {
  fileprivate let byPolicy: [String: [(AcknowledgementEntry, Publication)]]

  init(_ entries: [AcknowledgementEntry], on shelf: PublicationShelf) {
    let known = entries.compactMap { item in
      shelf.entry(tag: item.acknowledgement.tag).map { (item, $0.publication) }
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
    return try mine.map { asked in
      Obligation(
        of: person,
        for: asked,
        on: shelf,
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
      guard try newestReceipt() != nil, !entries.allSatisfy({ isGoodLater($0, terms) }) else {
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
  private func isGoodLater(_ entry: AcknowledgementEntry, _ terms: AcknowledgementTerms) -> Bool {
    let latest = Instant(seconds: entry.time.seconds + Scribe.clockTolerance)
    do throws(Refusal) {
      try terms.check(entry.acknowledgement, at: latest)
      return true
    } catch {
      return false
    }
  }
}

extension PersonEntry {
  /// Whether the person belongs to an audience; `everyone` is everyone.
  public func isIn(_ audience: [String]) -> Bool {
    audience.contains("everyone") || !Set(groups).isDisjoint(with: audience)
  }
}
