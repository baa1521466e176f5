public import Crypto
import Foundation
public import Signing

/// A browser with a passkey, in this process: it signs as a page's `navigator.credentials.get`
/// does (Web Authentication, section 7.2; OpenSSH's PROTOCOL.u2f), and can be made to misbehave.
public struct SoftPasskey: Signer {
  /// The private half.
  public let secret: P256.Signing.PrivateKey
  /// The host name that the passkey belongs to.
  public var domain: String
  /// The page that asks.
  public var origin: String
  /// What the authenticator says: 0x01 somebody was there, 0x04 and it was checked who.
  public var flags: UInt8 = 0x05
  /// How often it was used; 0 for passkeys that are kept on several devices.
  public var counter: UInt32 = 0
  /// The authenticator's extensions.
  public var extensions: [UInt8] = []
  /// The host name that the authenticator signs for, if not its own.
  public var signedDomain: String?
  /// What follows the origin in the client data, up to the closing brace.
  public var rest = ",\"crossOrigin\":false"
  /// The kind of request in the client data.
  public var request = "webauthn.get"
  /// The signature's type.
  public var type = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
  /// What stands after the extensions.
  public var after: [UInt8] = []
  /// Replaces s by n − s, which signs the same (SEC 1, section 4.1.4).
  public var isMirrored = false
  /// Changes the client data before it is signed.
  public var edit: @Sendable (String) -> String = { $0 }

  /// Makes the passkey that belongs to a name, the same on every run.
  public init(
    _ name: String,
    domain: String = "localhost",
    origin: String = "http://localhost:8765"
  ) throws {
    let seed = SHA256.hash(data: Data(name.utf8))
    secret = try P256.Signing.PrivateKey(rawRepresentation: Data(seed))
    (self.domain, self.origin) = (domain, origin)
  }

  /// The same passkey, misbehaving.
  public func with(_ change: (inout SoftPasskey) -> Void) -> SoftPasskey {
    var copy = self
    change(&copy)
    return copy
  }

  /// The public half in SSH's wire format.
  public var blob: [UInt8] {
    Wire.string("sk-ecdsa-sha2-nistp256@openssh.com") + Wire.string("nistp256")
      + Wire.string([UInt8](secret.publicKey.x963Representation)) + Wire.string(domain)
  }

  /// The public half.
  public var publicKey: PublicKey {
    get throws { try PublicKey(blob: blob) }
  }

  /// Signs as a page would, and returns the armoured form.
  public func sign(_ message: [UInt8], namespace: String) async throws -> [UInt8] {
    Wire.armour(try signature(of: message, namespace: namespace))
  }

  /// The binary form of a signature.
  public func signature(of message: [UInt8], namespace: String = "git") throws -> [UInt8] {
    let head = Wire.string(namespace) + Wire.string("") + Wire.string("sha512")
    let challenge =
      Array("SSHSIG".utf8) + head + Wire.string(Wire.digest(message, "sha512"))
    let data = Array(edit(clientData(challenge)).utf8)
    let authenticator =
      Wire.digest(Array((signedDomain ?? domain).utf8), "sha256") + [flags] + Wire.integer(counter)
      + extensions
    let raw = [UInt8](
      try secret.signature(for: Data(authenticator + Wire.digest(data, "sha256"))).rawRepresentation
    )
    let s = isMirrored ? SoftPasskey.mirrored(Array(raw[32...])) : Array(raw[32...])
    let value =
      Wire.string(type) + Wire.string(Wire.number(Array(raw[..<32])) + Wire.number(s))
      + [flags] + Wire.integer(counter) + Wire.string(origin) + Wire.string(data)
      + Wire.string(extensions) + after
    return Array("SSHSIG".utf8) + Wire.integer(1) + Wire.string(blob) + head + Wire.string(value)
  }

  private func clientData(_ challenge: [UInt8]) -> String {
    let text = Data(challenge).base64EncodedString().replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
    return
      "{\"type\":\"\(request)\",\"challenge\":\"\(text)\",\"origin\":\"\(origin)\"\(rest)}"
  }

  /// n − s for the order n of P-256.
  public static func mirrored(_ s: [UInt8]) -> [UInt8] {
    let order: [UInt8] = [
      0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
      0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25,
      0x51,
    ]
    var (result, borrow) = (order, 0)
    for index in order.indices.reversed() {
      let difference = Int(order[index]) - Int(s[index]) - borrow
      (result[index], borrow) = (UInt8(difference & 0xFF), difference < 0 ? 1 : 0)
    }
    return result
  }
}
