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
    /// The same of all that acknowledgements lean on.
    public var basis: VerifiedBasis?
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
    let basis = request.basis.flatMap { $0.isOf(repository) ? $0 : nil }
    let history: RegistryHistory
    do throws(Refusal) {
      history = try self.history(knowing: basis)
      try checkIdentity(history)
    } catch {
      report.problems.append(
        .init(ref: RegistryArchive.ref, object: nil, person: nil, refusal: error)
      )
      return report
    }
    report.count(.registry, history.versions.count)
    if basis != nil { report.before[.registry] = history.versions.count }
    let ledger = try LedgerVerifier(
      repository,
      only: mine,
      knowing: basis?.newestReceipt,
      request.known.digests
    ).run(&report)
    let walk = ChainWalk(
      identity: repository.identity,
      history: history,
      registry: repository.registry,
      ledger: ledger
    )
    let references = try repository.git.references(matching: "refs/*")
    report.add(try RefSurvey(repository, references).run())
    let shelf = try shelf(walk, references, request, knowing: basis, &report)
    let acknowledgements = try await checkAcknowledgements(walk, shelf, request, among: references)
    report.add(acknowledgements)
    report.verified = acknowledgements.verified
    sortOutFallen(in: &report, request.scope)
    return report
  }

  /// Marks what only fell with a key that was ended, and leaves out what of it nobody asked about:
  /// nothing else leans on it.
  private func sortOutFallen(in report: inout VerificationReport, _ scope: VerificationScope) {
    let fallen = repository.fallen(among: report.problems)
    guard !fallen.isEmpty else { return }
    for index in report.problems.indices where report.problems[index].isOne(of: fallen) {
      report.problems[index].hasFallen = true
    }
    let others = report.problems.indices.filter { index in
      let problem = report.problems[index]
      guard problem.hasFallen, case .records = RefKind(problem.ref), let id = problem.object,
        let link = try? ChainLink(id, in: repository.git)
      else { return false }
      return !scope.wants(link)
    }
    report.count(.acknowledgements, -others.count)
    for index in others.reversed() { report.problems.remove(at: index) }
  }

  /// The registry's versions, which nothing reads once more then.
  private func history(knowing basis: VerifiedBasis?) throws(Refusal) -> RegistryHistory {
    if let basis { repository.histories.history = basis.history }
    return try repository.history()
  }

  /// Checks reviews, main, proposals and publications, unless an earlier run found them good as they
  /// stand; returns the publications.
  private func shelf(
    _ walk: ChainWalk,
    _ references: [Reference],
    _ request: Request,
    knowing basis: VerifiedBasis?,
    _ report: inout VerificationReport
  ) throws -> PublicationShelf {
    let standing = VerifiedBasis.standing(of: references, by: walk.ledger, in: repository)
    if let known = basis?.report(at: standing, walk.ledger),
      case let shelf = try PublicationShelf(checked: repository),
      // Objects never change, but may get lost, and these are what people signed.
      shelf.entries.allSatisfy({ repository.git.header(of: $0.publication.blob) != nil })
    {
      report.add(known)
      keep(&report, walk, standing, known, for: request)
      return shelf
    }
    var found = VerificationReport()
    let reviews = try ReviewVerifier(walk, repository).run(&found)
    let main = try MainVerifier(walk, repository, reviews).run(&found)
    found.add(try ProposalVerifier(repository).run())
    found.add(try RequestVerifier(repository).run(among: references))
    let shelf = try PublicationVerifier(walk, repository, main).run(&found)
    report.add(found)
    keep(&report, walk, standing, found, for: request)
    return shelf
  }

  /// Notes what a later run need not look at again, if all of it is good.
  private func keep(
    _ report: inout VerificationReport,
    _ walk: ChainWalk,
    _ standing: String,
    _ found: VerificationReport,
    for request: Request
  ) {
    guard request.keepsVerdicts, report.isGood else { return }
    report.basis = VerifiedBasis(walk.history, walk.ledger, standing, found)
  }

  private func checkIdentity(_ history: RegistryHistory) throws(Refusal) {
    guard history.identity == repository.identity else {
      throw Refusal(.repository, "this is repository \(history.identity), not the pinned one")
    }
  }
}
