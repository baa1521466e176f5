import Foundation
import Signing
import TestTools
import Testing

/// The text around a signature.
struct ArmourTests {
  static let message = Array("what was signed\n".utf8)
  static let genuine: String =
    (try? SoftKey("armour").signature(of: message)).map {
      String(decoding: Wire.armour($0), as: UTF8.self)
    } ?? ""

  @Test func theGenuineArmourIsAccepted() {
    #expect(Refused.verifying(armoured: Array(Self.genuine.utf8), of: Self.message) == nil)
  }

  @Test(arguments: [1, 64, 69, 71, 76, 10_000])
  func otherLineLengthsAreRefused(width: Int) throws {
    let armoured = Wire.armour(try SoftKey("armour").signature(of: Self.message), width: width)
    #expect(Refused.verifying(armoured: armoured, of: Self.message) == .malformed)
  }

  @Test(arguments: [
    ("no line end at the end", String(genuine.dropLast())),
    ("two line ends at the end", genuine + "\n"),
    ("text at the end", genuine + "x"),
    ("text before the end line", genuine.replacing("\n-----END", with: "\n\n-----END")),
    ("an empty line in the middle", genuine.replacing("U1NIU0lH", with: "\nU1NIU0lH")),
    ("spaces at a line's end", genuine.replacing("\n-----END", with: " \n-----END")),
    ("no padding", genuine.replacing("=\n-----END", with: "\n-----END")),
    ("CR LF", genuine.replacing("\n", with: "\r\n")),
    ("two signatures", genuine + genuine),
    ("no end line", String(genuine.prefix(100))),
    (
      "the first and last line only", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"
    ),
    ("nothing inside", "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----\n"),
    ("no base64", "-----BEGIN SSH SIGNATURE-----\n!!!!\n-----END SSH SIGNATURE-----\n"),
  ])
  func anotherArmourIsRefused(what: String, text: String) {
    #expect(text != Self.genuine, "\(what)")
    #expect(Refused.verifying(armoured: Array(text.utf8), of: Self.message) != nil, "\(what)")
  }

  @Test(arguments: [
    "", "\n", " " + genuine, "\u{FEFF}" + genuine,
    "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n",
    "-----BEGIN SIGNED MESSAGE-----\nMII=\n-----END SIGNED MESSAGE-----\n",
    genuine.replacing("SSH", with: "ssh"),
  ])
  func whatIsNoSSHSignatureIsUnsupported(text: String) {
    let refused = Refused.verifying(armoured: Array(text.utf8), of: Self.message)
    #expect(refused == .unsupported)
  }

  @Test func straySpareBitsInTheLastCharacterAreRefused() throws {
    let blob = try SoftKey("armour").signature(of: Self.message)
    let text = Data(blob).base64EncodedString()
    try #require(text.hasSuffix("="))
    let pads = text.suffix { $0 == "=" }
    let last = try #require(text.dropLast(pads).last)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let next = alphabet[try #require(alphabet.firstIndex(of: last)) + 1]
    let changed = Self.genuine.replacing(
      "\(last)\(String(repeating: "=", count: pads))\n",
      with: "\(next)\(String(repeating: "=", count: pads))\n"
    )
    #expect(changed != Self.genuine)
    #expect(Refused.verifying(armoured: Array(changed.utf8), of: Self.message) == .malformed)
  }
}

extension String {
  fileprivate func suffix(_ isWanted: (Character) -> Bool) -> Int {
    reversed().prefix(while: isWanted).count
  }
}
