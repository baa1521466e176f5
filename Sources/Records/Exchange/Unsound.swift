public import Git
import Policies

/// Something of what everybody shares that stands here and that nobody else would take: a commit made by
/// hand, or one whose signature or approvals are not as they must be.
public struct Unsound: Sendable {
  /// The registry, main or the publications.
  public let ref: String
  /// What it is here.
  public let tip: ObjectID
  /// The first thing that is wrong.
  public let refusal: Refusal
  /// The newest commit up to which it is good; `nil` if nothing of it is known to be.
  public let good: ObjectID?
}

extension PolicyRepository {
  /// Judges what is new here of the registry, main and the publications, as another copy would.
  ///
  /// - Parameter there: the refs of the other copy, by name; their objects are here.
  /// - Returns: what is not to be trusted.
  /// - Throws: a `GitError` where the repository cannot be read.
  public func unsound(beside there: [String: ObjectID]) async throws -> [Unsound] {
    var found: [Unsound] = []
    for ref in [RegistryArchive.ref, Chain.main, Chain.published] {
      guard let here = try git.reference(ref) else { continue }
      let base = try there[ref].flatMap { try git.mergeBase(here, $0) }
      guard here != base, let refusal = try await objection(to: here, after: base, on: ref) else {
        continue
      }
      let good = try await newestGood(below: here, after: base, on: ref)
      found.append(Unsound(ref: ref, tip: here, refusal: refusal, good: good))
    }
    return found
  }

  private func objection(
    to tip: ObjectID,
    after base: ObjectID?,
    on ref: String
  ) async throws -> Refusal? {
    try await RangeVerifier(self).run(from: base, to: tip, on: ref).problems.first?.refusal
  }

  private func newestGood(
    below tip: ObjectID,
    after base: ObjectID?,
    on ref: String
  ) async throws -> ObjectID? {
    var next = try git.commit(named: "\(tip)~1")
    while let id = next, id != base {
      guard try await objection(to: id, after: base, on: ref) != nil else { return id }
      next = try git.commit(named: "\(id)~1")
    }
    return base
  }
}
