import ArgumentParser
import Documents
import Linting
import Policies
import Records

/// The command `writ rules test`.
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Try rules on their own tests",
    discussion: """
      Each rule must find, and leave alone, what its own tests say; it needs at least one of each. \
      Without a name all rules are tried, those of packs that are off as well. 'writ policy test' \
      also tries the example posts of the policies.
      """
  )

  @Argument(help: ArgumentHelp("Only these rules (default: all)", valueName: "rule"))
  var names: [String] = []

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  /// What `--json` writes.
  struct Outcome: Encodable {
    var rules: Int
    var tests: Int
    var failures: [FindingRow]
  }

  func run() throws {
    let shelf = try RuleShelf(try PolicyFiles(at: place.open()))
    let entries = names.isEmpty ? shelf.entries : try names.map(shelf.entry)
    let found = entries.concurrentMap { entry in
      entry.rule.testFailures().map {
        PolicyFinding(.error, "rule-test", $0.message, path: entry.rule.path, at: $0.position)
      }
    }.flatMap(\.self)
    let outcome = Outcome(
      rules: entries.count,
      tests: entries.map(\.rule.tests.count).reduce(0, +),
      failures: found.map(FindingRow.init)
    )
    if json { try Output.json(outcome) } else { write(outcome, found) }
    if !found.isEmpty { throw ExitCode(Failure.Status.refused.rawValue) }
  }

  private func write(_ outcome: Outcome, _ found: [PolicyFinding]) {
    for finding in found { Output.answer(finding.description.safe) }
    let wrong = found.count == 1 ? "1 is not" : "\(found.count) are not"
    let verdict = found.isEmpty ? "all as they should be" : wrong
    let rules = outcome.rules == 1 ? "1 rule" : "\(outcome.rules) rules"
    Output.answer("\(rules), \(outcome.tests) tests: \(verdict)")
  }
}
