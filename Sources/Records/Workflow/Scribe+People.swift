public import Git
public import Policies
public import Signing

extension Scribe {
  /// Enters a new person with a key, roles and groups into the registry.
  ///
  /// - Throws: `WorkflowError` when the person or the key is known already, or without the role.
  @discardableResult
  public func addPerson(
    _ newcomer: PersonID,
    key: PublicKey,
    roles: [String],
    groups: [String]
  ) async throws -> ObjectID {
    try require(Role.registrar)
    let history = try RegistryHistory(upTo: repository.registryTip, in: repository.git)
    let tip = history.tip
    guard try repository.registry.member(newcomer, at: tip) == nil else {
      throw WorkflowError.personExists(newcomer)
    }
    if let owner = try owner(of: key, at: tip) { throw WorkflowError.keyTaken(owner) }
    let moment = max(now, history.time(of: tip) ?? now)
    let tree = try RegistryTree(repository.git, from: repository.registry.tree(of: tip))
      .putting(
        PersonEntry(person: newcomer, groups: groups, joined: moment),
        key: KeyGrant(person: newcomer, key: key, from: moment)
      )
      .granting(roles, to: newcomer)
      .write()
    return try await appendVersion(history, tree: tree)
  }

  /// Gives roles to a person or takes them away.
  @discardableResult
  public func changeRoles(
    of person: PersonID,
    adding: [String],
    removing: [String]
  ) async throws -> ObjectID {
    try require(Role.registrar)
    let history = try RegistryHistory(upTo: repository.registryTip, in: repository.git)
    let tip = history.tip
    guard let entry = try repository.registry.member(person, at: tip)?.entry, entry.left == nil
    else { throw WorkflowError.unknownPerson(person) }
    let holders = try repository.registry.roles(at: tip)[Role.registrar] ?? []
    guard holders != [person] || !removing.contains(Role.registrar) else {
      throw WorkflowError.lastRegistrar(person)
    }
    let tree = try RegistryTree(repository.git, from: repository.registry.tree(of: tip))
      .granting(adding, to: person).revoking(removing, of: person).write()
    return try await appendVersion(history, tree: tree)
  }

  private func appendVersion(
    _ history: RegistryHistory,
    tree: ObjectID
  ) async throws -> ObjectID {
    let manifest = try Manifest(repository.git).digest(ofTree: tree)
    return try await append(to: RegistryArchive.ref, tree: tree) { current in
      guard current == history.tip else { throw WorkflowError.busy(RegistryArchive.ref) }
      return RegistryChange(version: history.versions.count + 1, manifest: manifest)
    }
  }

  private func owner(of key: PublicKey, at version: ObjectID) throws -> PersonID? {
    let lines = try repository.registry.allowedSigners(at: version)
    return String(decoding: lines, as: UTF8.self).split(separator: "\n")
      .first { $0.hasSuffix(" " + key.line) }
      .flatMap { PersonID($0.prefix { $0 != " " }) }
  }
}
