public import Git
public import Policies
import Signing

/// One publication as it was found.
public struct PublicationEntry: Sendable {
  /// The publication record.
  public let id: ObjectID
  /// Who published.
  public let person: PersonID
  /// When: as declared, or by its receipt on a shelf that is dated by receipts.
  public fileprivate(set) var time: Instant
  /// What was published.
  public let publication: Publication
  /// When it was withdrawn; `nil` while it stands.
  public internal(set) var withdrawn: Instant?
  /// From when it applies: when it says, and no earlier than the versions of its MAJOR before it, whose
  /// duties it has.
  public internal(set) var effective: Instant

  init(id: ObjectID, person: PersonID, time: Instant, publication: Publication) {
    (self.id, self.person, self.time) = (id, person, time)
    (self.publication, effective) = (publication, publication.effective)
  }

  /// `social-media 2.1`.
  public var title: String { publication.title }

  /// Whether it had not been withdrawn at a moment.
  public func stands(at moment: Instant) -> Bool { withdrawn.map { moment < $0 } ?? true }
}

extension Publication {
  /// `social-media 2.1`.
  public var title: String { "\(policy) \(version)" }
}

/// All publications of a repository, oldest first.
public struct PublicationShelf: Sendable {
  /// The publications, each with the moment of its withdrawal.
  public let entries: [PublicationEntry]
  private let placesOfPolicy: [String: [Int]]
  private let placeOfTag: [String: Int]

  /// Reads the publications and checks that each is signed by a publisher.
  public init(_ repository: PolicyRepository) throws {
    try self.init(repository, upTo: repository.git.reference(Chain.published))
  }

  /// The same for those up to a publication; for none where that is `nil`.
  init(_ repository: PolicyRepository, upTo tip: ObjectID?) throws {
    var entries: [PublicationEntry] = []
    guard let tip else {
      self.init(entries: [])
      return
    }
    if let known = repository.shelves.shelf(at: tip) {
      self = known
      return
    }
    var previous: ChainLink?
    for link in try Chain.read(from: tip, in: repository.git) {
      try link.follows(previous, repository: repository.identity)
      try PublicationShelf.add(link, to: &entries, repository.registry)
      previous = link
    }
    self.init(entries: entries)
    repository.shelves.keep(self, at: tip)
  }

  /// Reads publications that an earlier verification found good, without their signatures.
  init(checked repository: PolicyRepository) throws {
    var entries: [PublicationEntry] = []
    if let tip = try repository.git.reference(Chain.published) {
      for link in try Chain.read(from: tip, in: repository.git) {
        try PublicationShelf.take(link, to: &entries)
      }
    }
    self.init(entries: entries)
  }

  /// People ask for policies and tags by name, thousands of times; they are looked up, not sought.
  init(entries: [PublicationEntry]) {
    let entries = PublicationShelf.held(entries)
    self.entries = entries
    placesOfPolicy = Dictionary(grouping: entries.indices) { entries[$0].publication.policy }
    placeOfTag = Dictionary(
      entries.indices.map { (entries[$0].publication.tag, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Holds a MINOR back until its MAJOR applies, whose notice nobody may cut short by mending a word.
  private static func held(_ entries: [PublicationEntry]) -> [PublicationEntry] {
    struct Edition: Hashable {
      var policy: String
      var major: Int
    }
    var starts: [Edition: Instant] = [:]
    return entries.map { entry in
      let publication = entry.publication
      let edition = Edition(policy: publication.policy, major: publication.version.major)
      var held = entry
      held.effective = max(publication.effective, starts[edition] ?? publication.effective)
      starts[edition] = held.effective
      return held
    }
  }

  /// Checks one link and adds what it says.
  ///
  /// - Parameters:
  ///   - link: the link.
  ///   - signer: who signed it, where that was checked by the registry that it names.
  ///   - entries: takes what it says.
  ///   - registry: people and keys.
  /// - Throws: what is wrong with it, and nothing is added then.
  static func add(
    _ link: ChainLink,
    signedBy signer: Member? = nil,
    to entries: inout [PublicationEntry],
    _ registry: RegistryArchive
  ) throws(Refusal) {
    guard link.record.format == .publish, let version = link.record.registry else {
      throw Refusal(.record, "a \(link.record.format.rawValue) record among the publications")
    }
    let member: Member
    if let signer {
      member = signer
    } else {
      member = try registry.requiredMember(link.commit.person, at: version)
      try member.check(link.commit.signature, of: link.commit.payload, at: link.time)
    }
    guard member.roles.contains(Role.publisher) else {
      throw Refusal(.role, "\(member.person) was no publisher")
    }
    try take(link, to: &entries)
  }

  /// Adds what a link says that was checked.
  private static func take(_ link: ChainLink, to entries: inout [PublicationEntry]) throws(Refusal)
  {
    let publication = try Publication(link.record)
    switch publication.action {
    case .publish:
      entries.append(
        PublicationEntry(
          id: link.id,
          person: link.commit.person,
          time: link.time,
          publication: publication
        )
      )
    case .withdraw: try withdraw(publication, at: link.time, in: &entries)
    }
  }

  /// Notes a withdrawal, which must name its publication in every field.
  private static func withdraw(
    _ publication: Publication,
    at moment: Instant,
    in entries: inout [PublicationEntry]
  ) throws(Refusal) {
    guard let index = entries.firstIndex(where: { $0.publication.tag == publication.tag }) else {
      throw Refusal(.version, "\(publication.tag) is withdrawn and was never published")
    }
    var expected = entries[index].publication
    expected.action = .withdraw
    guard entries[index].withdrawn == nil, publication == expected else {
      throw Refusal(
        .version,
        "the withdrawal of \(publication.tag) says something else than its publication"
      )
    }
    entries[index].withdrawn = moment
  }

  /// The same publications, each at the time that counts: what arrived with a receipt came then.
  ///
  /// Withdrawals stay as declared, as they do wherever it is asked whether an acknowledgement counts.
  ///
  /// - Throws: a `Refusal` where the publications cannot be read.
  public func dated(in repository: PolicyRepository) throws -> PublicationShelf {
    guard let tip = try repository.git.reference(Chain.published) else { return self }
    var links = try Chain.read(from: tip, in: repository.git)
    try repository.ledger().date(&links, on: Chain.published)
    let moments = Dictionary(uniqueKeysWithValues: links.map { ($0.id, $0.moment) })
    return PublicationShelf(
      entries: entries.map { entry in
        var dated = entry
        dated.time = moments[entry.id] ?? entry.time
        return dated
      }
    )
  }

  /// The policies that were ever published, sorted.
  public var policies: [String] { placesOfPolicy.keys.sorted() }

  /// All that was published of a policy, also what was withdrawn, oldest first.
  public func entries(of policy: String) -> [PublicationEntry] {
    placesOfPolicy[policy]?.map { entries[$0] } ?? []
  }

  /// A policy's publications that stand, oldest first.
  public func standing(_ policy: String) -> [PublicationEntry] {
    entries(of: policy).filter { $0.withdrawn == nil }
  }

  /// The version of a policy in force at a moment.
  public func inForce(_ policy: String, at moment: Instant) -> PublicationEntry? {
    entries(of: policy).last { $0.effective <= moment && $0.stands(at: moment) }
  }

  /// When a version came into force again, as a later MAJOR was withdrawn; `nil` where none was.
  ///
  /// Whoever had signed that one is asked for this one only from then on.
  func broughtBack(_ entry: PublicationEntry) -> Instant? {
    entries(of: entry.publication.policy).compactMap { other in
      guard other.publication.version.major > entry.publication.version.major,
        let end = other.withdrawn, max(other.effective, other.time) <= end
      else { return nil }
      return end
    }.max()
  }

  /// The newest version of a policy, in force or announced.
  public func newest(_ policy: String) -> PublicationEntry? { standing(policy).last }

  /// The last number that a policy used, also if that version was withdrawn: no number comes twice.
  public func lastNumber(_ policy: String) -> PolicyVersion? {
    entries(of: policy).last?.publication.version
  }

  /// A version by its number.
  public func entry(_ policy: String, _ version: PolicyVersion) -> PublicationEntry? {
    entries(of: policy).first { $0.publication.version == version }
  }

  /// The publication of a tag.
  public func entry(tag: String) -> PublicationEntry? {
    placeOfTag[tag].map { entries[$0] }
  }

  /// The first publication of the version's MAJOR that asked this person to sign.
  func firstAsking(_ person: PersonEntry, for entry: PublicationEntry) -> PublicationEntry {
    standing(entry.publication.policy).first {
      $0.publication.version.major == entry.publication.version.major
        && person.isIn($0.publication.audience)
    } ?? entry
  }

  /// The versions that people are asked to sign: the newest that is in force or announced, and
  /// besides it the one in force while a new MAJOR is only announced.
  public func asked(_ policy: String, at moment: Instant) -> [PublicationEntry] {
    guard let newest = newest(policy) else { return [] }
    guard let current = inForce(policy, at: moment),
      current.publication.version.major < newest.publication.version.major
    else { return [newest] }
    return [current, newest]
  }
}

extension PolicyRepository {
  /// The text of a publication, as its record names it.
  ///
  /// - Throws: `R-CONTENT` when the stored bytes are not those that were published.
  public func text(of entry: PublicationEntry) throws -> [UInt8] {
    let bytes = try git.content(entry.publication.blob)
    guard Digest.sha256(bytes) == entry.publication.digest else {
      throw Refusal(.content, "the text of \(entry.title) is not the one that was published")
    }
    return bytes
  }

  /// The document of a publication.
  public func document(of entry: PublicationEntry) throws -> PolicyDocument {
    try PolicyRepository.parse(text(of: entry), id: entry.publication.policy)
  }
}
