import Documents
import Testing

@testable import Linting

/// Who may let a post out, leave a finding out, or post at all, as the policy repository has it.
struct ApprovalTests {
  @Test func anApprovalIsForExactlyThisPost() throws {
    let mark = try #require(try mark(of: "Night rides start on Friday."))
    #expect(mark.count == 12)
    let line = "approved: [{by: ben, text: \(mark)}]"
    #expect(try !check("Night rides start on Friday.", line).blocks)
    #expect(try check("Night rides start on Saturday.", line).blocks)
    #expect(try check("Night rides start on Friday.", line + "\npublish: 2027-01-02").blocks)
    #expect(try check("Night rides start on Friday.", line + "\nmedia: [a.png]").blocks)
  }

  @Test(arguments: ["ana", "stranger", "chen"])
  func anApprovalOfTheAuthorAStrangerOrAnotherRoleIsNone(person: String) throws {
    let mark = try #require(try mark(of: "Hello"))
    let report = try check("Hello", "approved: [{by: \(person), text: \(mark)}]")
    #expect(report.blocks)
    #expect(report.findings.first?.message.contains("approved: [{by: ID, text: \(mark)}]") == true)
  }

  @Test func nobodyApprovesAPostWhoseAuthorIsUnknown() throws {
    let mark = try #require(try mark(of: "Hello"))
    #expect(try check("Hello", "approved: [{by: ben, text: \(mark)}]", author: nil).blocks)
  }

  @Test func aRuleWithTheGateApproveIsLetThroughByAnApproval() throws {
    let rule = "extends: existence\nmessage: m\nlevel: error\ntokens: [lamp]\n" + RuleTests.writ
    let gated = rule + "  gate: approve\n"
    let mark = try #require(try mark(of: "A lamp"))
    let open = try check("A lamp", "", rule: gated)
    #expect(open.blocks && open.findings.first?.gate == .approve)
    #expect(open.findings.first?.message.hasPrefix("m (needs somebody else's approval") == true)
    let approved = try check("A lamp", "approved: [{by: chen, text: \(mark)}]", rule: gated)
    #expect(!approved.blocks && approved.findings.map(\.message) == ["m"])
  }

  @Test(
    arguments: [
      ("{rule: R, reason: quoted, by: ben, on: 2026-12-20}", nil, "2027-01-19"),
      ("{rule: R, reason: quoted, by: ben}", nil, nil),
      (
        "{rule: R, reason: quoted}",
        "leaving out findings of 'p.R' needs 'by:', a person with the role 'legal'", nil
      ),
      (
        "{rule: R, reason: quoted, by: chen}",
        "'chen' does not hold the role 'legal', which leaving out findings of 'p.R' needs", nil
      ),
      (
        "{rule: R, reason: quoted, by: ben, on: 2026-11-01}",
        "findings of 'p.R' could be left out until 2026-12-01; judge them again", nil
      ),
      (
        "{rule: R, reason: quoted, by: ben, on: 2027-02-01}",
        "'on: 2027-02-01' is later than today", nil
      ),
    ] as [(String, String?, String?)]
  )
  func whatIsLeftOutNeedsTheRoleAndEnds(allow: String, problem: String?, end: String?) throws {
    let rule =
      "extends: existence\nmessage: m\nlevel: error\ntokens: [lamp]\n" + RuleTests.writ
      + "  suppress: {reason: required, role: legal, days: 30}\n"
    let report = try check("A lamp", "allow: [\(allow)]", rule: rule)
    #expect(report.findings.first { $0.rule == "allow" }?.message == problem)
    #expect(report.suppressed.isEmpty == (problem != nil))
    #expect(report.suppressed.first?.until?.description == end)
    #expect(report.notices.count == (problem == nil && end == nil ? 1 : 0))
  }

  @Test func aPersonWhoHasNotSignedDoesNotPost() throws {
    let rule = "extends: account\nmessage: '%s must sign: %3s'\nchecks: [signed]\n" + RuleTests.writ
    let named = rule.replacing("%3s", with: "%[3]s")
    let report = try check("Hello", "channel: x\nauthor: dora", rule: named, author: nil)
    #expect(report.findings.map(\.message) == ["dora must sign: social-media 2.0"])
    #expect(try check("Hello", "channel: x", rule: named).findings.isEmpty)
  }

  private func mark(of text: String) throws -> String? {
    try check(text, "").findings.first?.message.split(separator: "text: ").last
      .map { String($0.prefix(12)) }
  }

  private func check(
    _ text: String,
    _ front: String,
    rule: String? = nil,
    author: String? = "author: ana"
  ) throws -> Report {
    let usual =
      "extends: approval\nmessage: '%[3]s %[1]s'\nlevel: error\nrole: legal\n" + RuleTests.writ
    let lines = ["---", "account: official", author, front, "---", text]
    let bytes = Array(lines.compactMap(\.self).joined(separator: "\n").utf8)
    let loaded = try Rule.load(name: "p.R", path: "R.yml", text: rule ?? usual)
    let linter = Linter(
      rules: [BoundRule(rule: loaded, policy: "p", version: "1.0")],
      register: AccountRegister(holders: ["ana", "dora"]),
      records: Self.records
    )
    let post = try Post(path: "a.md", bytes: bytes)
    return try linter.check(post, today: try #require(Day("2027-01-01")))
  }

  private static let records = CompanyRecords(
    standing: { person in
      let known: [String: CompanyRecords.Standing] = [
        "ana": .init(roles: ["legal"]), "ben": .init(roles: ["legal"]), "chen": .init(),
        "dora": .init(unsigned: ["social-media 2.0"]),
      ]
      return known[person]
    },
    // Not SHA-256, but it differs where the texts do.
    digest: { text in
      let sum = text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) {
        ($0 ^ UInt64($1)) &* 1_099_511_628_211
      }
      return String(sum, radix: 16) + "0000000000000"
    }
  )
}
