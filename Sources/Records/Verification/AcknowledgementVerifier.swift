import Git
import Policies
import Signing
import Synchronization

/// Checks everybody's acknowledgements, on several threads.
struct AcknowledgementVerifier: Sendable {
  /// A chain to be checked from its tip down to a link that was checked before.
  struct Part: Sendable {
    var reference: Reference
    var known: ObjectID?
  }

  private let walk: ChainWalk
  private let parts: [Part]
  private let terms: AcknowledgementTerms

  /// Prepares to check everybody's records.
  init(
    _ walk: ChainWalk,
    _ repository: PolicyRepository,
    _ shelf: PublicationShelf
  ) throws {
    let references = try repository.git.references(matching: "refs/writ/records/*")
    try self.init(walk, repository, shelf, references.map { Part(reference: $0) })
  }

  /// Prepares to check parts of some chains.
  init(
    _ walk: ChainWalk,
    _ repository: PolicyRepository,
    _ shelf: PublicationShelf,
    _ parts: [Part]
  ) throws {
    (self.walk, self.parts) = (walk, parts)
    terms = try AcknowledgementTerms(repository, shelf)
  }

  /// Checks all chains and puts what was found together.
  func run(
    workers: Int,
    reopen: @escaping @Sendable () throws -> Repository
  ) async throws -> VerificationReport {
    var report = VerificationReport()
    for part in try await reports(workers: workers, reopen: reopen) { report.add(part) }
    return report
  }

  /// Checks all chains, a report each; each worker takes the next one that nobody has taken.
  func reports(
    workers: Int,
    reopen: @escaping @Sendable () throws -> Repository
  ) async throws -> [VerificationReport] {
    let next = Ticket()
    return try await withThrowingTaskGroup(of: [(Int, VerificationReport)].self) { group in
      for _ in 0..<max(1, min(workers, parts.count)) {
        group.addTask { try work(through: next, in: reopen()) }
      }
      var found: [(Int, VerificationReport)] = []
      for try await part in group { found += part }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func work(
    through next: Ticket,
    in git: Repository
  ) throws -> [(Int, VerificationReport)] {
    var found: [(Int, VerificationReport)] = []
    while true {
      let index = next.draw()
      guard index < parts.count else { return found }
      found.append((index, verify(parts[index], in: git)))
    }
  }

  private func verify(_ part: Part, in git: Repository) -> VerificationReport {
    let reference = part.reference
    guard let person = Chain.owner(of: reference.name, kind: "records") else { return .init() }
    var notes: [VerificationReport.Problem] = []
    var report = walk.verify(reference, after: part.known, in: git, as: .acknowledgements) {
      link,
      _ throws(Refusal) in
      if let note = try check(link, of: person) {
        notes.append(.init(ref: reference.name, object: link.id, person: person, refusal: note))
      }
    }
    report.notes = notes
    return report
  }

  /// Checks what one acknowledgement says; returns what is in order and still worth knowing.
  private func check(_ link: ChainLink, of person: PersonID) throws(Refusal) -> Refusal? {
    guard [.acknowledgement, .vouch].contains(link.record.format), link.record.person == person
    else {
      throw Refusal(.person, "a record of \(link.record.person) among those of \(person)")
    }
    guard link.record.format == .acknowledgement else { return nil }
    return try terms.check(Acknowledgement(link.record), at: link.moment)
  }
}

/// Hands out 0, 1, 2, … to several threads, each number once.
private final class Ticket: Sendable {
  private let next = Atomic<Int>(0)

  func draw() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
