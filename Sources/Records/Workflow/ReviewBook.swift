public import Git
public import Policies

/// One review as it was found in a person's acts.
public struct ReviewEntry: Sendable {
  /// The review record.
  public let id: ObjectID
  /// Who reviewed.
  public let person: PersonID
  /// When, as declared.
  public let time: Instant
  /// Its place among the person's acts, which tells the order within one second.
  public let sequence: Int
  /// The registry version that the reviewer used.
  public let registry: ObjectID
  /// What was said.
  public let review: Review
}

/// All reviews in a repository, each with a good signature, oldest first for each person.
public struct ReviewBook: Sendable {
  /// The reviews by person.
  let entries: [PersonID: [ReviewEntry]]
  /// The people whose acts have something wrong in them, and what; nothing of theirs counts.
  public let refused: [PersonID: Refusal]

  /// Reads the reviews of everybody.
  public init(_ repository: PolicyRepository) throws {
    var entries: [PersonID: [ReviewEntry]] = [:]
    var refused: [PersonID: Refusal] = [:]
    for reference in try repository.git.references(matching: "refs/writ/acts/*") {
      guard let person = Chain.owner(of: reference.name, kind: "acts"), let tip = reference.target
      else { continue }
      do {
        entries[person] = try ReviewBook.read(tip, of: person, in: repository)
      } catch let refusal as Refusal {
        refused[person] = refusal
      }
    }
    (self.entries, self.refused) = (entries, refused)
  }

  init(entries: [PersonID: [ReviewEntry]]) { (self.entries, refused) = (entries, [:]) }

  /// The reviews of one proposal in the order of their declared times.
  public func reviews(of proposal: ProposalName) -> [ReviewEntry] {
    entries.values.flatMap { $0 }.filter { $0.review.proposal == proposal }
      .sorted { ($0.time, $0.person, $0.sequence) < ($1.time, $1.person, $1.sequence) }
  }

  private static func read(
    _ tip: ObjectID,
    of person: PersonID,
    in repository: PolicyRepository
  ) throws -> [ReviewEntry] {
    var previous: ChainLink?
    var found: [ReviewEntry] = []
    for link in try Chain.read(from: tip, in: repository.git) {
      try link.follows(previous, repository: repository.identity)
      found.append(try entry(link, of: person, repository.registry))
      previous = link
    }
    return found
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
      sequence: link.record.sequence,
      registry: version,
      review: try Review(link.record)
    )
  }
}
