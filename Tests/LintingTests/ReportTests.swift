import Documents
import Linting
import Testing

struct ReportTests {
  @Test func theTextReportReadsLikeACompilers() throws {
    let report = try report("---\naccount: official\nchannel: x\n---\nno risk\n")
    #expect(
      TextReport.format(report) == """
        posts/a.md:5:1: error: [social-media.Promises] Do not promise results: 'no risk'.
            why: We can show what we measured; we cannot promise an outcome.
            instead: Say what was measured, where and when.
            clause: SM-7 of social-media 1.0
            law: 16 CFR 255

        """
    )
  }

  @Test func whatIsLeftOutIsStillReported() throws {
    let allow = "allow: [{rule: Promises, reason: \"a\\e[31m\", by: alice, on: 2026-12-31}]\n"
    let report = try report("---\naccount: official\nchannel: x\n\(allow)---\nno risk\n")
    #expect(
      TextReport.format(report) == """
        posts/a.md:6:1: left out: [social-media.Promises] Do not promise results: 'no risk'.
            reason: a\\u{1B}[31m (alice), until 2027-03-31

        """
    )
  }

  @Test func amongManyARemarkNamesItsDraft() throws {
    var report = try report("---\naccount: official\nchannel: x\n---\nFine\n")
    report.notices = ["said", "2 colleagues say the same"]
    #expect(TextReport.format(report).hasPrefix("note: said\n"))
    #expect(
      TextReport.format(report, isOneOfMany: true)
        == "note: posts/a.md: said\nnote: posts/a.md: 2 colleagues say the same\n"
    )
  }

  @Test func terminalEscapesInADraftArePrintedHarmlessly() throws {
    var report = try report("---\naccount: official\nchannel: x\n---\nno risk\n")
    report.findings[0].message = "\u{1B}]0;owned\u{7}\u{202E}\n"
    report.findings[0].path = "a\u{9B}b.md"
    #expect(
      TextReport.format(report).hasPrefix(
        #"a\u{9B}b.md:5:1: error: [social-media.Promises] \u{1B}]0;owned\u{7}\u{202E}\u{A}"#
      )
    )
    let json = JSONReport.format([report])
    #expect(json.contains(#""message": "\u001b]0;owned\u0007\u202e\n""#))
  }

  @Test func theJSONReportHasAFixedOrder() throws {
    let report = try report("---\naccount: official\nchannel: x\n---\nno risk\n")
    #expect(
      JSONReport.format([report]) == """
        {"format": "writ-lint/1", "posts": [{"path": "posts/a.md", "account": "official", \
        "blocks": true, "findings": [{"path": "posts/a.md", "line": 5, "column": 1, "endLine": 5, \
        "endColumn": 8, "byte": 37, "endByte": 44, "rule": "social-media.Promises", \
        "level": "error", "gate": "block", "blocks": true, \
        "message": "Do not promise results: 'no risk'.", "clause": "SM-7", \
        "policy": "social-media", "version": "1.0", \
        "because": "We can show what we measured; we cannot promise an outcome.", \
        "instead": "Say what was measured, where and when.", "law": ["16 CFR 255"], "link": null, \
        "matched": "no risk", "suggestions": []}], "suppressed": [], "notices": []}]}

        """
    )
  }

  private func report(_ text: String) throws -> Report {
    let rule = try Rule.load(name: "social-media.Promises", path: "P.yml", text: RuleTests.promises)
    let linter = Linter(
      rules: [BoundRule(rule: rule, policy: "social-media", version: "1.0")],
      records: AllowanceTests.records
    )
    return try linter.check(
      try Post(path: "posts/a.md", bytes: Array(text.utf8)),
      today: try #require(Day("2027-01-01"))
    )
  }
}
