internal import Documents

/// A report for a terminal: `path:line:column: severity: [rule] message`, and under it why, what to
/// do instead, and the clause.
public enum TextReport {
  /// The report as lines, each ended; empty when there is nothing to say.
  ///
  /// What came from the draft or a rule file is shown without its control characters.
  ///
  /// - Parameters:
  ///   - report: What a check of one draft said.
  ///   - isOneOfMany: Whether other drafts' reports stand beside it, so that a remark names its draft.
  /// - Returns: The lines.
  public static func format(_ report: Report, isOneOfMany: Bool = false) -> String {
    let findings = report.findings.flatMap(lines)
    let suppressed = report.suppressed.flatMap(lines)
    let path = isOneOfMany ? "\(report.path): " : ""
    let notices = report.notices.map { "note: \(TerminalText.safe(path + $0))" }
    return (findings + suppressed + notices).map { $0 + "\n" }.joined()
  }

  private static func lines(_ finding: Finding) -> [String] {
    let details = [
      ("why", finding.because),
      ("instead", finding.instead),
      ("suggested", suggestions(of: finding)),
      ("clause", clause(of: finding)),
      ("law", finding.law.isEmpty ? nil : finding.law.joined(separator: "; ")),
    ]
    return [head(finding, finding.level.rawValue)]
      + details.compactMap { name, text in text.map { "    \(name): \(TerminalText.safe($0))" } }
  }

  /// What may be meant, unless the message says it already.
  private static func suggestions(of finding: Finding) -> String? {
    let news = finding.suggestions.filter { !finding.message.contains($0) }
    return news.isEmpty ? nil : news.joined(separator: ", ")
  }

  private static func lines(_ suppressed: SuppressedFinding) -> [String] {
    let reason = TerminalText.safe(suppressed.reason ?? "no reason given")
    let person = suppressed.person.map { " (\(TerminalText.safe($0)))" } ?? ""
    let end = suppressed.until.map { ", until \($0)" } ?? ""
    return [head(suppressed.finding, "left out"), "    reason: \(reason)\(person)\(end)"]
  }

  private static func head(_ finding: Finding, _ severity: String) -> String {
    let path = TerminalText.safe(finding.path)
    let message = TerminalText.safe(finding.message)
    return
      "\(path):\(finding.position): \(severity): [\(TerminalText.safe(finding.rule))] \(message)"
  }

  private static func clause(of finding: Finding) -> String? {
    guard let clause = finding.clause else { return nil }
    guard let policy = finding.policy, let version = finding.version else { return clause }
    return "\(clause) of \(policy) \(version)"
  }
}
