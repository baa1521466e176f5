public import Crypto
import Foundation
public import Signing

/// An Ed25519 key that signs in this process, written from OpenSSH's PROTOCOL.sshsig once more so
/// that the tests do not check the code with itself.
public struct SoftKey: Signer {
  /// The private half.
  public let secret: Curve25519.Signing.PrivateKey

  /// Makes the key that belongs to a name, the same on every run.
  public init(_ name: String) throws {
    let seed = SHA256.hash(data: Data(name.utf8))
    secret = try Curve25519.Signing.PrivateKey(rawRepresentation: Data(seed))
  }

  /// The public half in SSH's wire format.
  public var blob: [UInt8] {
    Wire.string("ssh-ed25519") + Wire.string([UInt8](secret.publicKey.rawRepresentation))
  }

  /// The public half.
  public var publicKey: PublicKey {
    get throws { try PublicKey(blob: blob) }
  }

  /// Signs as `ssh-keygen -Y sign` does, and returns the armoured form.
  public func sign(_ message: [UInt8], namespace: String) async throws -> [UInt8] {
    Wire.armour(try signature(of: message, namespace: namespace))
  }

  /// The binary form of a signature, which may be made unusual in any part, and still is genuine.
  public func signature(
    of message: [UInt8],
    namespace: String = "git",
    hash: String = "sha512",
    reserved: String = "",
    version: UInt32 = 1,
    type: String = "ssh-ed25519"
  ) throws -> [UInt8] {
    let signed =
      Array("SSHSIG".utf8) + Wire.string(namespace) + Wire.string(reserved) + Wire.string(hash)
      + Wire.string(Wire.digest(message, hash))
    let bytes = [UInt8](try secret.signature(for: Data(signed)))
    return Array("SSHSIG".utf8) + Wire.integer(version) + Wire.string(blob)
      + Wire.string(namespace) + Wire.string(reserved) + Wire.string(hash)
      + Wire.string(Wire.string(type) + Wire.string(bytes))
  }
}
