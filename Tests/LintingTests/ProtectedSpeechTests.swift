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

  @Test func aGuardOfAPackWidensTheProtectionAndNothingNarrowsIt() throws {
    let guarding = try bound("extends: guard\nmessage: m\ntokens: [night bus]\n" + RuleTests.writ)
    let lamp = try bound("extends: existence\nmessage: m\ntokens: [lamp]\n" + RuleTests.writ)
    let day = try #require(Day("2027-01-01"))
    let linter = Linter(rules: [guarding, lamp])
    for (account, count) in [(Account.own, 0), (.official, 1)] {
      let post = Post(path: "a.md", text: "The night bus has no lamp.", account: account)
      #expect(try linter.check(post, today: day).findings.count == count)
    }
    let pay = "---\naccount: own\nallow: [{rule: R, reason: r}]\n---\nMy wages and a lamp"
    let report = try linter.check(try Post(path: "a.md", bytes: Array(pay.utf8)), today: day)
    #expect(report.findings.isEmpty && report.notices.count == 1)
  }

  @Test(arguments: [
    (
      "  suppress: {reason: optional}\n",
      "'suppress' has no place in a guard: it only ever adds protection"
    ),
    ("  gate: advise\n", "'gate' has no place in a guard: it only ever adds protection"),
    ("  when: {account: [official]}\n", "a guard is for 'account: [own]' only"),
  ])
  func aGuardThatProtectsLessIsRefused(key: String, message: String) {
    let rule = "extends: guard\nmessage: m\ntokens: [x]\n" + RuleTests.writ + key
    #expect(throws: DocumentError.self) { _ = try bound(rule) }
    do throws(DocumentError) {
      _ = try bound(rule)
    } catch {
      #expect(error.message == message)
    }
  }

  private func bound(_ text: String) throws(DocumentError) -> BoundRule {
    BoundRule(
      rule: try Rule.load(name: "p.R", path: "R.yml", text: text),
      policy: "p",
      version: "1.0"
    )
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
