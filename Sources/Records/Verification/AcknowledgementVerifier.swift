import Git
import Policies
import Signing
import Synchronization

/// Checks everybody's acknowledgements, on several threads.
struct AcknowledgementVerifier: Sendable {
  private let walk: ChainWalk
  private let references: [Reference]
  private let terms: AcknowledgementTerms

  init(
    _ walk: ChainWalk,
    _ repository: PolicyRepository,
    _ shelf: PublicationShelf
  ) throws {
    self.walk = walk
    references = try repository.git.references(matching: "refs/writ/records/*")
    terms = try AcknowledgementTerms(repository, shelf)
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
    return try terms.check(Acknowledgement(link.record), at: link.time)
  }
}

/// Hands out 0, 1, 2, … to several threads, each number once.
private final class Ticket: Sendable {
  private let next = Atomic<Int>(0)

  func draw() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
