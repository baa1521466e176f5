import Git
import Records

/// A verification as build servers read it: a suite for each kind of thing, a test for what is good
/// of it, and a failed test for each that is not (the form that Ant's JUnit task writes).
struct JUnitReport {
  private let report: VerificationReport
  private let allowsFallen: Bool

  /// Prepares the report.
  ///
  /// - Parameters:
  ///   - report: what was found.
  ///   - allowsFallen: whether what fell with an ended key is a test that was skipped, and not one that failed.
  init(_ report: VerificationReport, allowingFallen allowsFallen: Bool) {
    (self.report, self.allowsFallen) = (report, allowsFallen)
  }

  var text: String {
    let suites = VerificationReport.Kind.allCases.compactMap { kind in
      report.counts[kind].map { suite(kind, $0) }
    }
    let refused = report.problems.map(failure)
    let failures = report.problems.count { !isAllowed($0) }
    let all = suites + (refused.isEmpty ? [] : [suite(of: refused, failures)])
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="writ verify" tests="\(suites.count + refused.count)" failures="\(failures)">
      \(all.joined(separator: "\n"))
      </testsuites>

      """
  }

  private func suite(_ kind: VerificationReport.Kind, _ count: Int) -> String {
    """
      <testsuite name="\(kind.rawValue)" tests="1" failures="0">
        <testcase classname="writ.\(kind.rawValue)" name="\(count) \(kind.words(count)) checked"/>
      </testsuite>
    """
  }

  private func isAllowed(_ problem: VerificationReport.Problem) -> Bool {
    allowsFallen && problem.hasFallen
  }

  private func suite(of refused: [String], _ failures: Int) -> String {
    """
      <testsuite name="refused" tests="\(refused.count)" failures="\(failures)" skipped="\(refused.count - failures)">
    \(refused.joined(separator: "\n"))
      </testsuite>
    """
  }

  private func failure(_ problem: VerificationReport.Problem) -> String {
    let code = problem.refusal.code.rawValue
    let name = [problem.ref, problem.object?.hex].compactMap { $0 }.joined(separator: " ")
    let who = problem.person.map { " (\($0))" } ?? ""
    let message = JUnitReport.escaped(problem.refusal.reason + who)
    let outcome =
      isAllowed(problem)
      ? "<skipped message=\"\(code): \(message)\"/>"
      : "<failure type=\"\(code)\" message=\"\(message)\"/>"
    return """
          <testcase classname="writ.refused" name="\(JUnitReport.escaped(name))">
            \(outcome)
          </testcase>
      """
  }

  /// The text for an attribute: no mark-up, and none of the characters that XML 1.0 has no place for.
  static func escaped(_ text: String) -> String {
    text.safe.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
