import Git
import Policies
import Signing

/// All files of one version of the registry, read.
struct RegistryContent: Sendable {
  private struct Shard: Sendable {
    var signers: [KeyGrant] = []
    var people: [PersonEntry] = []
    var files: Set<ObjectID> = []
  }

  private var shards: [String: Shard] = [:]
  private var roles: [String: Set<PersonID>] = [:]
  /// Every key that was ever listed, as `<type> <base64>`, and whose it is.
  private var owners: [String: PersonID] = [:]

  static let empty = RegistryContent()

  private init() {}

  /// Reads a version; shards whose files did not change are taken from the one before.
  init(
    _ listing: [TreeFile],
    of tree: ObjectID,
    after previous: RegistryContent,
    in repository: Repository
  ) throws(Refusal) {
    var files: [String: Set<ObjectID>] = [:]
    for file in listing {
      switch file.path {
      case "roles.yml": roles = try RegistryFiles.roles(repository.content(file.id))
      case "registry.yml":
        guard RegistryFiles.areSettings(try repository.content(file.id)) else {
          throw Refusal(.registry, "registry.yml says something that this Writ does not know")
        }
      default: files[try RegistryContent.shard(file.path), default: []].insert(file.id)
      }
    }
    owners = previous.owners
    for (name, ids) in files {
      if let same = previous.shards[name], same.files == ids {
        shards[name] = same
      } else {
        shards[name] = try RegistryContent.read(name, ids, tree, in: repository)
      }
    }
  }

  /// Checks what a new version may change of the one before, and notes its new keys.
  mutating func note(_ previous: RegistryContent) throws(Refusal) {
    for (name, shard) in shards where previous.shards[name]?.files != shard.files {
      try checkKeys(shard.signers, after: previous.shards[name]?.signers ?? [])
      try RegistryContent.checkPeople(shard.people, after: previous.shards[name]?.people ?? [])
      let known = Set(shard.people.map(\.person))
      if let stranger = shard.signers.first(where: { !known.contains($0.person) }) {
        throw Refusal(.registry, "a key of '\(stranger.person)', who is not listed")
      }
    }
    if let gone = previous.shards.keys.first(where: { shards[$0] == nil }) {
      throw Refusal(.registry, "the people of file \(gone) are gone")
    }
    try checkRoles()
  }

  /// The person, who must be listed.
  func member(_ person: PersonID) throws(Refusal) -> Member {
    let shard = shards[RegistryFiles.shard(of: person)]
    guard let entry = shard?.people.first(where: { $0.person == person }) else {
      throw Refusal(.person, "'\(person)' is not in the registry")
    }
    return try Member(
      entry: entry,
      roles: Set(roles.filter { $0.value.contains(person) }.keys),
      keys: shard?.signers.filter { $0.person == person } ?? []
    )
  }

  private mutating func checkKeys(
    _ grants: [KeyGrant],
    after previous: [KeyGrant]
  ) throws(Refusal) {
    let now = Dictionary(grants.map { ($0.keyLine, $0) }, uniquingKeysWith: { first, _ in first })
    guard now.count == grants.count else { throw Refusal(.registry, "a key is listed twice") }
    for old in previous {
      guard let new = now[old.keyLine], new.person == old.person, new.from == old.from,
        old.until == nil || new.until == old.until
      else { throw Refusal(.registry, "a key of '\(old.person)' was changed or removed") }
    }
    let before = Set(previous.map(\.keyLine))
    for grant in grants where !before.contains(grant.keyLine) {
      if let owner = owners[grant.keyLine] {
        throw Refusal(.registry, "a key of '\(grant.person)' was already entered for '\(owner)'")
      }
      do throws(SigningError) { _ = try grant.key } catch {
        throw Refusal(.registry, "a key of '\(grant.person)' is \(error)")
      }
      owners[grant.keyLine] = grant.person
    }
  }

  private static func checkPeople(
    _ people: [PersonEntry],
    after previous: [PersonEntry]
  ) throws(Refusal) {
    let now = Dictionary(people.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
    for old in previous {
      guard let new = now[old.person], new.joined == old.joined,
        old.left == nil || new.left == old.left
      else { throw Refusal(.registry, "'\(old.person)' was removed or came back") }
    }
  }

  private func checkRoles() throws(Refusal) {
    for person in Set(roles.values.flatMap { $0 }) {
      guard try member(person).entry.left == nil else {
        throw Refusal(.registry, "'\(person)' has left and still holds a role")
      }
    }
    guard roles[Role.registrar]?.isEmpty == false else {
      throw Refusal(.registry, "there is no registrar left")
    }
  }

  private static func shard(_ path: String) throws(Refusal) -> String {
    for name in [path.dropFirst("signers/".count), path.dropFirst("people/".count).dropLast(4)] {
      let shard = String(name)
      let fits = path == RegistryFiles.signersPath(shard) || path == RegistryFiles.peoplePath(shard)
      if fits, shard.utf8.count == 2 { return shard }
    }
    throw Refusal(.registry, "'\(SafeText.excerpt(path))' does not belong into a registry")
  }

  private static func read(
    _ name: String,
    _ ids: Set<ObjectID>,
    _ tree: ObjectID,
    in repository: Repository
  ) throws(Refusal) -> Shard {
    var shard = Shard(files: ids)
    if let file = try repository.entry(RegistryFiles.signersPath(name), in: tree) {
      shard.signers = try RegistryFiles.signers(repository.content(file.id), shard: name)
    }
    if let file = try repository.entry(RegistryFiles.peoplePath(name), in: tree) {
      shard.people = try RegistryFiles.people(repository.content(file.id), shard: name)
    }
    return shard
  }
}
