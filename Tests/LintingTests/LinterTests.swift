import Documents
import Testing

@testable import Linting

struct LinterTests {
  @Test func aFindingSaysWhereWhatWhyAndWhatToDo() throws {
    let report = try check("---\naccount: official\nchannel: x\n---\nRésultats guaranteed.\n")
    let finding = try #require(report.findings.first)
    #expect(report.findings.count == 1)
    #expect(finding.position == Position(line: 5, column: 11))
    #expect(finding.end == Position(line: 5, column: 21))
    #expect(finding.matched == "guaranteed")
    #expect(finding.clause == "SM-7")
    #expect(finding.blocks)
    #expect(report.blocks)
  }

  @Test func aPlaceInYAMLIsTheOneInTheFile() throws {
    let media =
      "media:\n- file: a.png\n  alt: \"é no risk\"\n- file: b.png\n  alt: \"\\u00e9 no risk\"\n"
    let report = try check("---\naccount: official\nchannel: x\n\(media)---\nText\n")
    #expect(report.findings.map(\.position.description) == ["6:11", "8:8"])
  }

  @Test func nothingBlocksOnAnOwnAccount() throws {
    let report = try check(
      "---\naccount: own\nchannel: x\n---\nGuaranteed.\n",
      rule: promises(for: "own")
    )
    #expect(report.findings.count == 1)
    #expect(!report.blocks)
  }

  @Test func aPostWithoutFrontMatterCountsAsOfficialAndTheReportSaysSo() throws {
    let report = try check("Guaranteed.", rule: promises(channels: false))
    #expect(report.blocks)
    #expect(report.notices == ["no front matter: checked as a post from an official account"])
  }

  @Test(arguments: [("2025-12-31", 0), ("2026-01-01", 1)])
  func aRuleWorksOnTheDaysItIsInForce(day: String, count: Int) throws {
    let post = try Post(
      path: "a.md",
      bytes: Array("---\naccount: official\nchannel: x\n---\nno risk".utf8)
    )
    let today = try #require(Day(day))
    let linter = Linter(rules: [try bound(RuleTests.promises)])
    #expect(try linter.check(post, today: today).findings.count == count)
  }

  @Test func findingsStandInOrderAndOnlyOnce() throws {
    let first = "extends: existence\nmessage: m\ntokens: [b, a]\n" + RuleTests.writ
    let second = "extends: existence\nmessage: m\ntokens: [b]\n" + RuleTests.writ
    let linter = Linter(rules: [
      try bound(first, "p.Z"), try bound(second, "p.A"), try bound(second, "p.A"),
    ])
    let report = try linter.check(try post("a b"), today: today)
    #expect(
      report.findings.map { "\($0.position) \($0.rule)" } == ["1:1 p.Z", "1:3 p.A", "1:3 p.Z"]
    )
  }

  @Test func aMillionFindingsAreCappedWithANote() throws {
    let rule = "extends: existence\nmessage: m\nnonword: true\ntokens: [x]\n" + RuleTests.writ
    let linter = Linter(rules: [try bound(rule)])
    let report = try linter.check(
      try post(String(repeating: "x", count: 1_000_000)),
      today: today
    )
    #expect(report.findings.count == 1_000)
    #expect(report.notices.last == "p.R: only the first 1000 findings are shown")
  }

  @Test(arguments: [30, 1_000, 900_000])
  func aRunawayPatternIsAnErrorAndNeverSilence(length: Int) throws {
    let rule = "extends: existence\nmessage: m\nraw: ['(a+)+$']\n" + RuleTests.writ
    let linter = Linter(rules: [try bound(rule)])
    let text = String(repeating: "a", count: length) + "b"
    #expect(throws: LintError.ruleTimedOut(rule: "p.R", path: "a.md")) {
      try linter.check(try post(text), today: today)
    }
  }

  @Test func aSlowPatternOnALongTextEndsWhenTheTimeIsUp() throws {
    let rule = "extends: existence\nmessage: m\ntokens: ['\\w+\\s*@']\n" + RuleTests.writ
    let linter = Linter(rules: [try bound(rule)])
    #expect(throws: LintError.ruleTimedOut(rule: "p.R", path: "a.md")) {
      try linter.check(
        try post(String(repeating: "a", count: 100_000)),
        today: today,
        isOutOfTime: { true }
      )
    }
  }

  @Test func noRulesIsAnError() throws {
    #expect(throws: LintError.noRules) {
      try Linter(rules: []).check(try post("x"), today: today)
    }
  }

  @Test(arguments: [
    ("a\u{202E}b", ["1:2"]), ("a\u{2066}\u{2069}b", ["1:2"]), ("\u{E0061}\u{E0062}", ["1:1"]),
    ("\u{1F3F4}\u{E0061}\u{E0062}\u{E0063}\u{E0064}\u{E0065}\u{E0066}\u{E0067}\u{E007F}", ["1:1"]),
    ("🏴󠁧󠁢󠁳󠁣󠁴󠁿 👩‍👩‍👧 ❤️", []), ("\u{200F}שלום\u{200E}", []),
  ])
  func hiddenTextIsFoundAndEmojiAreNot(text: String, places: [String]) throws {
    let report = try Linter(rules: [try bound(RuleTests.promises)]).check(
      try post(text),
      today: today
    )
    #expect(report.findings.map(\.position.description) == places)
    #expect(report.findings.allSatisfy { $0.clause == nil && $0.blocks })
  }

  private var today: Day { get throws { try #require(Day("2027-01-01")) } }

  private func post(_ text: String) throws -> Post {
    try Post(path: "a.md", bytes: Array(text.utf8))
  }

  private func bound(_ text: String, _ name: String = "p.R") throws -> BoundRule {
    BoundRule(
      rule: try Rule.load(name: name, path: "R.yml", text: text),
      policy: "p",
      version: "1.0"
    )
  }

  private func promises(for account: String = "official", channels: Bool = true) -> String {
    let text = RuleTests.promises.replacing("[official]", with: "[\(account)]")
    return channels ? text : text.replacing(", channel: [x, linkedin]", with: "")
  }

  private func check(_ text: String, rule: String = RuleTests.promises) throws -> Report {
    try Linter(rules: [try bound(rule)]).check(try post(text), today: today)
  }
}
