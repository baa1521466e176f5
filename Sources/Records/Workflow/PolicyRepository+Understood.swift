import Git
import Policies

extension PolicyRepository {
  /// Refuses to write where a newer Writ may have written something that this one does not know.
  ///
  /// Looks at what every step builds on: the newest version of the registry and its settings,
  /// main's newest commit and its `writ.yml`, the newest publication. What is merely wrong there is
  /// left to whoever leans on it.
  ///
  /// - Throws: `R-NEWER`, and what reading the repository throws.
  public func requireUnderstood() throws {
    try PolicyRepository.onlyNewer { try ChainLink(registryTip, in: git) }
    let tree = try registry.tree(of: registryTip)
    if let file = try git.entry(RegistrySettings.path, in: tree) {
      try PolicyRepository.onlyNewer { try RegistrySettings(parsing: git.content(file.id)) }
    }
    for ref in [Chain.main, Chain.published] {
      guard let tip = try git.reference(ref) else { continue }
      try PolicyRepository.onlyNewer { try ChainLink(tip, in: git) }
    }
    try PolicyRepository.onlyNewer { try organisation(at: mainTip()) }
  }

  private static func onlyNewer<Value>(_ read: () throws -> Value) throws {
    do {
      _ = try read()
    } catch {
      if let refusal = error as? Refusal, refusal.code == .newer { throw refusal }
    }
  }
}

extension ReviewBook {
  /// Refuses to count verdicts where somebody whose verdict could count said something that this
  /// Writ does not know.
  ///
  /// Others' acts are left aside, so that nobody without a role can hold up a merge.
  func requireUnderstood(
    from roles: Set<String>,
    in repository: PolicyRepository
  ) throws {
    for (person, refusal) in refused where refusal.code == .newer {
      let held = try repository.registry.member(person, at: repository.registryTip)?.roles ?? []
      guard held.isDisjoint(with: roles) else {
        throw Refusal(.newer, "in the acts of \(person) \(refusal.reason)")
      }
    }
  }
}
