import Git
import Policies
import Signing

/// Refuses changes that the registry's rules would refuse, before anything is signed.
struct RegistryEditCheck {
  private let repository: PolicyRepository
  private let tip: ObjectID

  init(_ repository: PolicyRepository) {
    self.repository = repository
    tip = repository.registryTip
  }

  /// Checks a set of changes that are to be made together.
  func check(_ edits: [RegistryEdit]) throws {
    var registrars = try repository.registry.roles(at: tip)[Role.registrar] ?? []
    for edit in edits {
      switch edit {
      case .join(let person, _, _, let roles):
        if let known = try repository.registry.member(person, at: tip) {
          throw known.entry.left == nil
            ? WorkflowError.personExists(person) : WorkflowError.returned(person)
        }
        if roles.contains(Role.registrar) { registrars.insert(person) }
      case .leave(let person): try remove(person, from: &registrars)
      case .roles(let person, let adding, let removing):
        if adding.contains(Role.registrar) { registrars.insert(person) }
        if removing.contains(Role.registrar) { try remove(person, from: &registrars) }
      case .threshold(let number):
        guard (1...registrars.count).contains(number) else {
          throw WorkflowError.badThreshold(number, registrars: registrars.sorted())
        }
      case .endKeys(let person, let fingerprint, _):
        guard try isLastKey(fingerprint, of: person) else { continue }
        try remove(person, from: &registrars)
      case .move, .admit, .passkeys, .ledger: continue
      }
    }
    try checkKeys(edits)
  }

  /// Whether somebody has no key left without one of them, or without all.
  private func isLastKey(_ fingerprint: String?, of person: PersonID) throws -> Bool {
    let keys = try repository.registry.member(person, at: tip)?.keys ?? []
    return try keys.allSatisfy { key in
      try key.until != nil || fingerprint == nil || key.key.fingerprint == fingerprint
    }
  }

  private func remove(_ person: PersonID, from registrars: inout Set<PersonID>) throws {
    guard registrars.contains(person) else { return }
    registrars.remove(person)
    let threshold = try repository.history().threshold
    guard registrars.count >= threshold else {
      guard registrars.isEmpty else {
        throw WorkflowError.badThreshold(threshold, registrars: registrars.sorted())
      }
      throw WorkflowError.lastRegistrar(person)
    }
  }

  private func checkKeys(_ edits: [RegistryEdit]) throws {
    let wanted = edits.compactMap { edit -> PublicKey? in
      switch edit {
      case .join(_, let key, _, _): key
      case .admit(let request, _): request.enrolment.key
      default: nil
      }
    }
    guard !wanted.isEmpty else { return }
    let owners = try repository.keyOwners()
    for key in wanted {
      if let owner = owners[key.line] { throw WorkflowError.keyTaken(owner) }
    }
  }
}

extension PolicyRepository {
  /// Whose each key is, by `<type> <base64>`.
  func keyOwners() throws -> [String: PersonID] {
    let lines = try registry.allowedSigners(at: registryTip)
    var owners: [String: PersonID] = [:]
    for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
      if let grant = KeyGrant(line: line) { owners[grant.keyLine] = grant.person }
    }
    return owners
  }
}
