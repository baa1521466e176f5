public import Policies
import Signing

/// A person as one version of the registry knows them.
public struct Member: Sendable {
  /// Groups and dates.
  public let entry: PersonEntry
  /// The roles that the person holds.
  public let roles: Set<String>
  /// The person's keys, past and present.
  public let keys: [KeyGrant]
  private let parsed: [PublicKey]
  private let passkeys: PasskeyRules?

  /// Who.
  public var person: PersonID { entry.person }

  init(
    entry: PersonEntry,
    roles: Set<String>,
    keys: [KeyGrant],
    passkeys: PasskeyRules?
  ) throws(Refusal) {
    (self.entry, self.roles, self.keys, self.passkeys) = (entry, roles, keys, passkeys)
    do throws(SigningError) {
      parsed = try keys.map { grant throws(SigningError) in try grant.key }
    } catch {
      throw Refusal(.registry, "a key of \(entry.person) is \(error)")
    }
  }

  /// Whether a key is theirs, past or present, by the SHA-256 of its blob.
  func hasKey(named digest: String) -> Bool {
    parsed.contains { Digest.sha256($0.blob) == digest }
  }

  /// Checks that the person was here and that one of their keys, valid then, signed these bytes.
  ///
  /// - Parameters:
  ///   - signature: what was signed with.
  ///   - payload: what was signed.
  ///   - moment: when, as declared.
  ///   - arrival: when it arrived; neither person nor key may have ended by then. `nil` without a
  ///     receipt.
  /// - Throws: `R-PERSON`, `R-KEY` or `R-SIGNATURE`.
  func check(
    _ signature: SSHSignature,
    of payload: [UInt8],
    at moment: Instant,
    and arrival: Instant? = nil
  ) throws(Refusal) {
    for time in [moment, arrival].compactMap(\.self) {
      // What began after an arrival is in a registry that had arrived before it: the start is good.
      guard entry.isActive(at: max(time, min(entry.joined, moment))) else {
        throw Refusal(.person, "\(person) was not here at \(time)")
      }
    }
    guard let index = parsed.firstIndex(of: signature.key) else {
      throw Refusal(.key, "key \(signature.key.fingerprint) is not one of \(person)'s")
    }
    guard keys[index].isValid(at: moment) else {
      throw Refusal(.key, "\(person)'s key \(signature.key.fingerprint) was not valid at \(moment)")
    }
    if let arrival, let end = keys[index].until, arrival >= end {
      throw Refusal(.key, "\(person)'s key \(signature.key.fingerprint) had ended at \(arrival)")
    }
    do throws(SigningError) {
      // The registry's copy of the key is already set up for verifying; the bytes are the same.
      try signature.verify(payload, namespace: "git", by: parsed[index], passkeys: passkeys)
    } catch {
      throw Refusal(error == .bad ? .signature : .signatureForm, error.description)
    }
  }
}
