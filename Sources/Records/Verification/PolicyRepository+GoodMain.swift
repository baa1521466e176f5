import Git

extension PolicyRepository {
  /// Refuses when anything on main's first-parent chain is not to be trusted.
  ///
  /// What is published leans on it for good, so it is checked before and not only by an auditor.
  func requireGoodMain() throws {
    var report = VerificationReport()
    _ = try checkMain(under: history(), &report)
    guard let problem = report.problems.first else { return }
    throw WorkflowError.badMain(problem.object, problem.refusal)
  }

  /// What on main or among the publications is good now, and would not be if other keys had ended.
  ///
  /// Nothing could ever mend it again: a merge stays for good, and nobody publishes from a main that is bad.
  ///
  /// - Parameter history: the registry with more ends of keys than it has now.
  /// - Returns: the first merge or publication that would be refused, and why; `nil` for none.
  /// - Throws: a `Refusal` or `GitError` where something cannot be read.
  func harm(under history: RegistryHistory) throws -> VerificationReport.Problem? {
    let now = try self.history()
    guard Set(history.ends.keys) != Set(now.ends.keys) else { return nil }
    let problems = try problemsInForce(under: history)
    guard !problems.isEmpty else { return nil }
    let old = Set(try problemsInForce(under: now).map(\.object))
    return problems.first { !old.contains($0.object) }
  }

  /// Refuses a registry with which a merge or publication would be bad for good that is good now.
  ///
  /// Somebody made it with the key, or leant on what falls, while the end of that key was on its way.
  ///
  /// - Parameter history: the registry with its new versions.
  /// - Throws: `R-REGISTRY`, with what to type.
  func refuseHarm(under history: RegistryHistory) throws(Refusal) {
    let problem: VerificationReport.Problem?
    do {
      problem = try harm(under: history)
    } catch {
      throw error as? Refusal ?? Refusal(.object, "main cannot be read: \(error)")
    }
    guard let problem else { return }
    throw Refusal(
      .registry,
      "with it \(problem.ref) would be bad for good (\(problem.refusal.reason)); type 'git update-ref \(RegistryArchive.ref) \(registryTip)' and 'writ sync', then end the key again"
    )
  }

  private func problemsInForce(
    under history: RegistryHistory
  ) throws -> [VerificationReport.Problem] {
    var report = VerificationReport()
    let (walk, main) = try checkMain(under: history, &report)
    _ = try PublicationVerifier(walk, self, main).run(&report)
    return report.problems
  }

  private func checkMain(
    under history: RegistryHistory,
    _ report: inout VerificationReport
  ) throws -> (ChainWalk, [MainHistory.Entry]) {
    let walk = ChainWalk(
      identity: identity,
      history: history,
      registry: registry,
      ledger: try ledger()
    )
    var aside = VerificationReport()
    let reviews = try ReviewVerifier(walk, self).run(&aside)
    return (walk, try MainVerifier(walk, self, reviews).run(&report))
  }
}
