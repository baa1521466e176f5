public import Git
public import Policies
public import Signing

/// The beginning of a policy repository: registry version 1, then `root/1` on main.
public struct Founding: Sendable {
  let git: Repository
  let person: PersonID
  let key: PublicKey
  let signer: any Signer
  let now: Instant
  let seed: String

  /// Prepares the beginning.
  ///
  /// - Parameters:
  ///   - git: an empty repository.
  ///   - person: the first registrar, publisher and lawyer.
  ///   - key: that person's key.
  ///   - signer: makes the signatures with it.
  ///   - now: the time now.
  ///   - seed: 16 random bytes, which make the repository's identity its own.
  public init(
    in git: Repository,
    by person: PersonID,
    key: PublicKey,
    signer: any Signer,
    now: Instant,
    seed: [UInt8]
  ) {
    (self.git, self.person, self.key, self.signer, self.now) = (git, person, key, signer, now)
    self.seed = String(Digest.sha256(seed).prefix(32))
  }

  /// Makes the registry and main from the first files, and returns the repository.
  ///
  /// - Parameter files: paths and contents of main's first tree, with whether each is executable.
  /// - Returns: the repository, ready to work with.
  /// - Throws: `WorkflowError` for a bad path or a signature by another key.
  public func begin(
    with files: [(path: String, bytes: [UInt8], isExecutable: Bool)]
  ) async throws -> PolicyRepository {
    let tree = try firstRegistry()
    let registry = try await commit(
      RegistryChange(version: 1, manifest: Manifest(git).digest(ofTree: tree)),
      tree: tree,
      identity: nil,
      registry: nil
    )
    try git.update(RegistryArchive.ref, to: registry, expecting: nil, because: "writ init")
    let repository = try PolicyRepository(git, pinned: nil)
    let main = try mainTree(files)
    let root = try await commit(
      Root(manifest: Manifest(git).digest(ofTree: main)),
      tree: main,
      identity: repository.identity,
      registry: registry
    )
    try git.update(Chain.main, to: root, expecting: nil, because: "writ init")
    return repository
  }

  private func firstRegistry() throws -> ObjectID {
    var files = RegistryTree(git, seed: seed)
    try files.put(PersonEntry(person: person, groups: [], joined: now))
    try files.put(KeyGrant(person: person, key: key, from: now))
    try files.changeRoles(of: person, adding: [Role.registrar, Role.publisher, Role.legal])
    return try files.write()
  }

  private func mainTree(
    _ files: [(path: String, bytes: [UInt8], isExecutable: Bool)]
  ) throws -> ObjectID {
    var entries: [String: TreeFile?] = [:]
    for file in files {
      guard TreePath.isAllowed(file.path) else {
        throw WorkflowError.badPath(file.path, "the name has characters that are not allowed")
      }
      let id = try git.write(RawObject(kind: .blob, bytes: file.bytes))
      let mode: UInt32 = file.isExecutable ? 0o100755 : 0o100644
      entries[file.path] = TreeFile(path: file.path, mode: mode, id: id)
    }
    return try git.writeTree(from: nil, putting: entries)
  }

  private func commit(
    _ statement: any Statement,
    tree: ObjectID,
    identity: String?,
    registry: ObjectID?
  ) async throws -> ObjectID {
    let record = Record(
      statement,
      by: person,
      sequence: 1,
      repository: identity,
      previous: nil,
      registry: registry,
      ledger: nil
    )
    let unsigned = try UnsignedCommit(
      tree: tree,
      parents: [],
      person: person,
      time: now.seconds,
      message: record.encoded
    )
    let signature = try SSHSignature(
      armoured: try await signer.sign(unsigned.payload, namespace: "git")
    )
    guard signature.key == key else {
      throw WorkflowError.notTheirKey(person, fingerprint: signature.key.fingerprint)
    }
    try signature.verify(unsigned.payload, namespace: "git")
    let commit = SignedCommit(unsigned, signature: signature)
    return try git.write(RawObject(kind: .commit, bytes: commit.encoded))
  }
}
