import Crypto
import Signing
import TestTools
import Testing

/// Public keys: one spelling for each, and only sound ones.
struct PublicKeyTests {
  static let soft = (try? SoftKey("key").blob) ?? []
  static let line = (try? SoftKey("key").publicKey.line) ?? ""

  @Test func aKeyLineIsReadWithAndWithoutAComment() throws {
    let key = try SoftKey("key").publicKey
    #expect(try PublicKey(line: Self.line) == key)
    #expect(try PublicKey(line: Self.line + " ana@laptop and more\n") == key)
    #expect(key.kind == .ed25519)
    #expect(key.line == Self.line)
  }

  @Test(arguments: [
    ("", Refused.malformed), ("ssh-ed25519", .malformed), ("ssh-ed25519 !!!", .malformed),
    (line.replacing("ssh-ed25519 ", with: "ssh-rsa "), .malformed),
    (line.replacing("ssh-ed25519 ", with: "SSH-ED25519 "), .malformed),
    (String(line.dropLast(8)), .malformed), (line + "AAAA", .malformed),
    ("ssh-dss AAAAB3NzaC1kc3M=", .unsupported),
    (
      "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29t",
      .unsupported
    ),
  ])
  func anotherKeyLineIsRefused(text: String, refused: Refused) {
    #expect(Refused.by { () throws(SigningError) in _ = try PublicKey(line: text) } == refused)
  }

  @Test func bytesAfterTheKeyAreRefused() {
    #expect(refusal(Self.soft + [0]) == .malformed)
    #expect(refusal(Wire.string("ssh-ed25519") + Wire.string([1, 2, 3])) == .malformed)
  }

  @Test func aPointThatIsNotOnItsCurveIsRefused() {
    let key = P256.Signing.PrivateKey().publicKey
    var point = [UInt8](key.x963Representation)
    #expect(refusal(curve("nistp256", point)) == nil)
    point[64] ^= 1
    #expect(refusal(curve("nistp256", point)) == .malformed)
    #expect(refusal(curve("nistp256", [0])) == .malformed)
    #expect(refusal(curve("nistp256", [4] + [UInt8](repeating: 0, count: 64))) == .malformed)
    #expect(refusal(curve("nistp256", [])) == .malformed)
  }

  @Test func aCompressedPointIsRefused() {
    let key = P256.Signing.PrivateKey().publicKey
    #expect(refusal(curve("nistp256", [UInt8](key.compressedRepresentation))) == .malformed)
  }

  @Test(arguments: ["nistp384", "nistp521", "p256", "", "NISTP256", "sha2-nistp256"])
  func aCurveThatIsNotTheKeyTypesIsRefused(name: String) {
    let small = [UInt8](P256.Signing.PrivateKey().publicKey.x963Representation)
    let large = [UInt8](P384.Signing.PrivateKey().publicKey.x963Representation)
    #expect(refusal(curve(name, small)) == .malformed)
    #expect(refusal(curve(name, large)) == .malformed)
  }

  @Test(
    arguments: [
      ([0x01], 256), ([0x02], 256), ([], 256), ([0x00, 0x03], 256), ([0x83], 256), ([0x03], 255),
      ([0x03], 3000),
    ] as [([UInt8], Int)]
  )
  func anUnsoundRSAKeyIsRefused(exponent: [UInt8], size: Int) {
    let modulus = [0x00] + [UInt8](repeating: 0xC5, count: size)
    let blob = Wire.string("ssh-rsa") + Wire.string(exponent) + Wire.string(modulus)
    #expect(refusal(blob) != nil)
  }

  @Test func anEvenOrPaddedModulusIsRefused() {
    let exponent = Wire.string([1, 0, 1])
    for modulus in [
      [0x00] + [UInt8](repeating: 0xC4, count: 256), [UInt8](repeating: 0xC5, count: 256),
      [0x00, 0x00] + [UInt8](repeating: 0xC5, count: 256),
    ] {
      #expect(refusal(Wire.string("ssh-rsa") + exponent + Wire.string(modulus)) != nil)
    }
  }

  private func refusal(_ blob: [UInt8]) -> Refused? {
    Refused.by { () throws(SigningError) in _ = try PublicKey(blob: blob) }
  }

  private func curve(_ name: String, _ point: [UInt8]) -> [UInt8] {
    Wire.string("ecdsa-sha2-nistp256") + Wire.string(name) + Wire.string(point)
  }
}
