public import Git
public import Policies
public import Signing

/// A change to the registry, in the words of whoever makes it.
public enum RegistryEdit: Sendable {
  /// Enters a person; a key may come later.
  case join(PersonID, key: PublicKey?, groups: [String], roles: [String])
  /// Puts a person into other groups.
  case move(PersonID, groups: [String])
  /// Ends a person's time here, with all keys and roles.
  case leave(PersonID)
  /// Gives roles and takes them away.
  case roles(PersonID, adding: [String], removing: [String])
  /// Enters the key that a person asked for; `vouch` is an older key's consent, as a raw record.
  case admit(EnrolmentRequest, vouch: [UInt8]?)
  /// Ends one key, named by its fingerprint, or all keys of a person, now or since an earlier moment.
  case endKeys(PersonID, fingerprint: String?, since: Instant?)
  /// Sets how many registrars decide from now on.
  case threshold(Int)
  /// Says which server signs receipts from now on.
  case ledger(PersonID)
  /// Sets which browser passkeys are accepted from now on; `nil` for none.
  case passkeys(PasskeyRules?)
}

/// What became of a change to the registry.
public enum RegistryOutcome: Sendable {
  /// It holds.
  case done(ObjectID)
  /// It needs more registrars, and waits as a proposal.
  case proposed(Proposal)
}

extension RegistryEdit {
  /// Whether one registrar is not enough, whatever the threshold: a further key without the
  /// consent of an older one.
  func needsTwo(_ repository: PolicyRepository) throws -> Bool {
    guard case .admit(let request, nil) = self else { return false }
    let member = try repository.registry.member(request.person, at: repository.registryTip)
    return member.map { !$0.keys.isEmpty } ?? false
  }

  /// Makes the change in the registry's files.
  func apply(to tree: inout RegistryTree, _ repository: PolicyRepository, now: Instant) throws {
    func entry(_ person: PersonID) throws -> PersonEntry {
      guard let entry = try tree.entry(of: person) else {
        throw WorkflowError.unknownPerson(person)
      }
      guard entry.left == nil else { throw WorkflowError.left(person) }
      return entry
    }
    switch self {
    case .join(let person, let key, let groups, let roles):
      try tree.put(PersonEntry(person: person, groups: groups, joined: now))
      if let key { try tree.put(KeyGrant(person: person, key: key, from: now)) }
      try tree.changeRoles(of: person, adding: roles)
    case .move(let person, let groups):
      let old = try entry(person)
      try tree.put(PersonEntry(person: person, groups: groups, joined: old.joined))
    case .leave(let person):
      var gone = try entry(person)
      gone.left = now
      try tree.put(gone)
      try tree.endKeys(of: person, at: now.next) { _ in true }
      let held = try repository.registry.member(person, at: repository.registryTip)?.roles ?? []
      try tree.changeRoles(of: person, removing: held.sorted())
    case .roles(let person, let adding, let removing):
      _ = try entry(person)
      try tree.changeRoles(of: person, adding: adding, removing: removing)
    case .admit(let request, let vouch):
      _ = try entry(request.person)
      try RegistryEdit.enter(request, vouch, into: &tree, now)
    case .endKeys(let person, let fingerprint, let since):
      _ = try entry(person)
      try tree.endKeys(of: person, at: min(since ?? now.next, now.next)) { grant in
        try fingerprint == nil || grant.key.fingerprint == fingerprint
      }
    case .threshold(let number): try tree.setThreshold(number)
    case .ledger(let server):
      _ = try entry(server)
      try tree.setLedger(server)
    case .passkeys(let rules): try tree.setPasskeys(rules)
    }
  }

  private static func enter(
    _ request: EnrolmentRequest,
    _ vouch: [UInt8]?,
    into tree: inout RegistryTree,
    _ now: Instant
  ) throws {
    try tree.put(KeyGrant(person: request.person, key: request.enrolment.key, from: now))
    tree.keep(request, vouch: vouch)
    guard let replaced = request.enrolment.replaces else { return }
    try tree.endKeys(of: request.person, at: now.next) { try $0.key.fingerprint == replaced }
  }
}

extension Instant {
  /// The first moment at which a key that ends now no longer counts.
  ///
  /// What is signed now still does, as the version of the registry that ends the key, or what arrives
  /// in the same second: OpenSSH refuses what was signed at `valid-before` itself.
  fileprivate var next: Instant { adding(seconds: 1) }
}
