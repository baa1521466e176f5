import Git
import Policies
import Signing

/// What a registry keeps beside people and keys: requests, and older keys' consents to them.
enum RegistryPaper {
  /// Whether a path is that of a request or a consent.
  static func isPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "enrolments" || parts[0] == "vouches",
      let person = PersonID(parts[2])
    else { return false }
    return parts[1] == RegistryFiles.shard(of: person)
      && FieldGrammar.digest.accepts(String(parts[3]))
  }

  /// Checks that a raw `vouch/1` record is the person's consent to a request.
  ///
  /// - Parameters:
  ///   - bytes: the record.
  ///   - request: what is asked for.
  ///   - member: the person as the version before has them.
  ///   - identity: the repository's.
  ///   - decision: of the version that keeps it; a key that has ended by then consents to nothing,
  ///     whatever time the consent claims.
  /// - Throws: why it counts for nothing.
  static func check(
    _ bytes: [UInt8],
    for request: EnrolmentRequest,
    by member: Member,
    _ identity: String,
    _ decision: RegistryDecision
  ) throws(Refusal) {
    let commit = try SignedCommit(parsing: bytes)
    let record = try Record(parsing: commit.message)
    guard record.format == .vouch, record.person == request.person,
      commit.person == request.person, record.repository == identity, commit.tree == .emptyTree
    else { throw Refusal(.record, "this is no consent of \(request.person) in this repository") }
    guard try Vouch(record).enrolment == request.id else {
      throw Refusal(.registry, "the consent is to another request")
    }
    try member.check(commit.signature, of: commit.payload, at: Instant(seconds: commit.time))
    let line = commit.signature.key.line
    let until = member.keys.first { $0.keyLine == line }?.until
    guard decision.ended[line] == nil, until.map({ $0 > decision.time }) ?? true else {
      throw Refusal(
        .key,
        "the consent is by a key that had ended: \(commit.signature.key.fingerprint)"
      )
    }
  }
}
