public import Git
import Policies

extension PolicyRepository {
  /// Refuses a proposal that is called editorial although its words ask for more.
  func requireHonestClass(_ proposal: Proposal) throws {
    let assessments = try assessments(of: proposal.changes)
    guard let reason = assessments.flatMap(\.reasons).first(where: { $0.change > proposal.change })
    else { return }
    throw WorkflowError.classTooLow(reason.change, because: reason.text)
  }

  /// What the words of changed policy texts ask for.
  func assessments(of changes: [FileChange]) throws -> [ChangeAssessment] {
    try changes.filter { $0.path.isPolicyText }.map { change in
      ChangeAssessment(
        from: try change.old.map { try PolicyDocument(parsing: git.content($0.id)) },
        to: try change.new.map { try PolicyDocument(parsing: git.content($0.id)) },
        isTranslation: change.path.isTranslation
      )
    }
  }

  /// What a proposal needs by main's rules as they are now.
  public func needs(of proposal: Proposal) throws -> [String: Int] {
    if proposal.name.isForRegistry {
      let history = try self.history()
      return [Role.registrar: max(1, history.threshold - 1)]
    }
    let rules = try organisation(at: mainTip()).approvals
    guard let needs = rules.needs(for: proposal.paths) else {
      let path = proposal.paths.first { rules.needs(for: [$0]) == nil }
      throw WorkflowError.noRule(path ?? "")
    }
    return needs
  }

  /// What stands for and against a proposal now.
  public func standing(of proposal: Proposal, in book: ReviewBook) throws -> ApprovalStanding {
    let change = ReviewedChange(
      digest: proposal.changeDigest,
      commits: proposal.commits,
      change: proposal.change,
      authors: proposal.authors
    )
    return try ApprovalStanding(
      of: change,
      reviews: book.reviews(of: proposal.name),
      needs: needs(of: proposal)
    ) { entry throws(Refusal) in
      try rolesHeld(by: entry, until: registryTip)
    }
  }

  /// The roles that a reviewer held both at the review and at a later registry version.
  func rolesHeld(
    by entry: ReviewEntry,
    until version: ObjectID
  ) throws(Refusal) -> Set<String> {
    let then = try registry.member(entry.person, at: entry.registry)?.roles ?? []
    guard let now = try registry.member(entry.person, at: version), now.entry.left == nil else {
      return []
    }
    return then.intersection(now.roles)
  }
}

extension Scribe {
  /// Records a verdict on a proposal as it is now.
  ///
  /// - Parameters:
  ///   - proposal: on what.
  ///   - verdict: what to say.
  ///   - role: in which role; `nil` picks one that the proposal needs and the person holds.
  ///   - clause: the clause that the comment is about.
  ///   - comment: in free words, may be empty.
  /// - Returns: the review record.
  /// - Throws: `WorkflowError` for an own or merged proposal, an unknown clause or a missing role.
  @discardableResult
  public func review(
    _ proposal: Proposal,
    _ verdict: Review.Verdict,
    role: String?,
    clause: String?,
    comment: String
  ) async throws -> ObjectID {
    guard !proposal.isMerged else { throw WorkflowError.alreadyMerged(proposal.name) }
    try repository.refuseFallen(proposal)
    if verdict == .approve || verdict == .reject, proposal.authors.contains(person) {
      throw WorkflowError.ownProposal(proposal.name)
    }
    if verdict == .approve { try repository.requireHonestClass(proposal) }
    if let clause { try check(clause, isIn: proposal) }
    let held = try member().roles
    let needed = try repository.needs(of: proposal).keys.sorted()
    if let role, !held.contains(role) { try require(role) }
    let isVerdict = verdict == .approve || verdict == .reject
    if let role, isVerdict, !needed.contains(role) {
      throw WorkflowError.roleNotAsked(role, needed: needed)
    }
    let chosen = role ?? needed.first(where: held.contains)
    if chosen == nil, isVerdict, let missing = needed.first { try require(missing) }
    return try await append(to: Chain.acts(of: person)) { _ in
      Review(
        verdict,
        of: proposal.name,
        target: proposal.head,
        changeDigest: proposal.changeDigest,
        change: proposal.change,
        role: chosen,
        clause: clause,
        comment: comment
      )
    }
  }

  private func check(_ clause: String, isIn proposal: Proposal) throws {
    for policy in proposal.policies {
      let document = try repository.policy(policy, at: proposal.head)
      if document[id: clause] != nil { return }
    }
    throw WorkflowError.unknownClause(clause, policy: proposal.policies.joined(separator: ", "))
  }
}
