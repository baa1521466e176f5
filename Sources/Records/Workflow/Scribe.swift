import Git
public import Policies
public import Signing

/// Makes signed objects in one person's name and appends them to chains.
///
/// Each operation ends in one ref update; before it, nothing of it counts, and after it all does.
public struct Scribe: Sendable {
  /// The repository.
  public let repository: PolicyRepository
  /// In whose name.
  public let person: PersonID
  let signer: any Signer
  let clock: @Sendable () -> Instant

  /// Makes a scribe.
  ///
  /// - Parameters:
  ///   - repository: where to write.
  ///   - person: in whose name.
  ///   - signer: makes the signatures.
  ///   - clock: the time now.
  public init(
    _ repository: PolicyRepository,
    as person: PersonID,
    signer: any Signer,
    clock: @escaping @Sendable () -> Instant
  ) {
    self.repository = repository
    self.person = person
    self.signer = signer
    self.clock = clock
  }

  /// The time now.
  public var now: Instant { clock() }

  /// The person as the newest registry has them; refuses strangers and leavers.
  ///
  /// Every step begins here, so it also refuses to write where a newer Writ has been.
  public func member() throws -> Member {
    try repository.requireUnderstood()
    let tip = repository.registryTip
    guard let member = try repository.registry.member(person, at: tip) else {
      throw WorkflowError.unknownPerson(person)
    }
    guard member.entry.left == nil else { throw WorkflowError.left(person) }
    return member
  }

  /// Refuses a person without a role.
  public func require(_ role: String) throws {
    guard try !member().roles.contains(role) else { return }
    let holders = try repository.registry.roles(at: repository.registryTip)[role] ?? []
    throw WorkflowError.needsRole(person, role, holders: holders.sorted())
  }

  /// Appends a record to a chain.
  ///
  /// When somebody else was faster the record is made again on top of theirs.
  @discardableResult
  func append(
    to ref: String,
    tree: ObjectID = .emptyTree,
    alsoParent: ObjectID? = nil,
    touching extra: [String] = [],
    beforeUpdate: (ObjectID) throws -> Void = { _ in },
    _ statement: (ObjectID?) throws -> any Statement
  ) async throws -> ObjectID {
    for _ in 0..<5 {
      let tip = try repository.git.reference(ref)
      let commit = try await commit(
        statement(tip),
        to: ref,
        after: tip,
        tree: tree,
        alsoParent: alsoParent
      )
      do {
        return try store(commit, at: ref, expecting: tip, touching: extra, beforeUpdate)
      } catch let error as GitError where error.code == .modified || error.code == .exists {
        continue
      }
    }
    throw WorkflowError.busy(ref)
  }

  private func commit(
    _ statement: any Statement,
    to ref: String,
    after tip: ObjectID?,
    tree: ObjectID,
    alsoParent: ObjectID?
  ) async throws -> SignedCommit {
    let previous = try tip.map { try ChainLink($0, in: repository.git) }
    let record = Record(
      statement,
      by: person,
      sequence: (previous?.record.sequence ?? 0) + 1,
      repository: repository.identity,
      previous: previous?.digest,
      registry: repository.registryTip,
      ledger: ref == Chain.ledger ? nil : try repository.newestReceipt()
    )
    let unsigned = try UnsignedCommit(
      tree: tree,
      parents: [tip, alsoParent].compactMap { $0 },
      person: person,
      time: try moment(after: previous?.time).seconds,
      message: record.encoded
    )
    guard try Record(parsing: record.encoded) == record else {
      throw WorkflowError.unusableSignature("the record does not read back as it was written")
    }
    return try await sign(unsigned)
  }

  private func store(
    _ commit: SignedCommit,
    at ref: String,
    expecting tip: ObjectID?,
    touching extra: [String],
    _ beforeUpdate: (ObjectID) throws -> Void
  ) throws -> ObjectID {
    let git = repository.git
    return try git.exclusively(touching: [ref] + extra) {
      if commit.tree == .emptyTree { try git.write(RawObject(kind: .tree, bytes: [])) }
      let id = try git.write(RawObject(kind: .commit, bytes: commit.encoded))
      guard try git.reference(ref) == tip else {
        throw GitError(code: .modified, message: "'\(ref)' moved", operation: "update '\(ref)'")
      }
      try beforeUpdate(id)
      try git.update(ref, to: id, expecting: tip, because: "writ: \(person)")
      return id
    }
  }

  /// Signs a commit and checks the signature against the registry before anything is stored.
  func sign(_ commit: UnsignedCommit) async throws -> SignedCommit {
    let signature = try await signature(of: commit.payload, at: Instant(seconds: commit.time))
    return SignedCommit(commit, signature: signature)
  }

  /// Signs bytes and checks that the signature is canonical and the person's own.
  func signature(of payload: [UInt8], at moment: Instant) async throws -> SSHSignature {
    let member = try member()
    let armoured = try await signer.sign(payload, namespace: "git")
    let signature: SSHSignature
    do {
      signature = try SSHSignature(armoured: armoured)
    } catch {
      throw WorkflowError.unusableSignature("\(error)")
    }
    do throws(Refusal) {
      try member.check(signature, of: payload, at: moment)
    } catch {
      throw explain(error, signature.key, member)
    }
    return signature
  }

  private func explain(_ refusal: Refusal, _ key: PublicKey, _ member: Member) -> any Error {
    guard refusal.code == .key else { return WorkflowError.unusableSignature(refusal.reason) }
    return member.keys.contains { $0.keyLine == key.line }
      ? WorkflowError.keyExpired(person)
      : WorkflowError.notTheirKey(person, fingerprint: key.fingerprint)
  }
}
