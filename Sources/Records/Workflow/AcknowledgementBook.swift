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
  /// Whether it counts for the version that it names: nobody agrees to one that was withdrawn.
  public func counts(for publication: PublicationEntry) -> Bool {
    acknowledgement.action != .acknowledge || publication.stands(at: time)
  }

  /// The tags of the versions that a person's last word on says yes to, if it counts.
  public static func signedTags(
    _ said: [AcknowledgementEntry],
    on shelf: PublicationShelf
  ) -> Set<String> {
    var last: [String: Acknowledgement.Action] = [:]
    for entry in said where shelf.counts(entry) {
      last[entry.acknowledgement.tag] = entry.acknowledgement.action
    }
    return Set(last.filter { $0.value == .acknowledge }.keys)
  }
}

extension PublicationShelf {
  /// Whether what was said counts for the version that it names, if that is known here.
  public func counts(_ said: AcknowledgementEntry) -> Bool {
    entry(tag: said.acknowledgement.tag).map { said.counts(for: $0) } ?? true
  }
}
