import Crypto
import CryptoExtras
import Foundation

extension SSHSignature {
  /// Checks that the key in this signature signed `message` for `namespace`.
  ///
  /// Says nothing about whose key it is. Security keys must have seen their owner (the user
  /// presence flag), which `ssh-keygen` leaves to an option.
  ///
  /// - Parameters:
  ///   - message: what was signed.
  ///   - expected: what the signature must be for; `git` for commits and tags.
  ///   - listed: the key that it must be, if the caller knows it.
  ///   - passkeys: which browser passkeys are accepted; `nil` for none.
  /// - Throws: `SigningError.bad` when bytes, key and signature do not belong together.
  public func verify(
    _ message: [UInt8],
    namespace expected: String,
    by listed: PublicKey? = nil,
    passkeys: PasskeyRules? = nil
  ) throws(SigningError) {
    guard namespace == expected else {
      throw .unsupported("namespace '\(namespace)' where '\(expected)' is needed")
    }
    if let listed, listed != key { throw .bad }
    let signed = SSHSignature.signedBytes(message, expected, hash)
    let parts = (listed ?? key).parts
    try value.checkCircumstances(of: signed, by: parts, passkeys)
    guard try value.isValid(for: signed, by: parts) else { throw .bad }
  }

  static func signedBytes(
    _ message: [UInt8],
    _ namespace: String,
    _ hash: Hash
  ) -> [UInt8] {
    let digest =
      switch hash {
      case .sha256: digest(of: message, by: SHA256.self)
      case .sha512: digest(of: message, by: SHA512.self)
      }
    return WireWriter.writing { writer in
      writer.append(raw: magic)
      writer.append(string: namespace)
      writer.append(string: "")
      writer.append(string: hash.rawValue)
      writer.append(string: digest)
    }
  }
}

extension SSHSignature {
  private static func digest<Function: HashFunction>(
    of message: [UInt8],
    by _: Function.Type
  ) -> [UInt8] {
    var function = Function()
    message.withUnsafeBytes { function.update(bufferPointer: $0) }
    return function.finalize().withUnsafeBytes { [UInt8]($0) }
  }
}

extension SignatureValue {
  /// Checks how a security key or passkey came to sign: that somebody was there, and where.
  ///
  /// OpenSSH's own applications begin with `ssh:`, a browser's are host names. Each kind of
  /// signature is good for its own kind of key only.
  fileprivate func checkCircumstances(
    of signed: [UInt8],
    by key: KeyParts,
    _ passkeys: PasskeyRules?
  ) throws(SigningError) {
    guard case .securityKey(_, let application) = key else { return }
    switch self {
    case .passkey(let assertion):
      try assertion.check(signed, passkeys, application: application)
    case .securityKey(_, _, let flags, _):
      guard flags & 0x01 != 0 else { throw .unsupported("a security key that nobody touched") }
      guard application.starts(with: "ssh:".utf8) else {
        throw .unsupported("a passkey that signed outside a browser")
      }
    default: return
    }
  }

  /// Whether these are the key's signature bytes for `message`.
  func isValid(for message: [UInt8], by key: KeyParts) throws(SigningError) -> Bool {
    switch (self, key) {
    case (.edwards(let bytes), .ed25519(let key)):
      return key.isValidSignature(bytes, for: message)
    case (.rsa(let type, let bytes), .rsa(let key, let size)):
      guard bytes.count == size else {
        throw .malformed("the RSA signature's length is not the key's")
      }
      return SignatureValue.isValid(rsa: bytes, type, for: message, by: key)
    case (.ellipticCurve(_, let r, let s), .p256(let key)):
      let raw = try SignatureValue.raw(r, s, size: 32)
      guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw) else {
        return false
      }
      return key.isValidSignature(signature, for: message)
    case (.ellipticCurve(_, let r, let s), .p384(let key)):
      let raw = try SignatureValue.raw(r, s, size: 48)
      guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: raw) else {
        return false
      }
      return key.isValidSignature(signature, for: message)
    case (.ellipticCurve(_, let r, let s), .p521(let key)):
      let raw = try SignatureValue.raw(r, s, size: 66)
      guard let signature = try? P521.Signing.ECDSASignature(rawRepresentation: raw) else {
        return false
      }
      return key.isValidSignature(signature, for: message)
    case (
      .securityKey(let inner, _, let flags, let counter), .securityKey(let key, let application)
    ):
      let assertion = SignatureValue.assertion(message, application, flags, counter)
      return try inner.isValid(for: assertion, by: key)
    case (.passkey(let assertion), .securityKey(let key, let application)):
      return try assertion.value
        .isValid(for: assertion.signedBytes(application: application), by: key)
    default:
      throw .malformed("the signature is of another kind than the key")
    }
  }

  private static func isValid(
    rsa bytes: [UInt8],
    _ type: String,
    for message: [UInt8],
    by key: _RSA.Signing.PublicKey
  ) -> Bool {
    let signature = _RSA.Signing.RSASignature(rawRepresentation: bytes)
    let padding = _RSA.Signing.Padding.insecurePKCS1v1_5
    return type == "rsa-sha2-256"
      ? key.isValidSignature(signature, for: SHA256.hash(data: message), padding: padding)
      : key.isValidSignature(signature, for: SHA512.hash(data: message), padding: padding)
  }

  private static func raw(_ r: [UInt8], _ s: [UInt8], size: Int) throws(SigningError) -> [UInt8] {
    guard r.count <= size, s.count <= size else { throw .malformed("r or s is too large") }
    let zeros = { (number: [UInt8]) in [UInt8](repeating: 0, count: size - number.count) }
    return zeros(r) + r + zeros(s) + s
  }

  /// What a security key signs (PROTOCOL.u2f, "SSH U2F signatures").
  private static func assertion(
    _ message: [UInt8],
    _ application: [UInt8],
    _ flags: UInt8,
    _ counter: UInt32
  ) -> [UInt8] {
    WireWriter.writing { writer in
      writer.append(raw: SHA256.hash(data: application))
      writer.append(raw: [flags])
      writer.append(integer: counter)
      writer.append(raw: SHA256.hash(data: message))
    }
  }
}
