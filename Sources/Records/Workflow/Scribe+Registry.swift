import Git
import Policies
import Signing

extension Scribe {
  /// Changes the registry, or proposes the change where one registrar is not enough.
  ///
  /// - Parameters:
  ///   - edits: what to change, in order, in one version.
  ///   - reason: why, in free words; a proposal is named after it.
  ///   - progress: is told how many changes have been made.
  /// - Returns: the new version, or the proposal that waits for other registrars.
  /// - Throws: `WorkflowError` for unknown people, known keys or a missing role.
  @discardableResult
  public func change(
    _ edits: [RegistryEdit],
    because reason: String,
    progress: (Int) -> Void = { _ in }
  ) async throws -> RegistryOutcome {
    try require(Role.registrar)
    try RegistryEditCheck(repository).check(edits)
    let history = try repository.history()
    let moment = try moment()
    let base = try repository.registry.tree(of: history.tip)
    var files = RegistryTree(repository.git, from: base)
    for (index, edit) in edits.enumerated() {
      try edit.apply(to: &files, repository, now: moment)
      progress(index + 1)
    }
    let tree = try files.write()
    guard tree != base else { throw WorkflowError.nothingToPropose(nil) }
    let isAlone = try history.threshold == 1 && !edits.contains { try $0.needsTwo(repository) }
    guard isAlone else { return .proposed(try await propose(tree, because: reason)) }
    // The version is of the moment that its edits name, however long they took.
    let then = Scribe(repository, as: person, signer: signer) { moment }
    return .done(try await then.appendVersion(tree: tree, approvals: []))
  }

  /// Makes a version of the registry out of a tree.
  ///
  /// - Parameters:
  ///   - tree: its files.
  ///   - approvals: the reviews that count besides.
  ///   - named: where chains stand whose keys it ends, as others have approved; `nil` for as they stand now.
  ///   - ask: called when nothing speaks against it, before anything is signed; may refuse.
  /// - Returns: the version.
  /// - Throws: a `WorkflowError` where the registry has moved, or may not be signed so.
  func appendVersion(
    tree: ObjectID,
    approvals: [ApprovalReference],
    tips named: [String]? = nil,
    asking ask: () throws -> Void = {}
  ) async throws -> ObjectID {
    try require(Role.registrar)
    let tip = repository.registryTip
    let version = try ChainLink(tip, in: repository.git).record.sequence + 1
    let manifest = try Manifest(repository.git).digest(ofTree: tree)
    let old = try repository.registry.tree(of: tip)
    let tips = try named ?? tips(ending: old, tree)
    let ended = try repository.keysEnded(from: old, to: tree)
    try refuseHarm(ofEnding: ended, at: tips)
    try ask()
    return try await append(
      to: RegistryArchive.ref,
      tree: tree,
      beforeUpdate: { try refuseSigning($0, with: ended) }
    ) { current in
      guard current == tip else { throw WorkflowError.busy(RegistryArchive.ref) }
      return RegistryChange(
        version: version,
        manifest: manifest,
        approvals: approvals.filter { $0.person != person },
        tips: tips
      )
    }
  }

  /// Refuses a version signed with a key that it ends by then: OpenSSH would not accept it.
  private func refuseSigning(_ version: ObjectID, with ended: [KeyGrant]) throws {
    let commit = try repository.git.signedCommit(version).commit
    let own = ended.first { $0.keyLine == commit.signature.key.line }
    guard let end = own?.until, end.seconds <= commit.time else { return }
    throw WorkflowError.endsOwnKey(person, since: end)
  }

  /// Refuses to end keys in such a way that main or a publication would be bad from then on.
  private func refuseHarm(ofEnding keys: [KeyGrant], at tips: [String]) throws {
    guard !keys.isEmpty else { return }
    let then = try repository.history().ending(keys, at: tips, moment())
    guard let problem = try repository.harm(under: then) else { return }
    throw WorkflowError.harmsMain(keys[0].person, problem.ref, problem.object, problem.refusal)
  }

  /// The chains as they stand, of everybody whose key ends between two versions, and the open proposals
  /// to which they have contributed.
  ///
  /// Without receipts these decide what such a key may have signed. Of the open proposals only so many are
  /// named as a version has room for, those of others first: whoever has a stolen key can make any number, and
  /// must not put off its end by that. What is not named has to be proposed again, where no receipt tells of it.
  private func tips(ending old: ObjectID, _ new: ObjectID) throws -> [String] {
    let git = repository.git
    let people = Set(try repository.keysEnded(from: old, to: new).map(\.person))
    guard !people.isEmpty else { return [] }
    let own = people.sorted().flatMap { [Chain.acts(of: $0), Chain.records(of: $0)] }
    let chains = try (own + [Chain.main, Chain.published]).compactMap { ref in
      try git.reference(ref).map { "\(ref) \($0)" }
    }
    let proposals = try git.references(matching: "refs/heads/proposals/*").filter { ref in
      try contributors(to: ref).contains { people.contains($0) }
    }
    let isOwn = { (ref: Reference) in
      ProposalName(ref: ref.name).map { people.contains($0.person) } ?? true
    }
    let named = (proposals.filter { !isOwn($0) } + proposals.filter(isOwn)).prefix(200)
    return chains + named.compactMap { ref in ref.target.map { "\(ref.name) \($0)" } }
  }

  /// Who made commits of an open proposal; nobody where it is none, or not to be read.
  private func contributors(to ref: Reference) throws -> [PersonID] {
    guard let name = ProposalName(ref: ref.name), let head = ref.target,
      try repository.history().merges[name] == nil
    else { return [] }
    let git = repository.git
    return try git.commits(from: head, excluding: [repository.trunk(of: name)]).compactMap { id in
      try? git.signedCommit(id).commit.person
    }
  }

  private func propose(_ tree: ObjectID, because reason: String) async throws -> Proposal {
    let name = try registryProposalName(reason)
    let old = try repository.registry.tree(of: repository.registryTip)
    let tips = try tips(ending: old, tree)
    try refuseHarm(ofEnding: repository.keysEnded(from: old, to: tree), at: tips)
    let head = ProposalHead(
      repository: repository.identity,
      person: person,
      change: .editorial,
      tips: tips
    )
    let commit = try await sign(
      UnsignedCommit(
        tree: tree,
        parents: [repository.registryTip],
        person: person,
        time: moment().seconds,
        message: head.message(SafeText.visible(reason))
      )
    )
    let git = repository.git
    try git.exclusively(touching: [name.ref]) {
      let id = try git.write(RawObject(kind: .commit, bytes: commit.encoded))
      try git.update(name.ref, to: id, expecting: nil, because: "writ people")
    }
    return try repository.proposal(name)
  }

  private func registryProposalName(_ reason: String) throws -> ProposalName {
    let stem = "registry-" + (Identifier.make(from: reason)?.prefix(24) ?? "change")
    let taken = Set(try repository.proposalNames())
    for number in 1...999 {
      let slug = number == 1 ? stem : "\(stem)-\(number)"
      if let name = ProposalName(person: person, slug: slug.trimmingDashes), !taken.contains(name) {
        return name
      }
    }
    throw WorkflowError.badSlug(stem)
  }
}

extension String {
  fileprivate var trimmingDashes: String {
    var text = self[...]
    while text.last == "-" { text.removeLast() }
    return String(text)
  }
}
