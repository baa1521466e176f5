import ArgumentParser
import Foundation
import Linting
import Signing

/// How findings are written.
enum LintFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case line
  case vale
  case sarif
  case github
  case junit

  /// The findings of all reports; empty when there is nothing to say.
  func write(_ reports: [Report], _ edge: Edge) throws {
    let text =
      switch self {
      case .text: reports.map { TextReport.format($0, isOneOfMany: reports.count > 1) }.joined()
      case .json: JSONReport.format(reports)
      case .line: LineReport.format(reports)
      case .vale: ValeReport.format(reports)
      case .sarif:
        SARIFReport.format(reports, version: Version.number, digest: { Digest.sha256($0) })
      case .github: GitHubReport.format(reports)
      case .junit: DraftJUnitReport.format(reports)
      }
    if !text.isEmpty { Output.answer(text.last == "\n" ? String(text.dropLast()) : text) }
    if self == .github { try summarise(reports, edge) }
  }

  /// Adds all findings to the summary of the step, where the server offers one.
  private func summarise(_ reports: [Report], _ edge: Edge) throws {
    guard let path = edge.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return }
    guard let file = FileHandle(forWritingAtPath: path) else {
      return Output.remark("note: the summary '\(path.safe)' cannot be written")
    }
    try file.seekToEnd()
    try file.write(contentsOf: Data(GitHubReport.summary(reports).utf8))
    try file.close()
  }
}
