import Foundation
import Git
import Linting

/// Leaves out of a check's findings what was there before.
struct DraftNarrowing {
  /// In a hook, a draft with more lines than these is looked at only where it changes.
  static let longDraft = 100

  /// The repository the drafts lie in, if any; paths are told from its top.
  let repository: Repository?
  let edge: Edge
  /// The baseline's file, as `.writ.yml` names it.
  var usualBaselineName: String?
  var lines: ChangedLines?
  /// Whether only long drafts are looked at by their changed lines.
  var onlyLong = false
  var baseline: Baseline?

  /// Leaves out nothing yet.
  init(_ check: DraftCheck) {
    (repository, edge) = (check.repository, check.edge)
    usualBaselineName = check.settings?.baseline
  }

  /// What a hook leaves out: old lines of long drafts, and what `.writ.yml` names as a baseline.
  static func forHooks(
    of check: DraftCheck,
    since lines: ChangedLines
  ) throws -> DraftNarrowing {
    var narrowing = DraftNarrowing(check)
    narrowing.lines = lines
    narrowing.onlyLong = true
    narrowing.baseline = try narrowing.usualBaseline()
    return narrowing
  }

  /// The baseline that `.writ.yml` names.
  func usualBaseline() throws -> Baseline? {
    guard let folder = repository?.workFolder, let name = usualBaselineName else { return nil }
    return try Baseline(folder + "/" + name, named: name)
  }

  /// The outcome without what was there before.
  func narrowed(
    _ outcome: DraftCheck.Outcome,
    _ drafts: [Draft]
  ) throws -> DraftCheck.Outcome {
    guard lines != nil || baseline != nil else { return outcome }
    let byPath = Dictionary(drafts.map { ($0.path, $0) }) { first, _ in first }
    var (outcome, baseline) = (outcome, baseline)
    outcome.reports = try outcome.reports.map { report in
      guard let draft = byPath[report.path] else { return report }
      let path = pathInRepository(report.path)
      let recent = try recent(report, draft, path)
      return baseline?.narrow(recent, at: path) ?? recent
    }
    return outcome
  }

  private func recent(
    _ report: Report,
    _ draft: Draft,
    _ path: String
  ) throws -> Report {
    guard let lines, !report.findings.isEmpty else { return report }
    if onlyLong, draft.bytes.count(where: { $0 == 0x0A }) <= DraftNarrowing.longDraft {
      return report
    }
    return try lines.narrowed(report, draft, at: path)
  }

  /// A draft's path from the top of its repository; as it was typed where there is none.
  func pathInRepository(_ path: String) -> String {
    guard let folder = repository?.workFolder else { return path }
    let file = URL(fileURLWithPath: edge.path(path))
    let parent = file.deletingLastPathComponent().resolvingSymlinksInPath().path
    let full = parent + "/" + file.lastPathComponent
    let top = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path + "/"
    return full.hasPrefix(top) ? String(full.dropFirst(top.count)) : path
  }
}
