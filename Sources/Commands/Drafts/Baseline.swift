import Foundation
import Linting
import Signing

/// Findings that were there when somebody began to check old drafts: they are set aside, new ones not.
///
/// A finding is known again by its rule, what was matched, and its draft's path, so that moved lines
/// change nothing. A file of lines `DIGEST  RULE  PATH`, one for each finding, for Git to compare.
struct Baseline {
  private static let header = "# writ-baseline/1"
  private static let sizeLimit = 16 << 20

  private var counts: [String: Int] = [:]

  /// Reads a baseline.
  init(_ path: String, named name: String) throws {
    guard let bytes = try SmallFile.read(path, named: name, atMost: Baseline.sizeLimit) else {
      throw Failure(
        "there is no baseline '\(name.safe)'",
        hint: "writ lint --baseline \(name.shellWord) --write-baseline PATH",
        status: .couldNotRun
      )
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.first.map(String.init) == Baseline.header else {
      throw Failure(
        "'\(name.safe)' is no baseline: it does not begin with '\(Baseline.header)'",
        hint: "writ lint --help",
        status: .couldNotRun
      )
    }
    for line in lines.dropFirst() {
      counts[String(line.prefix { $0 != " " }), default: 0] += 1
    }
  }

  /// A baseline of everything that was found, as the file has it.
  static func text(of findings: [(finding: Finding, path: String)]) -> String {
    let lines = findings.map { finding, path in
      "\(digest(finding, path))  \(finding.rule.safe)  \(path.safe)"
    }
    return ([header] + lines.sorted()).map { $0 + "\n" }.joined()
  }

  /// Sets known findings aside, each as often as the baseline has it.
  mutating func narrow(_ report: Report, at path: String) -> Report {
    var report = report
    let count = report.findings.count
    report.findings.removeAll { finding in
      let digest = Baseline.digest(finding, path)
      guard let rest = counts[digest], rest > 0 else { return false }
      counts[digest] = rest - 1
      return true
    }
    let known = count - report.findings.count
    if known > 0 {
      let what = known == 1 ? "1 finding" : "\(known) findings"
      report.notices.append("\(what) of the baseline not shown")
    }
    return report
  }

  private static func digest(_ finding: Finding, _ path: String) -> String {
    var finding = finding
    finding.path = path
    return Digest.sha256(finding.fingerprint)
  }
}
