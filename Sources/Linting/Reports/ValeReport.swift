internal import Documents

/// Findings as Vale's `--output=JSON` has them, which editors and reviewdog read.
///
/// An object with a list for each path: `Action`, `Span` (first and last character of the line, from
/// 1), `Check`, `Description`, `Link`, `Message`, `Severity`, `Match`, `Line`.
public enum ValeReport {
  /// The findings of all reports; a path without any is left out.
  public static func format(_ reports: [Report]) -> String {
    let paths = reports.filter { !$0.findings.isEmpty }
    return JSON.object(paths.map { ($0.path, .list($0.findings.map(json))) }).text + "\n"
  }

  private static func json(_ finding: Finding) -> JSON {
    let isOneLine = finding.end.line == finding.position.line
    let last =
      isOneLine ? max(finding.position.column, finding.end.column - 1) : finding.position.column
    return .object([
      ("Action", action(of: finding)),
      ("Span", .list([.number(finding.position.column), .number(last)])),
      ("Check", .text(finding.rule)),
      ("Description", .text(finding.description ?? finding.because ?? "")),
      ("Link", .text(finding.link ?? "")),
      ("Message", .text(finding.message)),
      ("Severity", .text(finding.level.rawValue)),
      ("Match", .text(finding.matched)),
      ("Line", .number(finding.position.line)),
    ])
  }

  private static func action(of finding: Finding) -> JSON {
    let parameters = finding.actionParameters.map(JSON.text)
    return .object([
      ("Name", .text(finding.action ?? "")),
      ("Params", parameters.isEmpty ? .null : .list(parameters)),
    ])
  }
}
