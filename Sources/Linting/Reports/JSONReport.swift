internal import Documents

/// Reports for programs, as one JSON document with a fixed order of keys.
///
/// ```
/// {"format": "writ-lint/1", "posts": [{
///   "path": …, "account": "official" | "own", "blocks": true | false,
///   "findings": [{"path", "line", "column", "endLine", "endColumn", "byte", "endByte", "rule",
///     "level", "gate", "blocks", "message", "clause", "policy", "version", "because", "instead",
///     "law": […], "link", "matched", "suggestions": […]}],
///   "suppressed": [{"finding": {…}, "reason", "by", "until"}],
///   "notices": […]}]}
/// ```
/// Lines and columns count from 1 and in characters; bytes from 0. What is not known is `null`.
public enum JSONReport {
  /// The reports of all posts that were checked, ended with a line feed.
  public static func format(_ reports: [Report]) -> String {
    JSON.object([
      ("format", .text("writ-lint/1")),
      ("posts", .list(reports.map(json))),
    ]).text + "\n"
  }

  private static func json(_ report: Report) -> JSON {
    .object([
      ("path", .text(report.path)),
      ("account", .text(report.account.rawValue)),
      ("blocks", .flag(report.blocks)),
      ("findings", .list(report.findings.map(json))),
      ("suppressed", .list(report.suppressed.map(json))),
      ("notices", .list(report.notices.map(JSON.text))),
    ])
  }

  private static func json(_ suppressed: SuppressedFinding) -> JSON {
    .object([
      ("finding", json(suppressed.finding)),
      ("reason", .optional(suppressed.reason)),
      ("by", .optional(suppressed.person)),
      ("until", .optional(suppressed.until?.description)),
    ])
  }

  private static func json(_ finding: Finding) -> JSON {
    .object(
      place(of: finding) + [
        ("rule", .text(finding.rule)),
        ("level", .text(finding.level.rawValue)),
        ("gate", .text(finding.gate.rawValue)),
        ("blocks", .flag(finding.blocks)),
        ("message", .text(finding.message)),
        ("clause", .optional(finding.clause)),
        ("policy", .optional(finding.policy)),
        ("version", .optional(finding.version)),
        ("because", .optional(finding.because)),
        ("instead", .optional(finding.instead)),
        ("law", .list(finding.law.map(JSON.text))),
        ("link", .optional(finding.link)),
        ("matched", .text(finding.matched)),
        ("suggestions", .list(finding.suggestions.map(JSON.text))),
      ]
    )
  }

  private static func place(of finding: Finding) -> [(String, JSON)] {
    [
      ("path", .text(finding.path)),
      ("line", .number(finding.position.line)),
      ("column", .number(finding.position.column)),
      ("endLine", .number(finding.end.line)),
      ("endColumn", .number(finding.end.column)),
      ("byte", .number(finding.bytes.lowerBound)),
      ("endByte", .number(finding.bytes.upperBound)),
    ]
  }
}
