public import Git
public import Policies
public import Signing

/// A request to be let in, as it was found: in its canonical form and signed by the new key.
///
/// That the key's holder is the person whom the request names is not shown by it; that is for the
/// one-time code, or for whoever admits.
public struct EnrolmentRequest: Sendable {
  /// The request's commit.
  public let id: ObjectID
  /// The raw commit, which the registry keeps.
  public let bytes: [UInt8]
  /// Whose key it says it is.
  public let person: PersonID
  /// When, as declared.
  public let time: Instant
  /// What is asked.
  public let enrolment: Enrolment

  /// A request is never larger than this many bytes.
  public static let sizeLimit = 8192

  /// Reads and checks a raw request.
  ///
  /// - Parameters:
  ///   - bytes: the raw commit.
  ///   - identity: the repository that it must be for.
  ///   - passkeys: which browser passkeys may ask; `nil` for none.
  /// - Throws: what `SignedCommit` and `Record` refuse, and `R-SIGNATURE` for another key's.
  public init(
    parsing bytes: [UInt8],
    repository identity: String,
    passkeys: PasskeyRules?
  ) throws(Refusal) {
    guard bytes.count <= EnrolmentRequest.sizeLimit else {
      throw Refusal(.object, "the request has \(bytes.count) bytes")
    }
    let commit = try SignedCommit(parsing: bytes)
    let record = try Record(parsing: commit.message)
    guard record.format == .enrolment, record.person == commit.person, record.sequence == 1,
      record.previous == nil, commit.parents.isEmpty, commit.tree == .emptyTree
    else { throw Refusal(.record, "this is no request of one person by itself") }
    guard record.repository == identity else {
      throw Refusal(.repository, "the request is for repository \(record.repository ?? "none")")
    }
    enrolment = try Enrolment(record)
    try EnrolmentRequest.check(commit, by: enrolment.key, passkeys)
    do throws(GitError) {
      id = try Repository.identify(RawObject(kind: .commit, bytes: bytes))
    } catch {
      throw Refusal(.object, error.message)
    }
    (self.bytes, person, time) = (bytes, commit.person, Instant(seconds: commit.time))
  }

  /// The SHA-256 of the key's blob, which names the request's ref.
  public var keyDigest: String { Digest.sha256(enrolment.key.blob) }

  /// The ref under which it waits.
  public var ref: String { Chain.enrolment(of: person, key: keyDigest) }

  /// Where the registry keeps it.
  var path: String { EnrolmentRequest.path(of: person, key: keyDigest) }

  /// Where the registry keeps a person's request for a key; `key` is the SHA-256 of the key's blob.
  static func path(of person: PersonID, key: String) -> String {
    "enrolments/\(RegistryFiles.shard(of: person))/\(person)/\(key)"
  }

  /// Where the registry keeps an older key's consent to it.
  var vouchPath: String { "vouches/\(RegistryFiles.shard(of: person))/\(person)/\(keyDigest)" }

  /// Whether the request was made with the code of which this is the hash.
  public func isProven(by hash: String, in repository: String) -> Bool {
    enrolment.proof
      == EnrolmentRequest.proof(hash, repository: repository, person, key: enrolment.key)
  }

  /// What a code's hash proves for one person and key in one repository.
  static func proof(
    _ hash: String,
    repository: String,
    _ person: PersonID,
    key: PublicKey
  ) -> String {
    Digest.hmac("\(repository)\n\(person)\n\(key.line)", hexadecimalKey: hash)
  }

  private static func check(
    _ commit: SignedCommit,
    by key: PublicKey,
    _ passkeys: PasskeyRules?
  ) throws(Refusal) {
    guard commit.signature.key == key else {
      throw Refusal(.key, "the request is not signed by the key that it names")
    }
    do throws(SigningError) {
      try commit.signature.verify(commit.payload, namespace: "git", passkeys: passkeys)
    } catch {
      throw Refusal(error == .bad ? .signature : .signatureForm, error.description)
    }
  }
}
