import Documents
import Linting
import Testing

struct ProtectedSpeechTests {
  @Test(arguments: [
    "nothing is free, only cheap #labor. Crew members only make $8.50hr how much is that steak bowl really?",
    "We got paid late again. Who else?",
    "Third night in a row that we are understaffed.",
    "The rota came out on Friday for Saturday.",
    "My hours were cut.",
    "The loading dock is unsafe and they know it.",
    "I was harassed at work and nobody listened.",
    "We are forming a union!",
    "Sign our petition for better breaks.",
    "I reported it to the labor board.",
    "We filed with OSHA.",
    "Proud to be #UnionStrong.",
    "We want fair w\u{200B}ages.",
  ])
  func protectedSpeechOnAnOwnAccountIsLeftAlone(text: String) throws {
    let report = try check(text + "\u{202E} lamp", account: "own")
    #expect(report.findings.isEmpty && report.suppressed.isEmpty && !report.blocks)
    #expect(report.notices.count == 1)
    #expect(report.notices.first?.hasPrefix("This is yours to say") == true)
  }

  @Test(arguments: [
    "Our new lamp is the best lamp ever, buy one!",
    "Thanks to the European Union for the lamp prize.",
    "A lamp that improves road safety. Pay attention to it!",
    "Open until 5 hours after sunset, says the lamp.",
  ])
  func otherPostsOnAnOwnAccountGetAdvice(text: String) throws {
    let report = try check(text, account: "own")
    #expect(report.findings.count >= 1)
    #expect(report.notices.isEmpty)
  }

  @Test func anOfficialAccountHasNoSuchRight() throws {
    #expect(try check("Our union lamp", account: "official").findings.count == 1)
  }

  private func check(_ text: String, account: String) throws -> Report {
    let rule = "extends: existence\nmessage: m\ntokens: [lamp]\n" + RuleTests.writ
    let bound = BoundRule(
      rule: try Rule.load(name: "p.R", path: "R.yml", text: rule),
      policy: "p",
      version: "1.0"
    )
    let bytes = Array("---\naccount: \(account)\n---\n\(text)".utf8)
    return try Linter(rules: [bound]).check(
      try Post(path: "a.md", bytes: bytes),
      today: try #require(Day("2027-01-01"))
    )
  }
}
