import Git

extension PolicyRepository {
  /// Refuses when anything on main's first-parent chain is not to be trusted.
  ///
  /// What is published leans on it for good, so it is checked before and not only by an auditor.
  func requireGoodMain() throws {
    var report = VerificationReport()
    let walk = ChainWalk(
      identity: identity,
      history: try self.history(),
      registry: registry,
      ledger: try ledger()
    )
    var aside = VerificationReport()
    let reviews = try ReviewVerifier(walk, self).run(&aside)
    _ = try MainVerifier(walk, self, reviews).run(&report)
    guard let problem = report.problems.first else { return }
    throw WorkflowError.badMain(problem.object, problem.refusal)
  }
}
