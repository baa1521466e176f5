import Git

extension IntakeJudge {
  /// The verdict on a person's chain: what fell with an ended key is taken where it had its place before.
  ///
  /// Otherwise who comes later could take in nothing that the person signed since.
  func result(
    _ report: VerificationReport,
    _ offer: RefOffer
  ) throws -> Result<Int, Refusal> {
    guard !report.isGood else { return .success(report.total) }
    let fallen = try repository.fallen(among: report.problems)
      .filter { try hadPlace($0, on: offer.ref) }
    let problem = report.problems.first { !$0.isOne(of: fallen) }
    return problem.map { .failure($0.refusal) } ?? .success(report.total)
  }

  /// Whether an object comes from a server, or comes back to one.
  func hadPlace(_ id: ObjectID, on ref: String) throws -> Bool {
    if isCopy || isFirst { return true }
    return try repository.ledger().heads(of: ref).contains { head in
      try head == id || repository.git.isAncestor(id, of: head)
    }
  }
}
