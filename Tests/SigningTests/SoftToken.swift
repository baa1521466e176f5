import Crypto
import Foundation
import TestTools

/// A passkey's secret, used as OpenSSH uses a hardware token.
struct SoftToken {
  private let secret: P256.Signing.PrivateKey
  private let application: String

  init(_ passkey: SoftPasskey, application: String) {
    (secret, self.application) = (passkey.secret, application)
  }

  func signature(of message: [UInt8]) throws -> [UInt8] {
    let type = "sk-ecdsa-sha2-nistp256@openssh.com"
    let head = Wire.string("git") + Wire.string("") + Wire.string("sha512")
    let signed = Array("SSHSIG".utf8) + head + Wire.string(Wire.digest(message, "sha512"))
    let assertion =
      Wire.digest(Array(application.utf8), "sha256") + [1] + Wire.integer(7)
      + Wire.digest(signed, "sha256")
    let raw = [UInt8](try secret.signature(for: Data(assertion)).rawRepresentation)
    let point = [UInt8](secret.publicKey.x963Representation)
    let key =
      Wire.string(type) + Wire.string("nistp256") + Wire.string(point) + Wire.string(application)
    let inner = Wire.number(Array(raw[..<32])) + Wire.number(Array(raw[32...]))
    let value = Wire.string(type) + Wire.string(inner) + [1] + Wire.integer(7)
    return Array("SSHSIG".utf8) + Wire.integer(1) + Wire.string(key) + head + Wire.string(value)
  }
}
