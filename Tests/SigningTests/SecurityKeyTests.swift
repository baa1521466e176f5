import Crypto
import Foundation
import Signing
import TestTools
import Testing

/// Security keys, signed for here as OpenSSH's PROTOCOL.u2f says a token does.
struct SecurityKeyTests {
  /// A token in software: the two kinds that OpenSSH knows.
  enum Token: String, CaseIterable {
    case edwards = "sk-ssh-ed25519@openssh.com"
    case ellipticCurve = "sk-ecdsa-sha2-nistp256@openssh.com"
  }

  static let message = Array("what was signed\n".utf8)
  private let edwards = Curve25519.Signing.PrivateKey()
  private let curve = P256.Signing.PrivateKey()

  @Test(arguments: Token.allCases)
  func aTouchedTokensSignatureIsGoodHereAndForOpenSSH(token: Token) throws {
    let blob = try signature(by: token, flags: 0x01)
    let signature = try SSHSignature(blob: blob)
    #expect(signature.blob == blob)
    try signature.verify(Self.message, namespace: "git")
    #expect(
      try StockVerifier.accepts(signature.armoured, of: Self.message, by: signature.key.line)
    )
  }

  @Test(arguments: Token.allCases)
  func aTokenThatAlsoCheckedAPinIsAccepted(token: Token) throws {
    #expect(Refused.verifying(blob: try signature(by: token, flags: 0x05), of: Self.message) == nil)
  }

  @Test(arguments: Token.allCases, [0x00, 0x04, 0x80] as [UInt8])
  func aTokenThatNobodyTouchedIsRefused(token: Token, flags: UInt8) throws {
    let blob = try signature(by: token, flags: flags)
    #expect(Refused.verifying(blob: blob, of: Self.message) == .unsupported)
  }

  @Test(arguments: Token.allCases)
  func noByteOfATokensSignatureMayDiffer(token: Token) throws {
    let blob = try signature(by: token, flags: 0x01)
    for index in blob.indices {
      var changed = blob
      changed[index] ^= UInt8(1 << (index % 8))
      #expect(Refused.verifying(blob: changed, of: Self.message) != nil, "byte \(index)")
    }
  }

  @Test(arguments: Token.allCases)
  func bytesAfterTheCounterAreRefused(token: Token) throws {
    let blob = try signature(by: token, flags: 0x01, after: [0])
    #expect(Refused.verifying(blob: blob, of: Self.message) == .malformed)
  }

  @Test(arguments: Token.allCases)
  func anAssertionForAnotherApplicationIsRefused(token: Token) throws {
    let blob = try signature(by: token, flags: 0x01, signedApplication: "ssh:other")
    #expect(Refused.verifying(blob: blob, of: Self.message) == .bad)
  }

  private func signature(
    by token: Token,
    flags: UInt8,
    signedApplication: String = "ssh:",
    after: [UInt8] = []
  ) throws -> [UInt8] {
    let head = Wire.string("git") + Wire.string("") + Wire.string("sha512")
    let signed = Array("SSHSIG".utf8) + head + Wire.string(Wire.digest(Self.message, "sha512"))
    let counter = Wire.integer(7)
    let assertion =
      Wire.digest(Array(signedApplication.utf8), "sha256") + [flags] + counter
      + Wire.digest(signed, "sha256")
    let (key, bytes) = try answer(of: token, to: Data(assertion))
    let value = Wire.string(token.rawValue) + Wire.string(bytes) + [flags] + counter + after
    return Array("SSHSIG".utf8) + Wire.integer(1)
      + Wire.string(Wire.string(token.rawValue) + key + Wire.string("ssh:"))
      + head + Wire.string(value)
  }

  private func answer(of token: Token, to assertion: Data) throws -> (key: [UInt8], [UInt8]) {
    switch token {
    case .edwards:
      let key = Wire.string([UInt8](edwards.publicKey.rawRepresentation))
      return (key, [UInt8](try edwards.signature(for: assertion)))
    case .ellipticCurve:
      let raw = [UInt8](try curve.signature(for: assertion).rawRepresentation)
      let point = [UInt8](curve.publicKey.x963Representation)
      let key = Wire.string("nistp256") + Wire.string(point)
      return (key, Wire.number(Array(raw[..<32])) + Wire.number(Array(raw[32...])))
    }
  }
}
