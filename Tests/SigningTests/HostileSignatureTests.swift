import Signing
import TestTools
import Testing

/// Bytes that nobody meant: whatever comes in, nothing crashes and nothing is accepted.
struct HostileSignatureTests {
  @Test(arguments: 0..<20)
  func randomChangesAreNeverAccepted(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let message = Array("message".utf8)
    let genuine = try SoftKey("fuzz").signature(of: message)
    for _ in 0..<200 {
      var bytes = genuine
      for _ in 0...Int(random.next() % 4) { random.change(&bytes) }
      guard bytes != genuine else { continue }
      #expect(Refused.verifying(blob: bytes, of: message) != nil, "\(bytes)")
    }
  }

  @Test func whatIsAcceptedEncodesToTheSameBytes() throws {
    var random = SeededGenerator(seed: 99)
    let genuine = try SoftKey("fuzz").signature(of: [1, 2, 3])
    for _ in 0..<5000 {
      var bytes = genuine
      random.change(&bytes)
      guard let signature = try? SSHSignature(blob: bytes) else { continue }
      #expect(signature.blob == bytes)
      #expect(try SSHSignature(armoured: signature.armoured).blob == bytes)
    }
  }

  @Test func aLengthFarBeyondTheEndIsRefused() {
    let head = Array("SSHSIG".utf8) + Wire.integer(1)
    for length in [0xFFFF_FFFF, 0x8000_0000, 0x7FFF_FFFF] as [UInt32] {
      #expect(throws: SigningError.self) { try SSHSignature(blob: head + Wire.integer(length)) }
    }
  }
}
