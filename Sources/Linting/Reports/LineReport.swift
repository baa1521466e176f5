internal import Documents

/// Findings for editors, one a line: `path:line:column:rule:message`, as Vale's `--output=line`.
public enum LineReport {
  /// The findings of all reports in order; empty when there are none.
  public static func format(_ reports: [Report]) -> String {
    reports.flatMap(\.findings).map { finding in
      let message = TerminalText.safe(finding.message)
      let path = TerminalText.safe(finding.path)
      return "\(path):\(finding.position):\(TerminalText.safe(finding.rule)):\(message)\n"
    }.joined()
  }
}
