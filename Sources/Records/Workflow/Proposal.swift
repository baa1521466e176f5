public import Git
public import Policies

/// A proposal as it stands here and now.
public struct Proposal: Sendable {
  /// Whose it is and which.
  public let name: ProposalName
  /// Its newest commit.
  public let head: ObjectID
  /// Where it left main.
  public let base: ObjectID
  /// Its changes, from `base` to `head`.
  public let changes: [FileChange]
  /// The digest of those changes, which approvals bind to.
  public let changeDigest: String
  /// Whether people sign again.
  public let change: ChangeClass
  /// Why, in the author's words.
  public let reason: String
  /// Its commits that are not part of main.
  public let commits: Set<ObjectID>
  /// Everybody who made one of them.
  public let authors: Set<PersonID>
  /// When its newest commit was made, as declared.
  public let time: Instant
  /// Where chains stand whose keys it ends, as `<ref> <object id>`.
  let tips: [String]

  /// Whether nothing of it is left to merge: main has all its commits, or all its changes.
  public var isMerged: Bool { base == head || changes.isEmpty }

  /// The paths of its changes.
  public var paths: [String] { changes.map(\.path) }

  /// The ids of the policies whose folders it touches, sorted.
  public var policies: [String] {
    let ids = paths.compactMap { path in
      let parts = path.split(separator: "/")
      return parts.count > 2 && (parts[0] == "policies" || parts[0] == "training")
        ? String(parts[1]) : nil
    }
    return Set(ids).sorted()
  }
}

extension PolicyRepository {
  /// The proposal that a word means: its full name, or its slug if only one has it.
  public func proposal(matching word: String) throws -> Proposal {
    let names = try proposalNames()
    let found = names.filter { $0.description == word || $0.slug == word }
    guard let name = found.first else {
      let open = try openProposals(among: names).map(\.name.description)
      throw WorkflowError.unknownProposal(word, known: open)
    }
    guard found.count == 1 else {
      throw WorkflowError.ambiguousProposal(word, found.map(\.description))
    }
    return try proposal(name)
  }

  /// The names of all proposals, sorted.
  public func proposalNames() throws -> [ProposalName] {
    try git.references(matching: "refs/heads/proposals/*").compactMap { ProposalName(ref: $0.name) }
  }

  /// The proposals with something left to merge, those that fell or are not sound left out: nobody can
  /// work on them, and `writ proposals` and `writ verify` say what is wrong with each.
  public func openProposals(among names: [ProposalName]) throws -> [Proposal] {
    try names.compactMap { name in
      do {
        let proposal = try proposal(name)
        return try proposal.isMerged || fall(of: proposal) != nil ? nil : proposal
      } catch is Refusal {
        return nil
      }
    }
  }

  /// Reads one proposal and checks the form of all its commits.
  public func proposal(_ name: ProposalName) throws -> Proposal {
    guard let head = try git.reference(name.ref) else {
      throw WorkflowError.unknownProposal(name.description, known: [])
    }
    return try proposal(name, at: head, since: trunk(of: name))
  }

  /// What a proposal is to become part of: main, or the registry.
  func trunk(of name: ProposalName) throws -> ObjectID {
    try name.isForRegistry ? registryTip : mainTip()
  }

  /// Reads a proposal as it stood at one of its commits, beside its trunk as it was then.
  func proposal(
    _ name: ProposalName,
    at head: ObjectID,
    since trunk: ObjectID
  ) throws -> Proposal {
    guard let base = try git.mergeBase(trunk, head) else {
      throw Refusal(
        .content,
        "proposal \(name) shares no history with \(name.isForRegistry ? "the registry" : "main")"
      )
    }
    let commit = try git.signedCommit(head).commit
    let fields = try ProposalHead(endOf: commit.message)
    guard fields.repository == identity else {
      throw Refusal(.repository, "proposal \(name) belongs to another repository")
    }
    try checkMaker(commit, fields, of: name)
    let ids = try git.commits(from: head, excluding: [trunk])
    let changes =
      try isInRegistry(name, base, commit.tree, trunk)
      ? [] : git.changes(from: tree(of: base), to: commit.tree)
    return Proposal(
      name: name,
      head: head,
      base: base,
      changes: changes,
      changeDigest: try Manifest(git).digest(of: changes),
      change: fields.change,
      reason: ProposalHead.reason(in: commit.message),
      commits: Set(ids),
      authors: try Set(ids.map { try git.signedCommit($0).commit.person }).union([name.person]),
      time: Instant(seconds: commit.time),
      tips: fields.tips
    )
  }

  /// Whether a proposal became a version of the registry, which never has the proposal's own commits, or the
  /// registry has all that it changes.
  private func isInRegistry(
    _ name: ProposalName,
    _ base: ObjectID,
    _ tree: ObjectID,
    _ trunk: ObjectID
  ) throws -> Bool {
    guard name.isForRegistry, base != trunk else { return false }
    if try history().merges[name] != nil { return true }
    let theirs = try self.tree(of: trunk)
    let joined = try git.mergeTrees(base: self.tree(of: base), ours: theirs, theirs: tree)
    guard case .clean(theirs) = joined else { return false }
    return true
  }

  /// The newest commit is the author's, or of somebody with whom the author shared the proposal
  /// before.
  private func checkMaker(
    _ commit: SignedCommit,
    _ fields: ProposalHead,
    of name: ProposalName
  ) throws {
    guard fields.person == commit.person else {
      throw Refusal(.person, "proposal \(name) speaks for \(fields.person)")
    }
    guard commit.person != name.person else { return }
    let partners = try partners(of: name, at: Instant(seconds: commit.time))
    guard partners.contains(commit.person) else {
      throw Refusal(.person, "proposal \(name) was last changed by \(commit.person)")
    }
  }
}
