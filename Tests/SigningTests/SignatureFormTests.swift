import Signing
import TestTools
import Testing

/// Genuine signatures in forms that are not the one canonical form.
struct SignatureFormTests {
  static let message = Array("what was signed\n".utf8)
  let message = Self.message
  let key: SoftKey

  init() throws { key = try SoftKey("form") }

  @Test func aSignatureMadeHereIsGoodForStockOpenSSHToo() throws {
    let armoured = Wire.armour(try key.signature(of: message))
    #expect(Refused.verifying(armoured: armoured, of: message) == nil)
    #expect(try StockVerifier.accepts(armoured, of: message, by: key.publicKey.line))
  }

  @Test(arguments: ["sha256", "sha512"])
  func bothHashesAreAccepted(hash: String) throws {
    let blob = try key.signature(of: message, hash: hash)
    #expect(Refused.verifying(blob: blob, of: message) == nil)
  }

  @Test(arguments: ["sha1", "sha384", "SHA512", "", "sha512 "])
  func otherHashesAreRefused(hash: String) throws {
    let blob = try key.signature(of: message, hash: hash)
    #expect(Refused.verifying(blob: blob, of: message) == .unsupported)
  }

  @Test(arguments: ["", "file", "GIT", "git ", "git\u{0}", "gi"])
  func otherNamespacesAreRefused(namespace: String) throws {
    let blob = try key.signature(of: message, namespace: namespace)
    #expect(Refused.verifying(blob: blob, of: message) != nil)
  }

  @Test func aNamespaceNamedByTheCallerIsTheOnlyOneAccepted() throws {
    let armoured = Wire.armour(try key.signature(of: message, namespace: "file"))
    #expect(Refused.verifying(armoured: armoured, of: message, namespace: "file") == nil)
    #expect(Refused.verifying(armoured: armoured, of: message) == .unsupported)
  }

  @Test func aReservedFieldThatIsNotEmptyIsRefused() throws {
    let blob = try key.signature(of: message, reserved: "x")
    #expect(Refused.verifying(blob: blob, of: message) == .malformed)
  }

  @Test(arguments: [0, 2, 0x0100_0000, .max] as [UInt32])
  func otherVersionsAreRefused(version: UInt32) throws {
    let blob = try key.signature(of: message, version: version)
    #expect(Refused.verifying(blob: blob, of: message) == .unsupported)
  }

  @Test(arguments: ["ssh-rsa", "sk-ssh-ed25519@openssh.com", "ssh-ed25519 ", ""])
  func aSignatureTypeThatIsNotTheKeysIsRefused(type: String) throws {
    let blob = try key.signature(of: message, type: type)
    #expect(Refused.verifying(blob: blob, of: message) == .unsupported)
  }

  @Test(arguments: 0..<4)
  func bytesAfterAnyPartAreRefused(part: Int) throws {
    let blob = try key.signature(of: message)
    let start = blob.count - 87
    let signature = Array(blob[(blob.count - 64)...])
    let value = Wire.string("ssh-ed25519") + Wire.string(signature)
    let extra: [[UInt8]] = [
      blob + [0],
      Array(blob[..<start]) + Wire.string(value + [0]),
      Array(blob[..<start])
        + Wire.string(Wire.string("ssh-ed25519") + Wire.string(signature + [0])),
      Array("SSHSIG".utf8) + Wire.integer(1) + Wire.string(key.blob + [0])
        + Array(blob[(14 + key.blob.count)...]),
    ]
    #expect(Array(blob[..<start]) + Wire.string(value) == blob)
    #expect(Refused.verifying(blob: extra[part], of: message) == .malformed)
  }

  /// S and S + L sign the same (RFC 8032, 5.1.7 requires S < L).
  @Test func theOtherSpellingOfAnEd25519SignatureIsRefused() throws {
    let order: [UInt8] = [
      0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
      0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
    var blob = try key.signature(of: message)
    var carry = 0
    for (index, digit) in order.enumerated() {
      let place = blob.count - 32 + index
      let sum = Int(blob[place]) + Int(digit) + carry
      (blob[place], carry) = (UInt8(sum & 0xff), sum >> 8)
    }
    #expect(carry == 0)
    #expect(Refused.verifying(blob: blob, of: message) == .bad)
  }
}
