import Git
import Policies

/// What a registry leans on that several registrars decide about.
///
/// A version names their reviews, which name an earlier version that may be as new here, and receipts that only
/// the new registry tells from others.
extension Intake {
  /// Takes in the reviews that a new registry leans on, where it does not stand without them.
  ///
  /// If this ends before the registry moves, the next run goes on.
  ///
  /// - Parameters:
  ///   - registry: the new registry.
  ///   - stages: what else is offered; loses what is taken.
  ///   - workers: how many threads check acknowledgements.
  /// - Returns: what was taken; nothing where the registry stands by itself, or not even so.
  /// - Throws: a `GitError` when the repository here cannot be read or written.
  func takeReviews(
    for registry: RefOffer,
    from stages: inout [Int: [(RefOffer, RefKind)]],
    _ workers: Int
  ) async throws -> [IntakeResult] {
    guard mode != .isInPlace, case .failure(let refusal) = registryVerdict(registry, in: git),
      refusal.code == .approval
    else { return [] }
    let approvers = Set(
      try Chain.read(from: registry.new, in: git)
        .flatMap { link throws(Refusal) in try link.record.approvals().map(\.person) }
    )
    let all = stages.values.flatMap { $0 }
    let reviews = all.filter { _, kind in
      if case .acts(let person) = kind { approvers.contains(person) } else { false }
    }
    let receipts = all.filter { $0.1 == .ledger }.map(\.0)
    guard !reviews.isEmpty, let judge = try judge(registry, reviews.map(\.0) + receipts),
      try receipts.allSatisfy(goesOn)
    else { return [] }
    let verdicts = try await judge.verdicts(on: reviews, workers: workers, reopen: reopen)
    guard verdicts.allSatisfy({ (try? $0.get()) != nil }) else { return [] }
    let taken = Set(reviews.map(\.0.ref))
    for stage in stages.keys { stages[stage]?.removeAll { taken.contains($0.0.ref) } }
    return try adopt(reviews.map(\.0), verdicts, nil)
  }

  /// A judge to whom all of this stands here already, in a handle of its own; `nil` where the registry or the
  /// receipts are not to be trusted even then.
  private func judge(_ registry: RefOffer, _ others: [RefOffer]) throws -> IntakeJudge? {
    let trial = try reopen()
    for offer in [registry] + others { trial.suppose(offer.ref, at: offer.new) }
    guard case .success = registryVerdict(registry, in: trial) else { return nil }
    do {
      let repository = try PolicyRepository(trial, pinned: identity)
      _ = try repository.ledger()
      return try IntakeJudge(
        repository,
        isServer: mode == .supposes,
        isFirst: isFirst,
        isCopy: isCopy
      )
    } catch is Refusal {
      return nil
    }
  }

  private func goesOn(_ offer: RefOffer) throws -> Bool {
    try offer.old.map { try git.isAncestor($0, of: offer.new) } ?? true
  }
}
