import Documents
import Foundation
import Linting
import Synchronization

/// Which rules fire, how often, and what each costs in time.
final class DraftStatistics: Sendable {
  /// What one rule did.
  private struct Tally {
    var drafts = 0
    var findings = 0
    var firing = 0
    var nanoseconds: Int64 = 0
  }

  /// The table for programs.
  private struct Sheet: Encodable {
    var format = "writ-lint-stats/1"
    var drafts: Int
    var versions: [String]
    var rules: [Row]
  }

  /// What one rule did, for programs.
  private struct Row: Encodable {
    var rule: String
    var clause: String?
    var findings: Int
    var inDrafts: Int
    var lookedAt: Int
    var milliseconds: Double

    init(_ bound: BoundRule, _ tally: Tally) {
      (rule, clause) = (bound.rule.name, bound.rule.clause)
      (findings, inDrafts, lookedAt) = (tally.findings, tally.firing, tally.drafts)
      milliseconds = Double(tally.nanoseconds / 1_000) / 1_000
    }
  }

  private let rules: RulesInForce
  private let tallies: Mutex<[Tally]>

  init(_ rules: RulesInForce) {
    self.rules = rules
    tallies = Mutex(Array(repeating: Tally(), count: rules.rules.count))
  }

  /// Checks drafts and writes the table, the rules that fire most first.
  func run(_ check: DraftCheck, _ drafts: [Draft], json: Bool = false) throws {
    let outcome = try check.check(drafts, rules, meter: meter)
    if json {
      try Output.json(
        Sheet(drafts: outcome.reports.count, versions: rules.versions, rules: rows.map(Row.init))
      )
    } else {
      Output.answer(table)
    }
    let count = outcome.reports.count
    Output.remark(
      "\(count == 1 ? "1 draft" : "\(count) drafts") checked against \(rules.versions.joined(separator: ", "))"
    )
    try DraftCheck.finish(DraftCheck.Outcome(failures: outcome.failures), hint: "writ lint FILE")
  }

  private var meter: RuleMeter {
    let start = ContinuousClock.now
    return RuleMeter(
      time: { Int64((ContinuousClock.now - start) / .nanoseconds(1)) },
      note: { rule, findings, nanoseconds in
        self.tallies.withLock { tallies in
          tallies[rule].drafts += 1
          tallies[rule].findings += findings
          tallies[rule].firing += findings > 0 ? 1 : 0
          tallies[rule].nanoseconds += nanoseconds
        }
      }
    )
  }

  private var rows: [(BoundRule, Tally)] {
    zip(rules.rules, tallies.withLock { $0 })
      .sorted { left, right in
        (right.1.findings, right.1.nanoseconds, left.0.rule.name)
          < (left.1.findings, left.1.nanoseconds, right.0.rule.name)
      }
  }

  private var table: String {
    Table(
      titles: ["rule", "clause", "findings", "in drafts", "looked at", "ms"],
      rows: rows.map { bound, tally in
        [
          bound.rule.name.safe, (bound.rule.clause ?? "").safe, String(tally.findings),
          String(tally.firing), String(tally.drafts),
          String(format: "%.2f", Double(tally.nanoseconds) / 1e6),
        ]
      }
    ).text
  }
}
