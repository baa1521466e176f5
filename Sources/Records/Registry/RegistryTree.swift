import Git
import Policies

/// The files of the next version of a registry, being written.
struct RegistryTree {
  private let git: Repository
  private let base: ObjectID?
  private var files: [String: [UInt8]] = [:]

  /// Begins with an empty registry; `seed` is 32 random hexadecimal digits.
  init(_ git: Repository, seed: String) {
    (self.git, base) = (git, nil)
    files["registry.yml"] = RegistryFiles.settings(seed: seed)
  }

  /// Begins with the files of a version's tree.
  init(_ git: Repository, from base: ObjectID) {
    (self.git, self.base) = (git, base)
  }

  /// With a person and, where given, one more key of theirs.
  func putting(_ entry: PersonEntry, key: KeyGrant?) throws -> RegistryTree {
    var next = self
    let shard = RegistryFiles.shard(of: entry.person)
    let path = RegistryFiles.peoplePath(shard)
    var people = try read(path).map { try RegistryFiles.people($0, shard: shard) } ?? []
    people.removeAll { $0.person == entry.person }
    next.files[path] = RegistryFiles.encode(people + [entry])
    guard let key else { return next }
    let signers = RegistryFiles.signersPath(shard)
    let grants = try read(signers).map { try RegistryFiles.signers($0, shard: shard) } ?? []
    next.files[signers] = RegistryFiles.encode(grants + [key])
    return next
  }

  /// With more roles for a person.
  func granting(_ roles: [String], to person: PersonID) throws -> RegistryTree {
    var next = self
    var holders = try read("roles.yml").map { try RegistryFiles.roles($0) } ?? [:]
    for role in roles { holders[role, default: []].insert(person) }
    next.files["roles.yml"] = RegistryFiles.encode(holders)
    return next
  }

  /// With fewer roles for a person.
  func revoking(_ roles: [String], of person: PersonID) throws -> RegistryTree {
    var next = self
    var holders = try read("roles.yml").map { try RegistryFiles.roles($0) } ?? [:]
    for role in roles { holders[role]?.remove(person) }
    next.files["roles.yml"] = RegistryFiles.encode(holders)
    return next
  }

  /// Stores the files and returns the tree.
  func write() throws -> ObjectID {
    var entries: [String: TreeFile?] = [:]
    for (path, bytes) in files {
      let id = try git.write(RawObject(kind: .blob, bytes: bytes))
      entries[path] = TreeFile(path: path, mode: 0o100644, id: id)
    }
    return try git.writeTree(from: base, putting: entries)
  }

  private func read(_ path: String) throws -> [UInt8]? {
    if let bytes = files[path] { return bytes }
    guard let base, let file = try git.entry(path, in: base) else { return nil }
    return try git.content(file.id)
  }
}
