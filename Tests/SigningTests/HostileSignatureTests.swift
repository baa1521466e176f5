import Signing
import TestTools
import Testing

/// Bytes that nobody meant: whatever comes in, nothing crashes and nothing is accepted.
struct HostileSignatureTests {
  @Test(arguments: 0..<20)
  func randomChangesAreNeverAccepted(seed: UInt64) throws {
    var random = Sequence(seed: seed)
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
    var random = Sequence(seed: 99)
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

  /// A small random sequence that is the same on every run (SplitMix64).
  private struct Sequence {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }

    mutating func change(_ bytes: inout [UInt8]) {
      let index = Int(next() % UInt64(bytes.count))
      switch next() % 4 {
      case 0: bytes[index] ^= UInt8(1 << (next() % 8))
      case 1: bytes[index] = UInt8(truncatingIfNeeded: next())
      case 2: bytes.insert(UInt8(truncatingIfNeeded: next()), at: index)
      default: if bytes.count > 1 { bytes.remove(at: index) }
      }
    }
  }
}
