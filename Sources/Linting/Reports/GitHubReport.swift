internal import Documents

/// Findings as workflow commands, which GitHub and Forgejo show beside the lines they are about.
///
/// GitHub shows ten of a kind for each step and drops the rest without a word, so only ten are
/// written, and all of them stand in the summary.
public enum GitHubReport {
  private static let shown = 10

  /// The commands, the gravest findings first.
  public static func format(_ reports: [Report]) -> String {
    let findings = reports.flatMap(\.findings)
    return Level.allCases.reversed().flatMap { level in
      findings.filter { $0.level == level }.prefix(shown).map(command)
    }.joined()
  }

  private static func command(_ finding: Finding) -> String {
    let kinds: [Level: String] = [.error: "error", .warning: "warning", .suggestion: "notice"]
    let title = [finding.rule, finding.clause].compactMap(\.self).joined(separator: " · ")
    let place = [
      "file=\(finding.path.asProperty)", "line=\(finding.position.line)",
      "endLine=\(finding.end.line)", "col=\(finding.position.column)",
      "endColumn=\(finding.end.column)", "title=\(title.asProperty)",
    ].joined(separator: ",")
    let words = [finding.message, finding.instead.map { "Instead: \($0)" }].compactMap(\.self)
    let text = words.joined(separator: "\n").asData
    return "::\(kinds[finding.level] ?? "notice") \(place)::\(text)\n"
  }

  /// A table of all findings in Markdown, with their number.
  public static func summary(_ reports: [Report]) -> String {
    let findings = reports.flatMap(\.findings)
    let blocked = reports.count(where: \.blocks)
    var lines = [
      "### Drafts of posts", "",
      "\(reports.count) checked, \(findings.count) findings, \(blocked) must be mended first.", "",
    ]
    guard !findings.isEmpty else { return lines.joined(separator: "\n") }
    lines += ["| where | level | rule | what | instead |", "|---|---|---|---|---|"]
    lines += findings.prefix(1_000).map { finding in
      let cells = [
        "\(finding.path):\(finding.position)", finding.level.rawValue, finding.rule,
        finding.message,
        finding.instead ?? "",
      ]
      return "| \(cells.map(\.asCell).joined(separator: " | ")) |"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  fileprivate var asData: String {
    TerminalText.safeLines(self).replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
  }

  fileprivate var asProperty: String {
    asData.replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  fileprivate var asCell: String {
    TerminalText.safe(self).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("|", with: "\\|").replacing("`", with: "\\`").replacing("[", with: "\\[")
  }
}
