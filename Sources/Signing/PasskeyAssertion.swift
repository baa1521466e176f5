import Crypto
import Foundation

/// What a browser signed with a passkey, as OpenSSH keeps it in a signature of type
/// `webauthn-sk-ecdsa-sha2-nistp256@openssh.com` (OpenSSH's PROTOCOL.u2f, "SSH U2F Signatures").
struct PasskeyAssertion: Equatable, Sendable {
  static let type = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"

  /// The inner ECDSA signature.
  let value: SignatureValue
  let flags: UInt8
  let counter: UInt32
  /// The page that asked, as in `https://policies.example.com`.
  let origin: String
  /// The client data, byte by byte.
  let clientData: [UInt8]
  /// The authenticator's extensions (CBOR), usually none.
  let extensions: [UInt8]

  /// The bits of `flags` (Web Authentication, section 6.1).
  private enum Flag {
    static let present: UInt8 = 0x01
    static let verified: UInt8 = 0x04
    static let hasKey: UInt8 = 0x40
    static let hasExtensions: UInt8 = 0x80
  }

  /// Reads what follows the type.
  init(_ reader: inout WireReader) throws(SigningError) {
    value = try SignatureValue.ellipticCurve(
      PasskeyAssertion.type,
      reader.string("the signature bytes")
    )
    flags = try reader.byte("the flags")
    counter = try reader.integer("the counter")
    origin = try reader.text("the origin")
    clientData = try reader.string("the client data")
    extensions = try reader.string("the extensions")
    guard !origin.contains("\"") else { throw .malformed("the origin has a quotation mark") }
    guard flags & Flag.hasKey == 0 else { throw .malformed("the flags announce a new key") }
    guard (flags & Flag.hasExtensions != 0) == !extensions.isEmpty else {
      throw .malformed("the flags and the extensions disagree")
    }
  }

  /// Checks what the browser says it did: who was there, on which page, for which bytes.
  ///
  /// - Parameters:
  ///   - signed: the bytes that SSH signs, which the browser was given as challenge.
  ///   - rules: what is accepted; `nil` where passkeys are not.
  ///   - application: the host name in the key.
  /// - Throws: `SigningError.unsupported` for what is not accepted, `.bad` for other bytes.
  func check(
    _ signed: [UInt8],
    _ rules: PasskeyRules?,
    application: [UInt8]
  ) throws(SigningError) {
    guard let rules else { throw .unsupported("a passkey; none are accepted here") }
    try rules.check(application: application)
    guard flags & Flag.present != 0 else { throw .unsupported("a passkey that nobody touched") }
    guard flags & Flag.verified != 0 || !rules.needsVerification else {
      throw .unsupported("a passkey that did not check who used it")
    }
    guard rules.origins.contains(origin) else {
      throw .unsupported("a passkey used on the page '\(origin.prefix(100))'")
    }
    try ClientData.check(clientData, challenge: signed, origin: origin)
  }

  /// What the authenticator signed.
  func signedBytes(application: [UInt8]) -> [UInt8] {
    WireWriter.writing { writer in
      writer.append(raw: SHA256.hash(data: application))
      writer.append(raw: [flags])
      writer.append(integer: counter)
      writer.append(raw: extensions)
      writer.append(raw: SHA256.hash(data: clientData))
    }
  }

  var blob: [UInt8] {
    WireWriter.writing { writer in
      writer.append(string: PasskeyAssertion.type)
      writer.append(string: value.inner)
      writer.append(raw: [flags])
      writer.append(integer: counter)
      writer.append(string: origin)
      writer.append(string: clientData)
      writer.append(string: extensions)
    }
  }
}
