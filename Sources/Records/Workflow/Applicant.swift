public import Git
public import Policies
public import Signing

/// Somebody with a key that is not in the registry yet.
public struct Applicant: Sendable {
  private let repository: PolicyRepository
  private let person: PersonID
  private let key: PublicKey
  private let signer: any Signer
  private let now: Instant

  /// Makes an applicant.
  ///
  /// - Parameters:
  ///   - repository: where to be let in.
  ///   - person: as whom.
  ///   - key: the public half of the key.
  ///   - signer: signs with it.
  ///   - now: the time now.
  public init(
    to repository: PolicyRepository,
    as person: PersonID,
    key: PublicKey,
    signer: any Signer,
    now: Instant
  ) {
    (self.repository, self.person, self.key) = (repository, person, key)
    (self.signer, self.now) = (signer, now)
  }

  /// Asks that the key be entered: an `enrol/1` request, signed by the key itself.
  ///
  /// - Parameters:
  ///   - code: the one-time code that the person was given; `nil` without one.
  ///   - replaced: the fingerprint of the key that this one takes the place of; `nil` for none.
  /// - Returns: the request as it now waits.
  /// - Throws: `WorkflowError.keyTaken` for a key that is entered already, and what signing throws.
  public func request(
    code: EnrolmentCode?,
    replacing replaced: String?
  ) async throws -> EnrolmentRequest {
    let request = try await signedRequest(code: code, replacing: replaced)
    try repository.git.exclusively(touching: [request.ref]) { try store(request) }
    return request
  }

  /// The request, signed and not stored yet.
  func signedRequest(
    code: EnrolmentCode?,
    replacing replaced: String?
  ) async throws -> EnrolmentRequest {
    try repository.requireUnderstood()
    if let owner = try repository.keyOwners()[key.line] { throw WorkflowError.keyTaken(owner) }
    let commit = try await sign(enrolment(code, replaced))
    let request = try EnrolmentRequest(
      parsing: commit,
      repository: repository.identity,
      passkeys: repository.registry.passkeys(at: repository.registryTip)
    )
    guard try repository.git.reference(request.ref) == nil else {
      throw WorkflowError.alreadyRequested(person, fingerprint: key.fingerprint)
    }
    return request
  }

  /// Stores a signed request; from here on it waits.
  func store(_ request: EnrolmentRequest) throws {
    let git = repository.git
    try git.write(RawObject(kind: .tree, bytes: []))
    let id = try git.write(RawObject(kind: .commit, bytes: request.bytes))
    try git.update(request.ref, to: id, expecting: nil, because: "writ join")
  }

  private func enrolment(_ code: EnrolmentCode?, _ replaced: String?) -> Enrolment {
    let proof = code.map {
      EnrolmentRequest.proof($0.hash, repository: repository.identity, person, key: key)
    }
    return Enrolment(of: key, proof: proof, replaces: replaced)
  }

  private func sign(_ enrolment: Enrolment) async throws -> [UInt8] {
    let record = Record(
      enrolment,
      by: person,
      sequence: 1,
      repository: repository.identity,
      previous: nil,
      registry: repository.registryTip,
      ledger: try repository.newestReceipt()
    )
    let unsigned = try UnsignedCommit(
      tree: .emptyTree,
      parents: [],
      person: person,
      time: now.seconds,
      message: record.encoded
    )
    let signature: SSHSignature
    do {
      signature = try SSHSignature(
        armoured: await signer.sign(unsigned.payload, namespace: "git")
      )
    } catch let error as SigningError {
      throw WorkflowError.unusableSignature(error.description)
    }
    return SignedCommit(unsigned, signature: signature).encoded
  }
}

extension Scribe {
  /// Consents, with a key that is in the registry, to a further key: a `vouch/1` record.
  @discardableResult
  public func vouch(for request: EnrolmentRequest) async throws -> ObjectID {
    try await append(to: Chain.records(of: person)) { _ in Vouch(for: request.id) }
  }

  /// Asks for a further key of one's own, with the consent of one that is in the registry: an
  /// `enrol/1` request and a `vouch/1` record.
  ///
  /// The consent is signed and checked before either is stored, so that no request is left alone.
  ///
  /// - Parameters:
  ///   - applicant: the person, with the further key.
  ///   - replaced: the fingerprint of the key that it takes the place of; `nil` for none.
  /// - Returns: the request as it now waits.
  /// - Throws: what `Applicant.request` throws, and `WorkflowError.keyExpired` for a key that has ended.
  public func request(
    _ applicant: Applicant,
    replacing replaced: String?
  ) async throws -> EnrolmentRequest {
    let request = try await applicant.signedRequest(code: nil, replacing: replaced)
    try await append(
      to: Chain.records(of: person),
      touching: [request.ref],
      beforeUpdate: { _ in try applicant.store(request) },
      { _ in Vouch(for: request.id) }
    )
    return request
  }
}
