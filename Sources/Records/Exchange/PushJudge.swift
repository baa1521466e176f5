public import Git
import Policies

/// Judges a push as a whole, before any of its refs moves.
public struct PushJudge: Sendable {
  private let git: Repository
  private let identity: String
  private let rules: PushRules
  private let known: RegistryHistory?
  private let reopen: @Sendable () throws -> Repository

  /// Prepares to judge.
  ///
  /// - Parameters:
  ///   - git: the receiving repository, seeing the pushed objects. What is accepted is supposed to
  ///     stand there from then on, so that one handle serves one push.
  ///   - identity: the identity that it must have.
  ///   - rules: what is asked besides.
  ///   - known: the registry's history as it was read before, if it still is that.
  ///   - reopen: opens the same repository once more, for each thread that reads.
  public init(
    _ git: Repository,
    identity: String,
    rules: PushRules,
    knowing known: RegistryHistory? = nil,
    reopen: @escaping @Sendable () throws -> Repository
  ) {
    (self.git, self.identity, self.rules) = (git, identity, rules)
    (self.known, self.reopen) = (known, reopen)
  }

  /// Judges each ref, in the order given.
  ///
  /// - Parameters:
  ///   - updates: the refs of the push, each once.
  ///   - workers: how many threads check acknowledgements.
  /// - Returns: why a ref is refused, by name; the others are good.
  /// - Throws: a `GitError` when the repository cannot be read.
  public func refusals(of updates: [PushedRef], workers: Int) async throws -> [String: Refusal] {
    // What may be brought at all is asked by the people and receipts that the push itself brings.
    let basis: Set<String> = [RegistryArchive.ref, Chain.ledger]
    let first = updates.filter { basis.contains($0.ref) }
    var rest = updates.filter { !basis.contains($0.ref) }
    var refusals = try await judge(first, workers)
    // With several registrars a registry leans on reviews that may come with it.
    let reviews = rest.filter { $0.ref.hasPrefix("refs/writ/acts/") }
    if refusals[RegistryArchive.ref]?.code == .approval, !reviews.isEmpty {
      refusals = try await judge(first + reviews, workers)
      rest.removeAll { $0.ref.hasPrefix("refs/writ/acts/") }
    }
    return try await refusals.merging(judge(rest, workers)) { first, _ in first }
  }

  private func judge(_ updates: [PushedRef], _ workers: Int) async throws -> [String: Refusal] {
    guard !updates.isEmpty else { return [:] }
    let repository =
      try git.reference(RegistryArchive.ref) == nil
      ? nil : PolicyRepository(git, pinned: identity)
    var refusals: [String: Refusal] = [:]
    var offers: [RefOffer] = []
    for update in updates {
      do throws(Refusal) {
        try offers.append(rules.offer(update, after: offers, to: repository))
      } catch {
        refusals[update.ref] = error
      }
    }
    let intake = Intake(
      into: git,
      identity: identity,
      now: rules.now,
      mode: .supposes,
      knowing: known,
      reopen: reopen
    )
    for result in try await intake.take(offers, workers: workers) {
      if case .refused(let refusal) = result.outcome { refusals[result.offer.ref] = refusal }
    }
    return refusals
  }
}
