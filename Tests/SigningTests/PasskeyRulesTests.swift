import Signing
import Testing

/// Host names and pages of passkeys: one spelling for each.
struct PasskeyRulesTests {
  @Test(arguments: [
    ("localhost", "http://localhost"), ("localhost", "http://localhost:8765"),
    ("example.com", "https://example.com"), ("example.com", "https://policies.example.com:8443"),
    ("a-b.example", "https://a-b.example"),
  ])
  func aPageOfTheHostIsAccepted(domain: String, origin: String) throws {
    let rules = try PasskeyRules(domains: [domain], origins: [origin], needsVerification: true)
    #expect(rules.domains == [domain] && rules.origins == [origin])
  }

  @Test(arguments: [
    ("example.com", "http://example.com"), ("example.com", "https://example.org"),
    ("example.com", "https://badexample.com"), ("example.com", "https://example.com/"),
    ("example.com", "https://example.com:443"), ("example.com", "https://example.com:0"),
    ("example.com", "https://example.com:08443"), ("example.com", "https://ana@example.com"),
    ("example.com", "example.com"), ("example.com", "https://"), ("example.com", ""),
    ("Example.com", "https://Example.com"), ("127.0.0.1", "https://127.0.0.1"),
    ("ssh:", "https://ssh:"), ("", "https://x"), ("a..b", "https://a..b"),
    ("-a.b", "https://-a.b"), ("b\u{fc}ro.example", "https://b\u{fc}ro.example"),
    ("*.example.com", "https://*.example.com"), ("a, b", "https://a, b"),
  ])
  func anotherHostOrPageIsRefused(domain: String, origin: String) {
    #expect(throws: SigningError.self) {
      try PasskeyRules(domains: [domain], origins: [origin], needsVerification: true)
    }
  }

  @Test func noneAndTooManyAreRefused() {
    let many = (1...17).map { "h\($0).example" }
    for domains in [[], many] {
      #expect(throws: SigningError.self) {
        try PasskeyRules(
          domains: domains,
          origins: domains.map { "https://\($0)" },
          needsVerification: true
        )
      }
    }
  }
}
