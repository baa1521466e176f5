import Documents
import Foundation
import Testing

@testable import Linting

/// Reports for other programs.
struct OutputTests {
  @Test func sarifCountsCodePointsAndKeepsWhatWasLeftOut() throws {
    let text = SARIFReport.format([try report()], version: "1.0", digest: { "<\($0.count)>" })
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let run = try #require((document?["runs"] as? [[String: Any]])?.first)
    #expect(document?["version"] as? String == "2.1.0")
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["ruleId"] as? String } == ["p.R"])
    let place = try #require((results[0]["locations"] as? [[String: Any]])?.first)
    let physical = try #require(place["physicalLocation"] as? [String: Any])
    let region = try #require(physical["region"] as? [String: Int])
    #expect(region == ["startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 12])
    let artifact = physical["artifactLocation"] as? [String: String]
    #expect(artifact?["uri"] == "a%20b%25.md")
    let tool = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    #expect((tool?["rules"] as? [[String: Any]])?.count == 1)
  }

  @Test func aSuppressedFindingHasItsReason() throws {
    var report = try report()
    let finding = try #require(report.findings.first)
    report.findings = []
    report.suppressed = [SuppressedFinding(finding: finding, reason: "a quotation", person: "ana")]
    let text = SARIFReport.format([report], version: "1.0", digest: { _ in "" })
    #expect(
      text.contains(
        "\"suppressions\": [{\"kind\": \"inSource\", \"justification\": \"a quotation\"}]"
      )
    )
  }

  @Test func gitHubGetsTenOfAKindAndTheSummaryAll() throws {
    let report = try report(String(repeating: "bad ", count: 25))
    let text = GitHubReport.format([report])
    #expect(text.split(separator: "\n").count == 10)
    #expect(
      text.hasPrefix(
        "::error file=a b%25.md,line=1,endLine=1,col=1,endColumn=4,title=p.R · SM-7::m: 'bad'"
      )
    )
    let summary = GitHubReport.summary([report])
    #expect(summary.contains("1 checked, 25 findings, 1 must be mended first."))
    #expect(summary.split(separator: "\n").filter { $0.hasPrefix("| a b") }.count == 25)
  }

  @Test func workflowCommandsInADraftStayWords() throws {
    let report = try report("bad\n::set-output name=x::y <b>| bad")
    #expect(
      GitHubReport.format([report]).split(separator: "\n").allSatisfy { $0.hasPrefix("::error ") }
    )
    #expect(!GitHubReport.summary([report]).contains("<b>"))
    #expect(!DraftJUnitReport.format([report]).contains("<b>"))
  }

  @Test func jUnitCountsPostsThatMustBeMended() throws {
    let text = DraftJUnitReport.format([try report(), try report("fine")])
    #expect(text.contains("<testsuite name=\"writ lint\" tests=\"2\" failures=\"1\">"))
    #expect(text.contains("<failure type=\"p.R\" message=\"m: 'bad'\">"))
  }

  @Test func aFingerprintHoldsForMovedLines() throws {
    let first = try report("bad").findings.map(\.fingerprint)
    #expect(try report("\n\nNow:  bad").findings.map(\.fingerprint) == first)
    #expect(try report("fine").findings.map(\.fingerprint) != first)
  }

  private func report(_ text: String = "👩‍👩‍👧 é bad") throws -> Report {
    let rule =
      "extends: existence\nmessage: \"m: '%s'\"\nlevel: error\ntokens: [bad]\n" + RuleTests.writ
    let bound = BoundRule(
      rule: try Rule.load(name: "p.R", path: "R.yml", text: rule),
      policy: "p",
      version: "1.0"
    )
    let post = Post(path: "a b%.md", text: text, account: .official)
    return try Linter(rules: [bound]).check(post, today: try #require(Day("2027-01-01")))
  }
}
