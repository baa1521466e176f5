import Signing
import TestTools
import Testing

/// Passkeys used in a browser: what a careful page sends is accepted, here and by OpenSSH, and
/// each way in which it could be false is refused.
struct PasskeyTests {
  static let message = Array("what was signed\n".utf8)
  static let page = "http://localhost:8765"
  let passkey: SoftPasskey
  let rules: PasskeyRules

  init() throws {
    passkey = try SoftPasskey("carla")
    rules = try PasskeyRules(domains: ["localhost"], origins: [Self.page], needsVerification: true)
  }

  @Test(arguments: [
    "", ",\"crossOrigin\":false", ",\"crossOrigin\":false,\"extra\":\"do not compare\"",
    ",\"hashAlgorithm\":\"SHA-256\",\"clientExtensions\":{},\"list\":[1,-2.5e3,{\"a\":[null,true]}]",
    " , \"other\" : \"\\u00fc\\\"\" ",
  ])
  func whatBrowsersWriteIsGoodHereAndForOpenSSH(rest: String) throws {
    let signed = passkey.with { $0.rest = rest }
    #expect(try refused(signed) == nil)
    #expect(try stockAccepts(signed))
  }

  @Test(arguments: [0x05, 0x0D, 0x1D] as [UInt8])
  func aPasskeyThatIsKeptOnSeveralDevicesIsAccepted(flags: UInt8) throws {
    #expect(try refused(passkey.with { $0.flags = flags }) == nil)
  }

  @Test func extensionsAreAcceptedWhereTheFlagsAnnounceThem() throws {
    let signed = passkey.with { ($0.flags, $0.extensions) = (0x85, [0xA0]) }
    #expect(try refused(signed) == nil)
    #expect(try stockAccepts(signed))
    #expect(try refused(passkey.with { $0.flags = 0x85 }) == .malformed)
    #expect(try refused(passkey.with { $0.extensions = [0xA0] }) == .malformed)
  }

  @Test func aTouchIsEnoughOnlyWhereTheRegistrySaysSo() throws {
    let touched = passkey.with { $0.flags = 0x01 }
    #expect(try refused(touched) == .unsupported)
    let relaxed = try PasskeyRules(
      domains: ["localhost"],
      origins: [Self.page],
      needsVerification: false
    )
    #expect(try refused(touched, relaxed) == nil)
    #expect(try refused(passkey.with { $0.flags = 0x04 }, relaxed) == .unsupported)
    #expect(try refused(passkey.with { $0.flags = 0x00 }, relaxed) == .unsupported)
  }

  @Test func withoutRulesNoPasskeyIsAccepted() throws {
    #expect(try refused(passkey, nil) == .unsupported)
  }

  /// A false page or browser, and how its signature is refused.
  static let falsehoods: [(String, Refused, @Sendable (inout SoftPasskey) -> Void)] = [
    ("another page", .unsupported, { $0.origin = "https://evil.test" }),
    ("another port", .unsupported, { $0.origin = "http://localhost:8766" }),
    ("another host name", .unsupported, { $0.domain = "evil.test" }),
    ("another host name signed for", .bad, { $0.signedDomain = "evil.test" }),
    ("OpenSSH's own application", .unsupported, { $0.domain = "ssh:" }),
    ("a page in another page", .unsupported, { $0.rest = ",\"crossOrigin\":true" }),
    ("another site's page", .unsupported, { $0.rest = ",\"topOrigin\":\"https://evil.test\"" }),
    ("a new key announced", .malformed, { $0.flags = 0x45 }),
    ("a quotation mark in the page", .malformed, { $0.origin = "http://x\",\"a\":\"b" }),
    ("the making of a key", .bad, { $0.request = "webauthn.create" }),
    ("a payment", .bad, { $0.request = "payment.get" }),
    ("spaces in the client data", .bad, { $0.edit = { $0.replacing(":\"", with: ": \"") } }),
    ("escaped slashes", .bad, { $0.edit = { $0.replacing("//", with: "\\/\\/") } }),
    ("another challenge", .bad, { $0.edit = { $0.replacing("\"challenge\":\"", with: "$0A") } }),
    ("the origin first", .bad, { $0.edit = { "{\"origin\":\"x\",\($0.dropFirst())" } }),
    ("a member twice", .malformed, { $0.rest = ",\"origin\":\"https://evil.test\"" }),
    (
      "a member twice", .malformed,
      { $0.rest = ",\"crossOrigin\":false,\"crossOrigin\":true" }
    ),
    ("an escaped name", .malformed, { $0.rest = ",\"\\u0063rossOrigin\":true" }),
    ("no JSON", .malformed, { $0.rest = ",crossOrigin:false" }),
    ("an escape that JSON does not have", .malformed, { $0.rest = ",\"a\":\"\\q\"" }),
    ("half an escape", .malformed, { $0.rest = ",\"a\":\"\\u00\"" }),
    ("an escaped control character", .malformed, { $0.rest = ",\"a\":\"\\\u{1}\"" }),
    ("a trailing comma", .malformed, { $0.rest = "," }),
    ("text after the end", .malformed, { $0.rest = "}x" }),
    ("no end", .malformed, { $0.edit = { String($0.dropLast()) } }),
    (
      "deep lists", .malformed,
      { $0.rest = ",\"a\":" + String(repeating: "[", count: 5000) }
    ),
    ("bytes after the extensions", .malformed, { $0.after = [0] }),
    (
      "the token's type", .malformed, { $0.type = "sk-ecdsa-sha2-nistp256@openssh.com" }
    ),
    ("an unknown type", .unsupported, { $0.type = "webauthn-sk-ssh-ed25519@openssh.com" }),
  ]

  @Test(arguments: 0..<falsehoods.count)
  func aFalsePageOrBrowserIsRefused(number: Int) throws {
    let (what, expected, change) = Self.falsehoods[number]
    #expect(try refused(passkey.with(change)) == expected, "\(what)")
  }

  @Test func whatJSONMayHoldBesidesIsLeftAlone() throws {
    let rest = #","a":"\"\\\/\b\f\n\r\t\u00e9 é","b":[1.5e3,{"c":null}]"#
    #expect(try refused(passkey.with { $0.rest = rest }) == nil)
  }

  @Test func noByteOfAPasskeysSignatureMayDiffer() throws {
    let blob = try passkey.signature(of: Self.message)
    for index in blob.indices {
      var changed = blob
      changed[index] ^= UInt8(1 << (index % 8))
      #expect(refused(blob: changed, rules) != nil, "byte \(index)")
    }
  }

  @Test func aPasskeyThatSignsLikeATokenIsRefused() throws {
    var token = passkey
    token.type = "sk-ecdsa-sha2-nistp256@openssh.com"
    #expect(try refused(token) == .malformed)
    let blob = try SoftToken(passkey, application: "localhost").signature(of: Self.message)
    #expect(refused(blob: blob, rules) == .unsupported)
    let real = try SoftToken(passkey, application: "ssh:writ").signature(of: Self.message)
    #expect(refused(blob: real, rules) == nil)
  }

  /// s and n − s sign the same: both are sound, and the record around them tells that they are one
  /// event (`MalleabilityTests`).
  @Test func theMirroredSignatureIsAsGoodAsForOpenSSH() throws {
    let mirrored = passkey.with { $0.isMirrored = true }
    #expect(try refused(mirrored) == nil)
    #expect(try stockAccepts(mirrored))
  }

  private func refused(_ passkey: SoftPasskey) throws -> Refused? { try refused(passkey, rules) }

  private func refused(_ passkey: SoftPasskey, _ rules: PasskeyRules?) throws -> Refused? {
    refused(blob: try passkey.signature(of: Self.message), rules)
  }

  private func refused(blob: [UInt8], _ rules: PasskeyRules?) -> Refused? {
    Refused.by { () throws(SigningError) in
      let signature = try SSHSignature(blob: blob)
      try signature.verify(Self.message, namespace: "git", passkeys: rules)
    }
  }

  private func stockAccepts(_ passkey: SoftPasskey) throws -> Bool {
    let armoured = Wire.armour(try passkey.signature(of: Self.message))
    return try StockVerifier.accepts(armoured, of: Self.message, by: passkey.publicKey.line)
  }
}
