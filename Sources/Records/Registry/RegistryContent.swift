import Git
import Policies
import Signing

/// All files of one version of the registry, read.
struct RegistryContent: Sendable {
  /// The people of one pair of files.
  struct Shard: Sendable {
    var signers: [KeyGrant] = []
    var people: [PersonEntry] = []
    /// The files that they were read from.
    var signersFile: ObjectID?
    var peopleFile: ObjectID?
  }

  private(set) var shards: [String: Shard] = [:]
  private var roles: [String: Set<PersonID>] = [:]
  private var settings: RegistrySettings?
  /// Requests and consents that the registry keeps, by path.
  private var papers: [String: ObjectID] = [:]
  /// Every key that was ever listed, as `<type> <base64>`, and whose it is.
  private var owners: [String: PersonID] = [:]

  /// The keys that this version ends, as `<type> <base64>`, with the moment of their end.
  private(set) var ended: [String: Instant] = [:]

  static let empty = RegistryContent()

  private init() {}

  /// How many registrars a new version needs, whoever signs it included.
  var threshold: Int { settings?.threshold ?? 1 }

  /// Reads the next version from what it changes, and checks what it may change.
  ///
  /// - Parameters:
  ///   - changes: the files that differ from the version before.
  ///   - previous: the version before.
  ///   - decision: by whom the change is made.
  ///   - repository: where to read.
  ///   - manifest: keeps the digests of the files that are read.
  /// - Throws: `R-REGISTRY` for what a registry may never do.
  init(
    applying changes: [FileChange],
    to previous: RegistryContent,
    by decision: RegistryDecision,
    in repository: Repository,
    noting manifest: Manifest
  ) throws(Refusal) {
    self = previous
    ended = [:]
    var (files, newPapers): ([TreeFile], [TreeFile]) = ([], [])
    for change in changes {
      guard let file = change.new else {
        throw Refusal(.registry, "'\(SafeText.excerpt(change.path))' is gone")
      }
      guard RegistryPaper.isPath(change.path) else {
        files.append(file)
        continue
      }
      guard change.old == nil else {
        throw Refusal(.registry, "'\(change.path)' was changed; it is kept as it was")
      }
      papers[change.path] = file.id
      newPapers.append(file)
    }
    let read = try RegistryFile.read(files, by: manifest) { shard in
      Set(previous.shards[shard]?.signers.map(\.keyLine) ?? [])
    }
    let touched = Set(read.compactMap { take($0.file, $0.id) })
    for shard in touched { try check(shard, after: previous) }
    try checkRoles()
    try checkSettings(after: previous, decision)
    let accepted = try check(newPapers, after: previous, decision, in: repository)
    try checkFurtherKeys(touched, after: previous, accepted, decision)
  }

  /// Takes a file over; returns the shard that it belongs to, if it belongs to one.
  private mutating func take(_ file: RegistryFile, _ id: ObjectID) -> String? {
    switch file {
    case .roles(let roles): self.roles = roles
    case .settings(let settings): self.settings = settings
    case .signers(let signers, let shard):
      shards[shard, default: Shard()].signers = signers
      shards[shard]?.signersFile = id
      return shard
    case .people(let people, let shard):
      shards[shard, default: Shard()].people = people
      shards[shard]?.peopleFile = id
      return shard
    }
    return nil
  }

  private mutating func check(_ name: String, after previous: RegistryContent) throws(Refusal) {
    let (old, new) = (previous.shards[name] ?? Shard(), shards[name] ?? Shard())
    try checkKeys(new.signers, after: old.signers)
    try RegistryContent.checkPeople(new.people, after: old.people)
    let known = Set(new.people.map(\.person))
    if let stranger = new.signers.first(where: { !known.contains($0.person) }) {
      throw Refusal(.registry, "a key of '\(stranger.person)', who is not listed")
    }
    let gone = Set(new.people.filter { $0.left != nil }.map(\.person))
    if let key = new.signers.first(where: { gone.contains($0.person) && $0.until == nil }) {
      throw Refusal(.registry, "'\(key.person)' has left and still has a key in use")
    }
  }

  private func checkSettings(
    after previous: RegistryContent,
    _ decision: RegistryDecision
  ) throws(Refusal) {
    guard let settings else { throw Refusal(.registry, "registry.yml is missing") }
    if let old = previous.settings {
      guard settings.seed == old.seed else { throw Refusal(.registry, "the seed was changed") }
      guard decision.registrars >= old.threshold else {
        throw Refusal(
          .approval,
          "\(decision.registrars) of the \(old.threshold) registrars that it needs agreed"
        )
      }
      guard old.ledger == nil || settings.ledger != nil else {
        throw Refusal(.registry, "the ledger was given up")
      }
    }
    let registrars = roles[Role.registrar]?.count ?? 0
    guard (1...max(1, registrars)).contains(settings.threshold) else {
      throw Refusal(
        .registry,
        "a threshold of \(settings.threshold) with \(registrars) registrars"
      )
    }
    guard let ledger = settings.ledger else { return }
    let entry = shards[RegistryFiles.shard(of: ledger)]?.people.first { $0.person == ledger }
    guard entry?.left == nil, entry != nil else {
      throw Refusal(.registry, "the ledger is '\(ledger)', who is not listed")
    }
    guard !roles.contains(where: { $0.value.contains(ledger) }) else {
      throw Refusal(.registry, "the ledger '\(ledger)' holds a role; a server decides nothing")
    }
  }

  /// Checks new requests and consents; returns the keys whose owner's older key consented.
  private func check(
    _ files: [TreeFile],
    after previous: RegistryContent,
    _ decision: RegistryDecision,
    in repository: Repository
  ) throws(Refusal) -> Set<String> {
    guard !files.isEmpty, let identity = decision.identity else { return [] }
    var requests: [String: EnrolmentRequest] = [:]
    for file in files where file.path.hasPrefix("enrolments/") {
      let bytes = try repository.content(file.id)
      let request = try EnrolmentRequest(
        parsing: bytes,
        repository: identity,
        passkeys: settings?.passkeys
      )
      guard request.path == file.path, owners[request.enrolment.key.line] == request.person else {
        throw Refusal(.registry, "'\(file.path)' is a request that was not granted")
      }
      requests[request.vouchPath] = request
    }
    var accepted: Set<String> = []
    for file in files where file.path.hasPrefix("vouches/") {
      guard let request = requests[file.path] else {
        throw Refusal(.registry, "'\(file.path)' consents to nothing that is asked here")
      }
      let member = try previous.member(request.person)
      let consent = try repository.content(file.id)
      try RegistryPaper.check(consent, for: request, by: member, identity, decision)
      accepted.insert(request.enrolment.key.line)
    }
    return accepted
  }

  /// A further key of a person needs the consent of an older one, or two registrars.
  private func checkFurtherKeys(
    _ touched: Set<String>,
    after previous: RegistryContent,
    _ accepted: Set<String>,
    _ decision: RegistryDecision
  ) throws(Refusal) {
    guard decision.registrars < 2 else { return }
    for name in touched {
      let before = previous.shards[name]?.signers ?? []
      let (lines, owners) = (Set(before.map(\.keyLine)), Set(before.map(\.person)))
      let unconfirmed = (shards[name]?.signers ?? []).first {
        !lines.contains($0.keyLine) && owners.contains($0.person) && !accepted.contains($0.keyLine)
      }
      if let unconfirmed {
        throw Refusal(
          .approval,
          "a further key of '\(unconfirmed.person)' needs the consent of an older one, or two registrars"
        )
      }
    }
  }

  /// Whose a key is or was, given as `<type> <base64>`.
  func owner(of key: String) -> PersonID? { owners[key] }

  /// The person, who must be listed.
  func member(_ person: PersonID) throws(Refusal) -> Member {
    let shard = shards[RegistryFiles.shard(of: person)]
    guard let entry = shard?.people.first(where: { $0.person == person }) else {
      throw Refusal(.person, "'\(person)' is not in the registry")
    }
    return try Member(
      entry: entry,
      roles: Set(roles.filter { $0.value.contains(person) }.keys),
      keys: shard?.signers.filter { $0.person == person } ?? [],
      passkeys: settings?.passkeys
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
      if old.until == nil { ended[old.keyLine] = new.until }
    }
    let before = Set(previous.map(\.keyLine))
    for grant in grants where !before.contains(grant.keyLine) {
      if let owner = owners[grant.keyLine] {
        throw Refusal(.registry, "a key of '\(grant.person)' was already entered for '\(owner)'")
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
}
