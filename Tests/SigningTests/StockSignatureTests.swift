import Foundation
import Signing
import TestTools
import Testing

/// Signatures by stock `ssh-keygen`.
struct StockSignatureTests {
  static let text = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nack/1 ana 1\n"
  let message = Array(text.utf8)

  @Test func everyAcceptedKindOfKeyIsMadeHere() {
    #expect(MadeKey.accepted.count == 6)
    #expect(MadeKey.weak.count == 2)
  }

  @Test(arguments: MadeKey.accepted)
  func aStockSignatureIsReadVerifiedAndWrittenBack(key: MadeKey) throws {
    let armoured = try key.sign(Self.text)
    let signature = try SSHSignature(armoured: armoured)
    #expect(signature.armoured == armoured)
    #expect(try SSHSignature(blob: signature.blob) == signature)
    #expect(signature.key == (try PublicKey(line: key.publicLine)))
    try signature.verify(message, namespace: "git")
    try signature.verify(message, namespace: "git", by: PublicKey(line: key.publicLine))
  }

  @Test(arguments: MadeKey.accepted)
  func aSignatureIsGoodForItsOwnMessageAndKeyOnly(key: MadeKey) throws {
    let signature = try SSHSignature(armoured: key.sign(Self.text))
    let other = try SoftKey("other").publicKey
    #expect(throws: SigningError.bad) {
      try signature.verify(message + [10], namespace: "git")
    }
    #expect(throws: SigningError.bad) { try signature.verify([UInt8](), namespace: "git") }
    #expect(throws: SigningError.bad) {
      try signature.verify(message, namespace: "git", by: other)
    }
  }

  @Test(arguments: MadeKey.accepted)
  func noByteOfTheBinaryFormMayDiffer(key: MadeKey) throws {
    let blob = try SSHSignature(armoured: key.sign(Self.text)).blob
    for index in blob.indices {
      var changed = blob
      changed[index] ^= UInt8(1 << (index % 8))
      #expect(Refused.verifying(blob: changed, of: message) != nil, "byte \(index)")
    }
  }

  @Test(arguments: [MadeKey.accepted[0], MadeKey.accepted[1]])
  func noByteOfTheArmourMayDiffer(key: MadeKey) throws {
    let armoured = try key.sign(Self.text)
    for index in armoured.indices {
      for mask in [0x01, 0x20, 0x80] as [UInt8] {
        var changed = armoured
        changed[index] ^= mask
        #expect(Refused.verifying(armoured: changed, of: message) != nil, "byte \(index)")
      }
    }
  }

  @Test(arguments: MadeKey.accepted)
  func aSignatureThatIsCutOffIsRefused(key: MadeKey) throws {
    let signature = try SSHSignature(armoured: key.sign(Self.text))
    for count in signature.blob.indices {
      #expect(throws: SigningError.self) { try SSHSignature(blob: Array(signature.blob[..<count])) }
    }
  }

  @Test(arguments: MadeKey.weak)
  func aWeakKeyIsRefusedThoughItsSignatureIsGenuine(key: MadeKey) throws {
    let armoured = try key.sign(Self.text)
    #expect(try StockVerifier.accepts(armoured, of: message, by: key.publicLine))
    #expect(Refused.verifying(armoured: armoured, of: message) == .unsupported)
    #expect(
      Refused.by { () throws(SigningError) in _ = try PublicKey(line: key.publicLine) }
        == .unsupported
    )
  }

  @Test(arguments: MadeKey.accepted)
  func theFingerprintIsTheOneThatSSHKeygenPrints(key: MadeKey) throws {
    let folder = try TemporaryFolder()
    try folder.write("key.pub", key.publicLine)
    let printed = try Program.text(["ssh-keygen", "-l", "-f", "key.pub"], in: folder.path)
    #expect(printed.contains(try PublicKey(line: key.publicLine).fingerprint))
  }
}
