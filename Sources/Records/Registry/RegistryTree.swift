import Git
import Policies
import Signing

/// The files of the next version of a registry, being written.
///
/// Each file is read once and written once, however many people in it change.
struct RegistryTree {
  private let git: Repository
  private let base: ObjectID?
  private var people: [String: [PersonEntry]] = [:]
  private var signers: [String: [KeyGrant]] = [:]
  private var roles: [String: Set<PersonID>]?
  private var settings: RegistrySettings?
  private var papers: [String: [UInt8]] = [:]

  /// Begins with an empty registry; `seed` is 32 random hexadecimal digits.
  init(_ git: Repository, seed: String) {
    (self.git, base) = (git, nil)
    settings = RegistrySettings(seed: seed)
  }

  /// Begins with the files of a version's tree.
  init(_ git: Repository, from base: ObjectID) {
    (self.git, self.base) = (git, base)
  }

  /// A person as the files have them now.
  func entry(of person: PersonID) throws -> PersonEntry? {
    try people(RegistryFiles.shard(of: person)).first { $0.person == person }
  }

  /// Enters a person, or replaces their entry.
  mutating func put(_ entry: PersonEntry) throws {
    let shard = RegistryFiles.shard(of: entry.person)
    var entries = try people(shard)
    entries.removeAll { $0.person == entry.person }
    people[shard] = entries + [entry]
  }

  /// Enters a key.
  mutating func put(_ key: KeyGrant) throws {
    let shard = RegistryFiles.shard(of: key.person)
    signers[shard] = try signers(shard) + [key]
  }

  /// Ends the keys of a person that are in use and that a test picks.
  mutating func endKeys(
    of person: PersonID,
    at moment: Instant,
    where picks: (KeyGrant) throws -> Bool
  ) throws {
    let shard = RegistryFiles.shard(of: person)
    signers[shard] = try signers(shard).map { key in
      guard key.person == person, key.until == nil, try picks(key) else { return key }
      return key.ending(at: max(moment, key.from))
    }
  }

  /// Gives a person roles and takes others away.
  mutating func changeRoles(
    of person: PersonID,
    adding: [String] = [],
    removing: [String] = []
  ) throws {
    var holders = try roles ?? read(RegistryFiles.rolesPath).map(RegistryFiles.roles) ?? [:]
    for role in adding { holders[role, default: []].insert(person) }
    for role in removing { holders[role]?.remove(person) }
    roles = holders
  }

  /// Sets how many registrars decide.
  mutating func setThreshold(_ threshold: Int) throws {
    guard let bytes = try read(RegistrySettings.path) else { return }
    var next = try settings ?? RegistrySettings(parsing: bytes)
    next.threshold = threshold
    settings = next
  }

  /// Sets which browser passkeys are accepted; `nil` for none.
  mutating func setPasskeys(_ rules: PasskeyRules?) throws {
    guard let bytes = try read(RegistrySettings.path) else { return }
    var next = try settings ?? RegistrySettings(parsing: bytes)
    next.passkeys = rules
    settings = next
  }

  /// Sets the server that signs receipts.
  mutating func setLedger(_ person: PersonID) throws {
    guard let bytes = try read(RegistrySettings.path) else { return }
    var next = try settings ?? RegistrySettings(parsing: bytes)
    next.ledger = person
    settings = next
  }

  /// Keeps a request, and an older key's consent to it.
  mutating func keep(_ request: EnrolmentRequest, vouch: [UInt8]?) {
    papers[request.path] = request.bytes
    if let vouch { papers[request.vouchPath] = vouch }
  }

  /// Stores the files and returns the tree.
  func write() throws -> ObjectID {
    var files = papers
    for (shard, entries) in people {
      files[RegistryFiles.peoplePath(shard)] = RegistryFiles.encode(entries)
    }
    for (shard, keys) in signers where !keys.isEmpty {
      files[RegistryFiles.signersPath(shard)] = RegistryFiles.encode(keys)
    }
    if let roles { files[RegistryFiles.rolesPath] = RegistryFiles.encode(roles) }
    if let settings { files[RegistrySettings.path] = settings.encoded }
    var entries: [String: TreeFile?] = [:]
    for (path, bytes) in files {
      let id = try git.write(RawObject(kind: .blob, bytes: bytes))
      entries[path] = TreeFile(path: path, mode: 0o100644, id: id)
    }
    return try git.writeTree(from: base, putting: entries)
  }

  private func people(_ shard: String) throws -> [PersonEntry] {
    if let entries = people[shard] { return entries }
    return try read(RegistryFiles.peoplePath(shard))
      .map { try RegistryFiles.people($0, shard: shard) } ?? []
  }

  private func signers(_ shard: String) throws -> [KeyGrant] {
    if let keys = signers[shard] { return keys }
    return try read(RegistryFiles.signersPath(shard))
      .map { try RegistryFiles.signers($0, shard: shard) } ?? []
  }

  private func read(_ path: String) throws -> [UInt8]? {
    guard let base, let file = try git.entry(path, in: base) else { return nil }
    return try git.content(file.id)
  }
}
