public import Git
import Policies

extension PolicyRepository {
  /// The files of a proposal that main has changed since, so that it must be proposed again.
  public func outdatedFiles(of proposal: Proposal) throws -> [String] {
    do {
      _ = try merged(proposal, into: trunk(of: proposal.name))
      return []
    } catch WorkflowError.conflicts(_, let paths) {
      return paths
    }
  }

  /// The tree of main, or of the registry, with a proposal's changes joined to it.
  ///
  /// - Throws: `WorkflowError.conflicts` when it changed the same files meanwhile: what was
  ///   approved is then not what would be merged.
  func merged(_ proposal: Proposal, into trunk: ObjectID) throws -> ObjectID {
    let result = try git.mergeTrees(
      base: tree(of: proposal.base),
      ours: tree(of: trunk),
      theirs: tree(of: proposal.head)
    )
    switch result {
    case .conflicts(let paths): throw WorkflowError.conflicts(proposal.name, paths)
    case .clean(let tree):
      let changes = try git.changes(from: self.tree(of: trunk), to: tree)
      guard try Manifest(git).digest(of: changes) == proposal.changeDigest else {
        let mine = Set(proposal.paths)
        let theirs = try git.changes(from: self.tree(of: proposal.base), to: self.tree(of: trunk))
        throw WorkflowError.conflicts(proposal.name, theirs.map(\.path).filter(mine.contains))
      }
      return tree
    }
  }
}

extension Scribe {
  /// Makes an approved proposal part of main, and brings the work folder up to date, or part of
  /// the registry.
  ///
  /// - Parameters:
  ///   - proposal: what is merged.
  ///   - ask: called before a version of the registry is signed, when nothing else speaks against it; throws
  ///     where somebody says no.
  /// - Returns: the merge, or the version.
  /// - Throws: a `WorkflowError` or `Refusal` where it may not be merged.
  @discardableResult
  public func merge(
    _ proposal: Proposal,
    asking ask: () throws -> Void = {}
  ) async throws -> ObjectID {
    _ = try member()
    guard !proposal.isMerged else { throw WorkflowError.alreadyMerged(proposal.name) }
    try repository.refuseFallen(proposal)
    let trunk = try repository.trunk(of: proposal.name)
    let tree: ObjectID
    do {
      tree = try repository.merged(proposal, into: trunk)
    } catch {
      // Main may have moved since the proposal was read: by this very merge, made elsewhere at the same moment.
      guard try !repository.proposal(proposal.name).isMerged else {
        throw WorkflowError.alreadyMerged(proposal.name)
      }
      throw error
    }
    try repository.requireHonestClass(proposal)
    let book = try ReviewBook(repository)
    try book.requireUnderstood(from: Set(repository.needs(of: proposal).keys), in: repository)
    if let closing = try repository.steering(of: proposal, in: book).closing {
      throw WorkflowError.closed(proposal.name, by: closing.person)
    }
    let standing = try repository.standing(of: proposal, in: book)
    try Scribe.check(standing, proposal.name)
    guard !proposal.name.isForRegistry else {
      let able = try repository.mergers(with: standing.references)
      guard able.contains(person) || !standing.references.contains(where: { $0.person == person })
      else { throw WorkflowError.mergedByApprover(proposal.name, able) }
      return try await appendVersion(
        tree: tree,
        approvals: standing.references,
        tips: proposal.tips,
        asking: ask
      )
    }
    return try await merge(proposal, tree: tree, onto: trunk, standing)
  }

  private func merge(
    _ proposal: Proposal,
    tree: ObjectID,
    onto main: ObjectID,
    _ standing: ApprovalStanding
  ) async throws -> ObjectID {
    let manifest = try Manifest(repository.git).digest(ofTree: tree)
    return try await append(
      to: Chain.main,
      tree: tree,
      alsoParent: proposal.head,
      touching: ["index"],
      beforeUpdate: { _ in try repository.updateWorkFolder(to: tree, from: main) }
    ) { current in
      guard current == main else { throw WorkflowError.busy(Chain.main) }
      return Merge(
        of: proposal.name,
        changeDigest: proposal.changeDigest,
        manifest: manifest,
        change: proposal.change,
        approvals: standing.references
      )
    }
  }

  private static func check(_ standing: ApprovalStanding, _ name: ProposalName) throws {
    if let objection = standing.objections.first {
      throw WorkflowError.objection(name, objection.person, comment: objection.review.comment)
    }
    guard standing.missing.isEmpty else {
      throw WorkflowError.approvalsMissing(
        name,
        standing.missing.sorted { $0.key < $1.key }.map { "\($0.value) more by \($0.key)" }
      )
    }
  }
}

extension PolicyRepository {
  /// Files first, the ref after: a kill in between leaves the new text as a change in the work
  /// folder, and doing it again finishes it.
  func updateWorkFolder(to tree: ObjectID, from main: ObjectID?) throws {
    guard !git.isBare, try git.headBranch() == Chain.main else { return }
    let baseline = try main.map { try self.tree(of: $0) }
    do throws(GitError) {
      try git.checkOut(tree: tree, from: baseline)
    } catch {
      guard error.code == .conflict else { throw error }
      throw WorkflowError.filesInTheWay
    }
  }
}
