internal import Documents

/// Findings as JUnit's XML, which build servers show: a post is a test, a finding that stops it a
/// failure.
public enum DraftJUnitReport {
  /// One suite with a case for each post.
  public static func format(_ reports: [Report]) -> String {
    let failed = reports.count(where: \.blocks)
    let cases = reports.map { report in
      let failures = report.findings.filter(\.blocks).map { finding in
        let place = "\(finding.path):\(finding.position)"
        return
          "    <failure type=\"\(finding.rule.asXML)\" message=\"\(finding.message.asXML)\">\(place.asXML): \(finding.message.asXML)</failure>\n"
      }
      let others = report.findings.filter { !$0.blocks }.map {
        "\($0.path):\($0.position): \($0.message)\n"
      }
      let output = others.isEmpty ? "" : "    <system-out>\(others.joined().asXML)</system-out>\n"
      return
        "  <testcase classname=\"writ.lint\" name=\"\(report.path.asXML)\">\n\(failures.joined())\(output)  </testcase>\n"
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuite name=\"writ lint\" tests=\"\(reports.count)\" failures=\"\(failed)\">\n"
      + cases.joined() + "</testsuite>\n"
  }
}

extension String {
  fileprivate var asXML: String {
    TerminalText.safeLines(self).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
