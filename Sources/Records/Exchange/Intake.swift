public import Git
import Policies

/// Takes in what another repository has: each ref is verified before it moves, or it stays.
///
/// The objects must be here already. Refs are judged in the order in which they lean on each
/// other, so whatever moment this ends at, what is here is sound.
public struct Intake: Sendable {
  /// What becomes of a ref that is good.
  public enum Mode: Sendable {
    /// It moves, and main's files are laid out.
    case moves
    /// It stands there already, in a copy that does not count yet; what is refused is taken away.
    case isInPlace
    /// It is only taken to stand there: somebody else moves it, or not.
    case supposes
  }

  let git: Repository
  let identity: String?
  private let now: Instant
  let mode: Mode
  private let known: RegistryHistory?
  let isCopy: Bool
  let reopen: @Sendable () throws -> Repository

  /// Prepares to take in.
  ///
  /// - Parameters:
  ///   - git: the repository here.
  ///   - identity: the identity that it must have; `nil` takes the first that is offered.
  ///   - now: the time; what is dated later by more than two clocks may differ is refused, since
  ///     everybody who leans on it would have to say that they signed as late.
  ///   - mode: what becomes of the refs.
  ///   - known: the registry's history as it was read before, if it still is that.
  ///   - isCopy: whether what is offered stands on a server already, so that what counts for nothing there
  ///     comes along; it does not where people bring their own.
  ///   - reopen: opens the same repository once more, for each thread that reads.
  public init(
    into git: Repository,
    identity: String?,
    now: Instant,
    mode: Mode = .moves,
    knowing known: RegistryHistory? = nil,
    isCopy: Bool = true,
    reopen: @escaping @Sendable () throws -> Repository
  ) {
    (self.git, self.identity, self.reopen) = (git, identity, reopen)
    self.isCopy = isCopy && mode != .supposes
    (self.now, self.mode, self.known) = (now, mode, known)
  }

  /// Judges offers and moves the refs of those that are good.
  ///
  /// - Parameters:
  ///   - offers: what there is to take, in any order.
  ///   - workers: how many threads check acknowledgements.
  /// - Returns: what became of each.
  /// - Throws: a `GitError` when the repository here cannot be written.
  public func take(_ offers: [RefOffer], workers: Int) async throws -> [IntakeResult] {
    var stages: [Int: [(RefOffer, RefKind)]] = [:]
    var results: [IntakeResult] = []
    for offer in offers {
      do throws(Refusal) {
        let kind = try place(offer)
        stages[kind.stage, default: []].append((offer, kind))
      } catch {
        if mode == .isInPlace { try git.remove(offer.ref) }
        results.append(IntakeResult(offer: offer, outcome: .refused(error)))
      }
    }
    let registry = stages.removeValue(forKey: RefKind.registry.stage) ?? []
    if let offer = registry.first?.0 {
      results += try await takeReviews(for: offer, from: &stages, workers)
    }
    results += try takeRegistry(registry)
    guard !stages.isEmpty else { return results }
    guard try git.reference(RegistryArchive.ref) != nil else {
      let refusal = Refusal(.registry, "there is no registry here to judge it by")
      let rest = stages.values.flatMap { $0.map(\.0) }
      return results + rest.map { IntakeResult(offer: $0, outcome: .refused(refusal)) }
    }
    let isFirst = try isFirst
    var judge = try makeJudge(isFirst: isFirst)
    for (stage, batch) in stages.sorted(by: { $0.key < $1.key }) {
      let verdicts = try await judge.verdicts(on: batch, workers: workers, reopen: reopen)
      results += try adopt(batch.map(\.0), verdicts, judge)
      // What comes after leans on the receipts that have just come.
      if stage == RefKind.ledger.stage {
        judge = try makeJudge(isFirst: isFirst)
      }
    }
    return results
  }

  var isFirst: Bool {
    get throws { try git.reference(Chain.main) == nil }
  }

  private func makeJudge(isFirst: Bool) throws -> IntakeJudge {
    try IntakeJudge(
      PolicyRepository(git, pinned: identity, knowing: known),
      isServer: mode == .supposes,
      isFirst: isFirst,
      isCopy: isCopy
    )
  }

  /// What kind of ref it is, nothing new of it being later than now.
  ///
  /// Of a chain the newest link is the latest. A proposal has no such order, and a tag stands by itself: a
  /// time that has not come would outlive every end of the key.
  private func place(_ offer: RefOffer) throws(Refusal) -> RefKind {
    guard let kind = RefKind(offer.ref) else {
      throw Refusal(.ref, "no ref of this name is known")
    }
    for time in try times(offer, kind) where time > now.seconds + Scribe.clockTolerance {
      let said = Instant(seconds: time)
      throw Refusal(.time, "it is dated \(said), which has not come yet")
    }
    return kind
  }

  private func times(_ offer: RefOffer, _ kind: RefKind) throws(Refusal) -> [Int] {
    do {
      switch kind {
      case .tag: return [try PolicyTag.parse(git.object(offer.new, .tag)).tag.time]
      case .proposal:
        let known = try [offer.old, git.reference(Chain.main), git.reference(RegistryArchive.ref)]
        return try git.commits(from: offer.new, excluding: known.compactMap(\.self))
          .map { try git.signedCommit($0).commit.time }
      default: return [try git.signedCommit(offer.new).commit.time]
      }
    } catch {
      throw error as? Refusal ?? Refusal(.object, "\((error as? GitError)?.message ?? "")")
    }
  }

  private func takeRegistry(_ offers: [(RefOffer, RefKind)]) throws -> [IntakeResult] {
    try adopt(offers.map(\.0), offers.map { registryVerdict($0.0, in: git) }, nil)
  }

  func registryVerdict(_ offer: RefOffer, in git: Repository) -> Result<Int, Refusal> {
    do throws(Refusal) {
      let history = try RegistryHistory(upTo: offer.new, in: git)
      if let identity, history.identity != identity {
        throw Refusal(.repository, "this is repository \(history.identity), not \(identity)")
      }
      guard let old = offer.old else { return .success(history.versions.count) }
      guard let place = history.place(of: old) else {
        throw Refusal(.chain, "it does not continue what is here")
      }
      if mode == .supposes { try refuseHarm(under: history, in: git) }
      return .success(history.versions.count - place - 1)
    } catch {
      return .failure(error)
    }
  }

  private func refuseHarm(
    under history: RegistryHistory,
    in git: Repository
  ) throws(Refusal) {
    let repository: PolicyRepository
    do {
      repository = try PolicyRepository(git, pinned: identity, knowing: known)
    } catch {
      throw error as? Refusal ?? Refusal(.object, "\(error)")
    }
    try repository.refuseHarm(under: history)
  }

  func adopt(
    _ offers: [RefOffer],
    _ verdicts: [Result<Int, Refusal>],
    _ judge: IntakeJudge?
  ) throws -> [IntakeResult] {
    let pairs = Array(zip(offers, verdicts))
    guard mode == .moves else { return try pairs.map { try adopt($0, $1, judge) } }
    return try stride(from: 0, to: pairs.count, by: 200).flatMap { start in
      let batch = pairs[start..<min(start + 200, pairs.count)]
      return try git.exclusively(touching: batch.map(\.0.ref) + ["index"]) {
        try batch.map { try adopt($0, $1, judge) }
      }
    }
  }

  private func adopt(
    _ offer: RefOffer,
    _ verdict: Result<Int, Refusal>,
    _ judge: IntakeJudge?
  ) throws -> IntakeResult {
    switch verdict {
    case .failure(let refusal):
      if mode == .isInPlace { try git.remove(offer.ref) }
      return IntakeResult(offer: offer, outcome: .refused(refusal))
    case .success(let count):
      if mode == .supposes { git.suppose(offer.ref, at: offer.new) }
      guard mode == .moves else { return IntakeResult(offer: offer, outcome: .taken(count)) }
      do {
        if offer.ref == Chain.main { try judge?.layOut(offer) }
      } catch WorkflowError.filesInTheWay {
        return IntakeResult(offer: offer, outcome: .filesInTheWay)
      }
      try git.update(offer.ref, to: offer.new, expecting: offer.old, because: "writ sync")
      return IntakeResult(offer: offer, outcome: .taken(count))
    }
  }
}
