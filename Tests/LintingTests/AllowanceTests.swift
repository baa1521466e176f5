import Documents
import Linting
import Testing

struct AllowanceTests {
  @Test(arguments: [
    ("{rule: Promises, reason: quoted, by: alice}", 0, 1, nil),
    ("{rule: social-media.Promises, reason: quoted, by: alice}", 0, 1, nil),
    (
      "{rule: Promises, by: alice}", 2, 0,
      "leaving out findings of 'social-media.Promises' needs a reason"
    ),
    (
      "{rule: Length, reason: r, by: a}", 2, 0,
      "findings of 'social-media.Length' cannot be left out"
    ),
    (
      "{rule: social-media.Promisse, reason: r}", 2, 0,
      "no rule is called 'social-media.Promisse'; did you mean 'social-media.Promises'?"
    ),
  ])
  func aDraftMayLeaveOutWhatTheRuleLetsItLeaveOut(
    allow: String,
    findings: Int,
    suppressed: Int,
    problem: String?
  ) throws {
    let text = "---\naccount: official\nchannel: x\nallow: [\(allow)]\n---\nno risk\n"
    let report = try Self.linter().check(
      try Post(path: "a.md", bytes: Array(text.utf8)),
      today: try #require(Day("2027-01-01"))
    )
    #expect(report.findings.count == findings)
    #expect(report.suppressed.count == suppressed)
    #expect(report.findings.first { $0.rule == "allow" }?.message == problem)
    #expect(report.blocks == (findings > 0))
    #expect(report.suppressed.allSatisfy { $0.reason == "quoted" && $0.person == "alice" })
  }

  private static func linter() throws -> Linter {
    let length = "extends: length\nmessage: m\nmax: 100\n" + RuleTests.writ
    return Linter(
      rules: try [("Promises", RuleTests.promises), ("Length", length)].map { name, text in
        let rule = try Rule.load(name: "social-media.\(name)", path: "\(name).yml", text: text)
        return BoundRule(rule: rule, policy: "social-media", version: "1.0")
      },
      records: records
    )
  }

  static let records = CompanyRecords(
    standing: { $0 == "alice" ? .init(roles: ["communications"]) : nil },
    digest: { $0 }
  )
}
