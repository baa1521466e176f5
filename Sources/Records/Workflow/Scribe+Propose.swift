import Git
public import Policies

extension Scribe {
  /// Makes a proposal, or a new revision of one, out of a draft.
  ///
  /// The proposal's content is main's with the draft's files, so a file that was put back to what
  /// main has leaves the proposal.
  ///
  /// - Parameters:
  ///   - draft: what to propose.
  ///   - reason: why, in free words.
  ///   - change: whether people sign again; at least what the words ask for.
  /// - Returns: the proposal as it now stands.
  /// - Throws: `WorkflowError` when the class is too low or somebody else was faster.
  public func propose(
    _ draft: ProposalDraft,
    reason: String,
    change: ChangeClass
  ) async throws -> Proposal {
    _ = try member()
    guard change >= draft.leastClass else {
      let why = draft.assessments.values.flatMap(\.reasons).first { $0.change == .material }
      throw WorkflowError.classTooLow(draft.leastClass, because: why?.text ?? "")
    }
    let mainTree = try repository.tree(of: draft.main)
    let tree = try tree(of: draft, on: mainTree)
    guard tree != mainTree else { throw WorkflowError.nothingToPropose(nil) }
    if let previous = draft.previous, try repository.tree(of: previous) == tree,
      try repository.proposal(draft.name).change == change,
      try repository.git.mergeBase(previous, draft.main) == draft.main
    {
      throw WorkflowError.alreadyProposed(draft.name)
    }
    let commit = try await revision(draft, tree: tree, reason: reason, change: change)
    let git = repository.git
    try git.exclusively(touching: [draft.name.ref]) {
      let id = try git.write(RawObject(kind: .commit, bytes: commit.encoded))
      do {
        try git.update(draft.name.ref, to: id, expecting: draft.previous, because: "writ propose")
      } catch let error as GitError where error.code == .modified || error.code == .exists {
        throw WorkflowError.busy(draft.name.ref)
      }
    }
    return try repository.proposal(draft.name)
  }

  private func revision(
    _ draft: ProposalDraft,
    tree: ObjectID,
    reason: String,
    change: ChangeClass
  ) async throws -> SignedCommit {
    // What was named when the proposal began is what it goes on with.
    let tips = try draft.previous.map { previous in
      try ProposalHead(endOf: repository.git.signedCommit(previous).commit.message).tips
    }
    let head = ProposalHead(
      repository: repository.identity,
      person: person,
      change: change,
      tips: tips ?? []
    )
    var parents = [draft.main]
    if let previous = draft.previous {
      let isBehind = try repository.git.mergeBase(previous, draft.main) != draft.main
      parents = isBehind ? [previous, draft.main] : [previous]
    }
    return try await sign(
      UnsignedCommit(
        tree: tree,
        parents: parents,
        person: person,
        time: moment().seconds,
        message: head.message(Scribe.paragraphs(reason))
      )
    )
  }

  private func tree(of draft: ProposalDraft, on main: ObjectID) throws -> ObjectID {
    var entries: [String: TreeFile?] = [:]
    for (path, file) in draft.contents {
      guard let file else {
        entries[path] = .some(nil)
        continue
      }
      let id = try repository.git.write(RawObject(kind: .blob, bytes: file.bytes))
      entries[path] = TreeFile(path: path, mode: file.mode, id: id)
    }
    // A file that never was on main and is gone again needs no removal.
    for (path, entry) in entries where entry == nil {
      if try repository.git.file(path, inTree: main) == nil { entries[path] = nil }
    }
    return try repository.git.writeTree(from: main, putting: entries)
  }

  /// The reason as a commit message: no control characters, no blank lines that end it early.
  private static func paragraphs(_ reason: String) -> String {
    reason.split(whereSeparator: \.isNewline).map { SafeText.visible($0) }.joined(separator: "\n")
  }
}
