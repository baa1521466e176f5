public import Policies
public import Signing

extension Scribe {
  /// Enters a new person with a key, roles and groups into the registry.
  ///
  /// - Throws: `WorkflowError` when the person or the key is known already, or without the role.
  @discardableResult
  public func addPerson(
    _ newcomer: PersonID,
    key: PublicKey?,
    roles: [String],
    groups: [String]
  ) async throws -> RegistryOutcome {
    try await change(
      [.join(newcomer, key: key, groups: groups, roles: roles)],
      because: "enter \(newcomer)"
    )
  }

  /// Gives roles to a person or takes them away.
  @discardableResult
  public func changeRoles(
    of person: PersonID,
    adding: [String],
    removing: [String]
  ) async throws -> RegistryOutcome {
    try await change(
      [.roles(person, adding: adding, removing: removing)],
      because: "roles of \(person)"
    )
  }
}
