public import Git
public import Policies

/// Checks a whole policy repository: registry, main, publications, reviews, acknowledgements.
///
/// The order matters: people and keys first, because everything else leans on them.
public struct Verifier: Sendable {
  let repository: PolicyRepository
  let reopen: @Sendable () throws -> Repository
  let mine: PersonID?

  /// Makes a verifier.
  ///
  /// - Parameters:
  ///   - repository: the repository to check.
  ///   - mine: whose records alone a server hands to this copy; `nil` where it has everybody's.
  ///   - reopen: opens the same repository once more, for each thread that reads.
  public init(
    _ repository: PolicyRepository,
    only mine: PersonID? = nil,
    reopen: @escaping @Sendable () throws -> Repository
  ) {
    self.repository = repository
    (self.mine, self.reopen) = (mine, reopen)
  }

  /// What is to be checked, and how.
  public struct Request: Sendable {
    /// How many threads check acknowledgements.
    public var workers: Int
    /// Which acknowledgements.
    public var scope = VerificationScope.all
    /// What an earlier run found good.
    public var known = VerifiedChains()
    /// Whether the report says what a later run need not look at again.
    public var keepsVerdicts = true
    /// Is told how many chains are done, and how many there are; from several threads.
    public var progress: @Sendable (Int, Int) -> Void = { _, _ in }

    /// Asks for everything.
    public init(workers: Int) { self.workers = workers }
  }

  /// Checks everything.
  ///
  /// - Parameter workers: how many threads check acknowledgements.
  /// - Returns: what was counted and what was refused.
  /// - Throws: a `GitError` when the repository itself cannot be read.
  public func run(workers: Int) async throws -> VerificationReport {
    try await run(Request(workers: workers))
  }

  /// Checks what is asked for, and all that it leans on.
  ///
  /// - Parameter request: what is to be checked.
  /// - Returns: what was counted and what was refused.
  /// - Throws: a `GitError` when the repository itself cannot be read.
  public func run(_ request: Request) async throws -> VerificationReport {
    var report = VerificationReport()
    let history: RegistryHistory
    do throws(Refusal) {
      history = try RegistryHistory(
        upTo: repository.registryTip,
        in: repository.git,
        for: repository.registry
      )
      try checkIdentity(history)
    } catch {
      report.problems.append(
        .init(ref: RegistryArchive.ref, object: nil, person: nil, refusal: error)
      )
      return report
    }
    report.count(.registry, history.versions.count)
    let ledger = try LedgerVerifier(repository, only: mine).run(&report)
    let walk = ChainWalk(
      identity: repository.identity,
      history: history,
      registry: repository.registry,
      ledger: ledger
    )
    let references = try repository.git.references(matching: "refs/*")
    report.add(try RefSurvey(repository, references).run())
    let reviews = try ReviewVerifier(walk, repository).run(&report)
    let main = try MainVerifier(walk, repository, reviews).run(&report)
    report.add(try ProposalVerifier(repository).run())
    let shelf = try PublicationVerifier(walk, repository, main).run(&report)
    let acknowledgements = try await checkAcknowledgements(walk, shelf, request, among: references)
    report.add(acknowledgements)
    report.verified = acknowledgements.verified
    let fallen = repository.fallen(among: report.problems)
    for index in report.problems.indices where report.problems[index].isOne(of: fallen) {
      report.problems[index].hasFallen = true
    }
    return report
  }

  private func checkIdentity(_ history: RegistryHistory) throws(Refusal) {
    guard history.identity == repository.identity else {
      throw Refusal(.repository, "this is repository \(history.identity), not the pinned one")
    }
  }
}
