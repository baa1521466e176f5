public import Git
public import Policies
import Signing

/// One review as it was found in a person's acts.
public struct ReviewEntry: Sendable {
  /// The review record.
  public let id: ObjectID
  /// Who reviewed.
  public let person: PersonID
  /// When, as declared.
  public let time: Instant
  /// When it arrived at the server; `nil` without a receipt.
  public let arrival: Instant?
  /// Its place among the person's acts, which tells the order within one second.
  public let sequence: Int
  /// The registry version that the reviewer used.
  public let registry: ObjectID
  /// What was said.
  public let review: Review
  /// Whether the key that signed it ended before it came, as far as anybody can tell.
  public internal(set) var hasFallen = false
}

/// One decision about a proposal as a whole, as it was found in a person's acts.
public struct SteeringEntry: Sendable {
  /// Who decided.
  public let person: PersonID
  /// When, as declared.
  public let time: Instant
  /// The registry version that was used.
  let registry: ObjectID
  /// What was decided.
  public let steering: Steering
}

/// All reviews in a repository, each with a good signature, oldest first for each person.
public struct ReviewBook: Sendable {
  /// The reviews by person.
  let entries: [PersonID: [ReviewEntry]]
  /// The decisions about proposals, oldest first for each person.
  let steering: [SteeringEntry]
  /// The people whose acts have something wrong in them, and what; nothing of theirs counts.
  public let refused: [PersonID: Refusal]

  /// Reads the reviews of everybody.
  public init(_ repository: PolicyRepository) throws {
    var entries: [PersonID: [ReviewEntry]] = [:]
    var steering: [SteeringEntry] = []
    var refused: [PersonID: Refusal] = [:]
    for reference in try repository.git.references(matching: "refs/writ/acts/*") {
      guard let person = Chain.owner(of: reference.name, kind: "acts"), let tip = reference.target
      else { continue }
      do {
        let acts = try ReviewBook.read(tip, of: person, in: repository)
        entries[person] = acts.reviews
        steering += acts.steering
      } catch let refusal as Refusal {
        refused[person] = refusal
      }
    }
    (self.entries, self.steering, self.refused) = (entries, steering, refused)
  }

  init(entries: [PersonID: [ReviewEntry]]) {
    (self.entries, steering, refused) = (entries, [], [:])
  }

  /// The reviews of one proposal in the order of their declared times.
  public func reviews(of proposal: ProposalName) -> [ReviewEntry] {
    entries.values.flatMap { $0 }.filter { $0.review.proposal == proposal }
      .sorted { ($0.time, $0.person, $0.sequence) < ($1.time, $1.person, $1.sequence) }
  }

  private static func read(
    _ tip: ObjectID,
    of person: PersonID,
    in repository: PolicyRepository
  ) throws -> (reviews: [ReviewEntry], steering: [SteeringEntry]) {
    var previous: ChainLink?
    var (reviews, steering): ([ReviewEntry], [SteeringEntry]) = ([], [])
    var links = try Chain.read(from: tip, in: repository.git)
    let fallen = try fallen(among: &links, of: person, in: repository)
    for link in links {
      try link.follows(previous, repository: repository.identity)
      previous = link
      if fallen.contains(link.id) {
        // Whatever else is wrong with what counts for nothing stands in nobody's way.
        guard var entry = try? entry(link, of: person, repository.registry) else { continue }
        entry.hasFallen = true
        reviews.append(entry)
      } else if link.record.format == .steering {
        steering.append(try SteeringEntry(link, of: person, repository.registry))
      } else {
        reviews.append(try entry(link, of: person, repository.registry))
      }
    }
    return (reviews, steering)
  }

  /// What a key signed after it ended, as `writ verify` finds it; then it is also noted when it arrived.
  private static func fallen(
    among links: inout [ChainLink],
    of person: PersonID,
    in repository: PolicyRepository
  ) throws -> Set<ObjectID> {
    let history = try repository.history()
    guard links.contains(where: { history.end(of: $0.commit.signature.key.line) != nil }) else {
      return []
    }
    let walk = ChainWalk(
      identity: repository.identity,
      history: history,
      registry: repository.registry,
      ledger: try repository.ledger()
    )
    let ref = Chain.acts(of: person)
    walk.ledger.date(&links, on: ref)
    let places = Dictionary(links.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var fallen: Set<ObjectID> = []
    for (index, link) in links.enumerated() {
      do throws(Refusal) {
        try walk.checkEnd(of: link, at: index, on: ref, places)
      } catch {
        fallen.insert(link.id)
      }
    }
    return fallen
  }

  /// Checks one link of a person's acts, whatever it says; returns its review, if it is one.
  static func act(
    _ link: ChainLink,
    of person: PersonID,
    _ registry: RegistryArchive
  ) throws(Refusal) -> ReviewEntry? {
    guard link.record.format == .steering else { return try entry(link, of: person, registry) }
    _ = try SteeringEntry(link, of: person, registry)
    return nil
  }

  /// Checks one link of a person's acts and reads its review.
  static func entry(
    _ link: ChainLink,
    of person: PersonID,
    _ registry: RegistryArchive
  ) throws(Refusal) -> ReviewEntry {
    guard link.record.format == .review, link.record.person == person else {
      throw Refusal(.person, "a record of \(link.record.person) among the acts of \(person)")
    }
    guard let version = link.record.registry else {
      throw Refusal(.registry, "the review names no registry")
    }
    let member = try registry.requiredMember(person, at: version)
    try member.check(link.commit.signature, of: link.commit.payload, at: link.time)
    return ReviewEntry(
      id: link.id,
      person: person,
      time: link.time,
      arrival: link.arrival,
      sequence: link.record.sequence,
      registry: version,
      review: try Review(link.record)
    )
  }
}

extension SteeringEntry {
  /// Checks one link of a person's acts and reads what it decides.
  init(_ link: ChainLink, of person: PersonID, _ registry: RegistryArchive) throws(Refusal) {
    guard link.record.person == person, let version = link.record.registry else {
      throw Refusal(.person, "a record of \(link.record.person) among the acts of \(person)")
    }
    let member = try registry.requiredMember(person, at: version)
    try member.check(link.commit.signature, of: link.commit.payload, at: link.time)
    (self.person, time, self.registry) = (person, link.time, version)
    steering = try Steering(link.record)
    let isOwn = steering.proposal.person == person
    guard isOwn || steering.action == .close || steering.action == .reopen else {
      throw Refusal(.person, "\(person) shares a proposal of \(steering.proposal.person)")
    }
  }
}
