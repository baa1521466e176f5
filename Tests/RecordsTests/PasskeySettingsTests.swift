import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// The keys about passkeys in `registry.yml`: one spelling, all three or none.
struct PasskeySettingsTests {
  static let seed = String(repeating: "0123456789abcdef", count: 2)
  static let good = """
    seed: \(seed)
    threshold: 1
    passkey-domains: [example.com, localhost]
    passkey-origins: [http://localhost:8765, https://policies.example.com]
    passkey-verification: required

    """

  @Test(arguments: [good, good.replacing("required", with: "optional")])
  func theCanonicalFileIsReadAndWrittenBack(text: String) throws {
    let settings = try RegistrySettings(parsing: Array(text.utf8))
    #expect(settings.encoded == Array(text.utf8))
    #expect(settings.passkeys?.domains == ["example.com", "localhost"])
  }

  @Test(arguments: [
    ("required", "yes"), ("required", "required "), ("[example.com, localhost]", "[localhost]"),
    ("[example.com, localhost]", "[localhost, example.com]"), ("[example.com, ", "[example.com,"),
    ("[example.com, localhost]", "[example.com, example.com, localhost]"),
    ("passkey-domains: [example.com, localhost]\n", ""),
    ("passkey-verification: required\n", ""), ("passkey-domains", "passkey-origins"),
    ("https://policies.example.com", "https://policies.example.org"),
    ("https://policies", "http://policies"), ("threshold: 1\n", ""), ("[example.com", "[*.com"),
    ("threshold: 1\n", "threshold: 1\n\n"), (": 1\n", ": 1\r\n"),
  ])
  func anotherSpellingIsRefused(old: String, new: String) {
    let text = Self.good.replacing(old, with: new)
    #expect(text != Self.good)
    let refusal = #expect(throws: Refusal.self) {
      try RegistrySettings(parsing: Array(text.utf8))
    }
    #expect(refusal?.code == .registry)
  }

  @Test func aKeyThatIsNotKnownIsANewerWrits() {
    let text = Self.good + "passkey-attestation: required\n"
    let refusal = #expect(throws: Refusal.self) {
      try RegistrySettings(parsing: Array(text.utf8))
    }
    #expect(refusal?.code == .newer)
  }
}
