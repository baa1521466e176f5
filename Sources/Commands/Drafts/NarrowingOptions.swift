import ArgumentParser
import Foundation
import Git
import Linting

/// Which findings are left out because they were there before.
struct NarrowingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show only what stands on lines that changed since then, as in 'main' or 'HEAD~3'",
      valueName: "commit"
    )
  )
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Leave out the findings in this file (default: 'baseline' in .writ.yml)",
      valueName: "path"
    )
  )
  var baseline: String?

  @Flag(help: "With --baseline: write all that is found now to the file, and show nothing")
  var writeBaseline = false

  /// Whether anything is to be left out.
  var isAsked: Bool { since != nil || baseline != nil }

  func validate() throws {
    if writeBaseline, baseline == nil {
      throw ValidationError("'--write-baseline' goes with '--baseline'")
    }
  }

  /// What is left out of a check.
  ///
  /// Where the caller says which policies count, as CI does, the baseline that `.writ.yml` names has no
  /// effect: whoever writes a draft could write both.
  func narrowing(
    of check: DraftCheck,
    isJudge: Bool
  ) throws -> DraftNarrowing {
    var narrowing = DraftNarrowing(check)
    if let since {
      guard let repository = check.repository else {
        throw Failure("this folder is in no repository", hint: "git init", status: .couldNotRun)
      }
      narrowing.lines = try ChangedLines(since: since, in: repository)
    }
    if let baseline {
      narrowing.baseline = try Baseline(check.edge.path(baseline), named: baseline)
    } else if !isJudge {
      narrowing.baseline = try narrowing.usualBaseline()
    } else if check.repository != nil, let name = narrowing.usualBaselineName {
      Output.remark(
        "note: \(DraftSettings.file) names the baseline '\(name.safe)', which '--repository' sets aside; to follow it, say --baseline"
      )
    }
    return narrowing
  }

  /// Writes a baseline of all that was found; a draft that could not be read is in none.
  func begin(
    with outcome: DraftCheck.Outcome,
    of check: DraftCheck
  ) throws {
    guard let baseline else { return }
    try DraftCheck.finish(DraftCheck.Outcome(failures: outcome.failures), hint: "writ lint FILE")
    let places = DraftNarrowing(check)
    let findings = outcome.reports.flatMap { report in
      report.findings.map { ($0, places.pathInRepository(report.path)) }
    }
    let text = Baseline.text(of: findings)
    try Data(text.utf8).write(to: URL(fileURLWithPath: check.edge.path(baseline)), options: .atomic)
    let count = findings.count == 1 ? "1 finding" : "\(findings.count) findings"
    Output.answer("Noted \(count) in \(baseline.safe); new ones are still shown")
  }
}
