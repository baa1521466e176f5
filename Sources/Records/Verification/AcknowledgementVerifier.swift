import Git
import Policies
import Signing
import Synchronization

/// Checks everybody's acknowledgements, on several threads.
struct AcknowledgementVerifier: Sendable {
  private let walk: ChainWalk
  private let references: [Reference]
  private let expected: [String: Expected]

  /// What an acknowledgement of a version must say.
  private struct Expected: Sendable {
    var text: PublishedText
    var statement: String
    var published: Instant
    var withdrawn: Instant?
    /// When a newer MAJOR came into force.
    var superseded: Instant?
  }

  init(
    _ walk: ChainWalk,
    _ repository: PolicyRepository,
    _ shelf: PublicationShelf
  ) throws {
    self.walk = walk
    references = try repository.git.references(matching: "refs/writ/records/*")
    var expected: [String: Expected] = [:]
    for entry in shelf.entries {
      let newer = shelf.standing(entry.publication.policy)
        .first { $0.publication.version.major > entry.publication.version.major }
      expected[entry.publication.tag] = Expected(
        text: try repository.publishedText(of: entry),
        statement: try repository.statement(for: entry),
        published: entry.time,
        withdrawn: entry.withdrawn,
        superseded: newer.map { max($0.publication.effective, $0.time) }
      )
    }
    self.expected = expected
  }

  /// Checks all chains; each worker takes the next one that nobody has taken.
  func run(
    workers: Int,
    reopen: @escaping @Sendable () throws -> Repository
  ) async throws -> VerificationReport {
    let next = Ticket()
    return try await withThrowingTaskGroup(of: [(Int, VerificationReport)].self) { group in
      for _ in 0..<max(1, min(workers, references.count)) {
        group.addTask { try work(through: next, in: reopen()) }
      }
      var parts: [(Int, VerificationReport)] = []
      for try await part in group { parts += part }
      var report = VerificationReport()
      for (_, part) in parts.sorted(by: { $0.0 < $1.0 }) { report.add(part) }
      return report
    }
  }

  private func work(
    through next: Ticket,
    in git: Repository
  ) throws -> [(Int, VerificationReport)] {
    var parts: [(Int, VerificationReport)] = []
    while true {
      let index = next.draw()
      guard index < references.count else { return parts }
      parts.append((index, verify(references[index], in: git)))
    }
  }

  private func verify(_ reference: Reference, in git: Repository) -> VerificationReport {
    guard let person = Chain.owner(of: reference.name, kind: "records") else { return .init() }
    var notes: [VerificationReport.Problem] = []
    var report = walk.verify(reference, in: git, as: .acknowledgements) { link, _ throws(Refusal) in
      if let note = try check(link, of: person) {
        notes.append(.init(ref: reference.name, object: link.id, person: person, refusal: note))
      }
    }
    report.notes = notes
    return report
  }

  /// Checks what one acknowledgement says; returns what is in order and still worth knowing.
  private func check(_ link: ChainLink, of person: PersonID) throws(Refusal) -> Refusal? {
    guard link.record.format == .acknowledgement, link.record.person == person else {
      throw Refusal(.person, "a record of \(link.record.person) among those of \(person)")
    }
    let said = try Acknowledgement(link.record)
    guard let wanted = expected[said.tag] else {
      throw Refusal(.version, "'\(said.tag)' has no good publication")
    }
    guard said.tagObject == wanted.text.tagObject else {
      throw Refusal(.tag, "the record names another tag object than the publication")
    }
    guard said.path == wanted.text.path, said.blob == wanted.text.blob,
      said.digest == wanted.text.digest, said.language == wanted.text.language
    else { throw Refusal(.content, "the record names another text than the published one") }
    // Byte by byte: two spellings of one character are equal to Swift and not to a signature.
    guard said.statement.utf8.elementsEqual(wanted.statement.utf8) else {
      throw Refusal(.statement, "the statement is not the one that was in force")
    }
    guard link.time >= wanted.published else {
      throw Refusal(.version, "the record says it is older than the publication")
    }
    if let withdrawn = wanted.withdrawn, link.time >= withdrawn, said.action == .acknowledge {
      throw Refusal(.version, "the version had been withdrawn")
    }
    if let superseded = wanted.superseded, link.time > superseded, said.action == .acknowledge {
      return Refusal(.version, "a newer version that asks people again was already in force")
    }
    return nil
  }
}

/// Hands out 0, 1, 2, … to several threads, each number once.
private final class Ticket: Sendable {
  private let next = Atomic<Int>(0)

  func draw() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
