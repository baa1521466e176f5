import Git
import Records

/// A verification as build servers read it: a suite for each kind of thing, a test for what is good
/// of it, and a failed test for each that is not (the form that Ant's JUnit task writes).
struct JUnitReport {
  private let report: VerificationReport

  init(_ report: VerificationReport) { self.report = report }

  var text: String {
    let suites = VerificationReport.Kind.allCases.compactMap { kind in
      report.counts[kind].map { suite(kind, $0) }
    }
    let failures = report.problems.map(failure)
    let all = suites + (failures.isEmpty ? [] : [refused(failures)])
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="writ verify" tests="\(suites.count + failures.count)" failures="\(failures.count)">
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

  private func refused(_ failures: [String]) -> String {
    """
      <testsuite name="refused" tests="\(failures.count)" failures="\(failures.count)">
    \(failures.joined(separator: "\n"))
      </testsuite>
    """
  }

  private func failure(_ problem: VerificationReport.Problem) -> String {
    let code = problem.refusal.code.rawValue
    let name = [problem.ref, problem.object?.hex].compactMap { $0 }.joined(separator: " ")
    let who = problem.person.map { " (\($0))" } ?? ""
    return """
          <testcase classname="writ.refused" name="\(JUnitReport.escaped(name))">
            <failure type="\(code)" message="\(JUnitReport.escaped(problem.refusal.reason + who))"/>
          </testcase>
      """
  }

  /// The text for an attribute: no mark-up, and none of the characters that XML 1.0 has no place for.
  static func escaped(_ text: String) -> String {
    text.safe.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
