public import Git
public import Policies
public import Signing

/// What one version of the registry has otherwise than another, as people say it.
public enum RegistryDifference: Hashable, Sendable {
  /// A person is new, with their groups.
  case joined(PersonID, [String])
  /// A person has left.
  case left(PersonID)
  /// A person is in other groups.
  case moved(PersonID, from: [String], to: [String])
  /// A key is new; whether it asked for itself, and who stands for it.
  case keyEntered(PersonID, fingerprint: String, wasRequested: Bool, KeyBacking)
  /// A key has ended; what it signed from that moment on counts for nothing.
  case keyEnded(PersonID, fingerprint: String, Instant)
  /// A person has a role.
  case roleGiven(PersonID, String)
  /// A person has a role no longer.
  case roleTaken(PersonID, String)
  /// So many registrars decide.
  case threshold(Int)
  /// Which browser passkeys are accepted has changed; `nil` for none.
  case passkeys(PasskeyRules?)
}

/// Who stands for a new key besides the registrars.
public enum KeyBacking: Hashable, Sendable {
  /// An older key of the person consented.
  case consent
  /// It is the person's first, so none could.
  case first
  /// There were older ones, and none consented.
  case none
}

extension RegistryDifference {
  /// Compares the files of two versions, given as changes, in the order of their paths.
  ///
  /// - Throws: a `Refusal` for files that are not a registry's.
  public static func all(
    in changes: [FileChange],
    of repository: PolicyRepository
  ) throws -> [RegistryDifference] {
    let papers = Set(changes.map(\.path))
    return try changes.flatMap { change -> [RegistryDifference] in
      let old = try change.old.map { try repository.git.content($0.id) }
      let new = try change.new.map { try repository.git.content($0.id) }
      let shard = String(change.path.split(separator: "/").last?.prefix(2) ?? "")
      switch change.path {
      case RegistryFiles.rolesPath:
        return try roles(old.map(RegistryFiles.roles) ?? [:], new.map(RegistryFiles.roles) ?? [:])
      case RegistrySettings.path:
        return try settings(
          old.map(RegistrySettings.init(parsing:)),
          new.map(RegistrySettings.init(parsing:))
        )
      case RegistryFiles.peoplePath(shard):
        return people(
          try old.map { try RegistryFiles.people($0, shard: shard) } ?? [],
          try new.map { try RegistryFiles.people($0, shard: shard) } ?? []
        )
      case RegistryFiles.signersPath(shard):
        return try keys(
          old.map { try RegistryFiles.signers($0, shard: shard) } ?? [],
          new.map { try RegistryFiles.signers($0, shard: shard) } ?? [],
          papers
        )
      default: return []
      }
    }
  }

  private static func settings(
    _ old: RegistrySettings?,
    _ new: RegistrySettings?
  ) -> [RegistryDifference] {
    guard let new else { return [] }
    var found: [RegistryDifference] = []
    if old?.threshold != new.threshold { found.append(.threshold(new.threshold)) }
    if old?.passkeys != new.passkeys { found.append(.passkeys(new.passkeys)) }
    return found
  }

  private static func people(_ old: [PersonEntry], _ new: [PersonEntry]) -> [RegistryDifference] {
    let before = Dictionary(old.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
    return new.compactMap { entry in
      guard let earlier = before[entry.person] else { return .joined(entry.person, entry.groups) }
      if earlier.left == nil, entry.left != nil { return .left(entry.person) }
      guard earlier.groups != entry.groups else { return nil }
      return .moved(entry.person, from: earlier.groups, to: entry.groups)
    }
  }

  private static func keys(
    _ old: [KeyGrant],
    _ new: [KeyGrant],
    _ papers: Set<String>
  ) throws -> [RegistryDifference] {
    let before = Dictionary(old.map { ($0.keyLine, $0) }, uniquingKeysWith: { first, _ in first })
    return try new.compactMap { grant in
      let key = try grant.key
      let place =
        "\(RegistryFiles.shard(of: grant.person))/\(grant.person)/\(Digest.sha256(key.blob))"
      guard let earlier = before[grant.keyLine] else {
        return .keyEntered(
          grant.person,
          fingerprint: key.fingerprint,
          wasRequested: papers.contains("enrolments/\(place)"),
          papers.contains("vouches/\(place)")
            ? .consent : old.contains { $0.person == grant.person } ? .none : .first
        )
      }
      guard earlier.until == nil, let until = grant.until else { return nil }
      return .keyEnded(grant.person, fingerprint: key.fingerprint, until)
    }
  }

  private static func roles(
    _ old: [String: Set<PersonID>],
    _ new: [String: Set<PersonID>]
  ) -> [RegistryDifference] {
    Set(old.keys).union(new.keys).sorted().flatMap { role in
      let (before, after) = (old[role] ?? [], new[role] ?? [])
      return after.subtracting(before).sorted().map { RegistryDifference.roleGiven($0, role) }
        + before.subtracting(after).sorted().map { RegistryDifference.roleTaken($0, role) }
    }
  }
}
