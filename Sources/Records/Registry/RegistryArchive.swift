public import Git
public import Policies
public import Signing
import Synchronization

/// Reads people, keys and roles as any version of the registry has them.
///
/// Only the two small files that a person is in are read, so one acknowledgement costs the same
/// with 50,000 people. What was read is kept for the life of the value.
public final class RegistryArchive: Sendable {
  private struct Question: Hashable {
    var person: PersonID
    var version: ObjectID
  }

  /// What is asked of a version for everybody in turn.
  private struct Version {
    /// The files of people and keys, by path.
    var files: [String: ObjectID] = [:]
    var roles: [PersonID: Set<String>] = [:]
    var passkeys: PasskeyRules?
  }

  private struct Place: Hashable {
    var tree: ObjectID
    var shard: String
  }

  private struct Files {
    var people: [ObjectID: [PersonEntry]] = [:]
    var signers: [ObjectID: [KeyGrant]] = [:]
  }

  private let repository: Repository
  private let known = Mutex<[Question: Member?]>([:])
  private let versions = Mutex<[ObjectID: Version]>([:])
  private let people = Mutex<[ObjectID: [PersonID: PersonEntry]]>([:])
  private let keys = Mutex<[ObjectID: [PersonID: [KeyGrant]]]>([:])
  /// What was read and checked already, and nobody has asked for yet.
  private let read = Mutex(Files())
  /// The file of people of each tree and shard that was asked for.
  private let places = Mutex<[Place: ObjectID?]>([:])
  private let trees = Mutex<[ObjectID: ObjectID]>([:])
  private let roleFiles = Mutex<[ObjectID: [String: Set<PersonID>]]>([:])
  private let settingsFiles = Mutex<[ObjectID: RegistrySettings]>([:])

  /// The ref of the registry.
  public static let ref = "refs/writ/registry"

  /// Makes an archive that reads from a repository.
  public init(_ repository: Repository) { self.repository = repository }

  /// Keeps the files of a version that were read elsewhere.
  func keep(_ content: RegistryContent) {
    read.withLock { read in
      for shard in content.shards.values {
        if let file = shard.peopleFile { read.people[file] = shard.people }
        if let file = shard.signersFile { read.signers[file] = shard.signers }
      }
    }
  }

  /// The person as the registry commit `version` has them; `nil` if it does not list them.
  public func member(_ person: PersonID, at version: ObjectID) throws(Refusal) -> Member? {
    let question = Question(person: person, version: version)
    if let answer = known.withLock({ $0[question] }) { return answer }
    let answer = try load(person, at: version)
    known.withLock { $0[question] = answer }
    return answer
  }

  /// The person, who must be listed.
  public func requiredMember(_ person: PersonID, at version: ObjectID) throws(Refusal) -> Member {
    guard let member = try member(person, at: version) else {
      throw Refusal(.person, "'\(person)' is not in the registry")
    }
    return member
  }

  /// The person's groups and dates in the registry commit `version`; `nil` if it does not list them.
  func entry(of person: PersonID, at version: ObjectID) throws(Refusal) -> PersonEntry? {
    let shard = RegistryFiles.shard(of: person)
    let place = Place(tree: try tree(of: version), shard: shard)
    let file: ObjectID?
    if let known = places.withLock({ $0[place] }) {
      file = known
    } else {
      file = try repository.entry(RegistryFiles.peoplePath(shard), in: place.tree)?.id
      places.withLock { $0[place] = .some(file) }
    }
    return try file.flatMap { file throws(Refusal) in try people(in: file, shard)[person] }
  }

  /// Everybody whom the registry commit `version` lists, by id.
  public func people(at version: ObjectID) throws(Refusal) -> [PersonEntry] {
    let tree = try tree(of: version)
    var found: [PersonEntry] = []
    for file in try repository.listing(tree, under: "people") {
      let shard = String(file.path.dropFirst("people/".count).prefix(2))
      found += try RegistryFiles.people(repository.content(file.id), shard: shard)
    }
    return found.sorted { $0.person < $1.person }
  }

  /// Everybody who can owe an acknowledgement: the server that signs receipts is nobody.
  public func employees(at version: ObjectID) throws(Refusal) -> [PersonEntry] {
    let server = try ledger(at: version)
    return try people(at: version).filter { $0.person != server }
  }

  /// Who holds which role.
  public func roles(at version: ObjectID) throws(Refusal) -> [String: Set<PersonID>] {
    let tree = try tree(of: version)
    guard let file = try repository.entry("roles.yml", in: tree) else { return [:] }
    if let roles = roleFiles.withLock({ $0[file.id] }) { return roles }
    let roles = try RegistryFiles.roles(repository.content(file.id))
    roleFiles.withLock { $0[file.id] = roles }
    return roles
  }

  /// Which browser passkeys the registry commit `version` accepts; `nil` for none.
  public func passkeys(at version: ObjectID) throws(Refusal) -> PasskeyRules? {
    try settings(at: version).passkeys
  }

  /// The server that signs receipts, by the registry commit `version`; `nil` without a ledger.
  public func ledger(at version: ObjectID) throws(Refusal) -> PersonID? {
    try settings(at: version).ledger
  }

  /// How many registrars must agree to the version after `version`.
  func threshold(at version: ObjectID) throws(Refusal) -> Int {
    try settings(at: version).threshold
  }

  private func settings(at version: ObjectID) throws(Refusal) -> RegistrySettings {
    guard let file = try repository.entry(RegistrySettings.path, in: tree(of: version)) else {
      throw Refusal(.registry, "registry.yml is missing")
    }
    if let known = settingsFiles.withLock({ $0[file.id] }) { return known }
    let settings = try RegistrySettings(parsing: repository.content(file.id))
    settingsFiles.withLock { $0[file.id] = settings }
    return settings
  }

  /// Everybody's keys, as one `allowed_signers` file.
  public func allowedSigners(at version: ObjectID) throws(Refusal) -> [UInt8] {
    var lines: [UInt8] = []
    for file in try repository.listing(tree(of: version), under: "signers") {
      lines += try repository.content(file.id)
    }
    return lines
  }

  func tree(of version: ObjectID) throws(Refusal) -> ObjectID {
    if let tree = trees.withLock({ $0[version] }) { return tree }
    let tree = try repository.signedCommit(version).commit.tree
    trees.withLock { $0[version] = tree }
    return tree
  }

  private func load(_ person: PersonID, at version: ObjectID) throws(Refusal) -> Member? {
    let found = try understood(version)
    let shard = RegistryFiles.shard(of: person)
    guard let file = found.files[RegistryFiles.peoplePath(shard)],
      let entry = try people(in: file, shard)[person]
    else { return nil }
    let signers = found.files[RegistryFiles.signersPath(shard)]
    let grants = try signers.map { file throws(Refusal) in try keys(in: file, shard) } ?? [:]
    return try Member(
      entry: entry,
      roles: found.roles[person] ?? [],
      keys: grants[person] ?? [],
      passkeys: found.passkeys
    )
  }

  /// Lists the files of a version, and reads the few that everybody shares, once.
  private func understood(_ version: ObjectID) throws(Refusal) -> Version {
    let tree = try tree(of: version)
    if let found = versions.withLock({ $0[tree] }) { return found }
    var found = Version(passkeys: try passkeys(at: version))
    for folder in ["people", "signers"] {
      for file in try repository.listing(tree, under: folder) { found.files[file.path] = file.id }
    }
    for (role, people) in try roles(at: version) {
      for person in people { found.roles[person, default: []].insert(role) }
    }
    versions.withLock { [found] in $0[tree] = found }
    return found
  }

  /// Everybody in a file of people; read once, since the people of a file are asked for in turn.
  private func people(
    in file: ObjectID,
    _ shard: String
  ) throws(Refusal) -> [PersonID: PersonEntry] {
    if let found = people.withLock({ $0[file] }) { return found }
    let kept = read.withLock { $0.people.removeValue(forKey: file) }
    let entries =
      if let kept { kept } else {
        try RegistryFiles.people(repository.content(file), shard: shard)
      }
    let found = Dictionary(entries.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
    people.withLock { $0[file] = found }
    return found
  }

  private func keys(in file: ObjectID, _ shard: String) throws(Refusal) -> [PersonID: [KeyGrant]] {
    if let found = keys.withLock({ $0[file] }) { return found }
    let kept = read.withLock { $0.signers.removeValue(forKey: file) }
    let grants =
      if let kept { kept } else {
        try RegistryFiles.signers(repository.content(file), shard: shard)
      }
    let found = Dictionary(grouping: grants, by: \.person)
    keys.withLock { $0[file] = found }
    return found
  }
}
