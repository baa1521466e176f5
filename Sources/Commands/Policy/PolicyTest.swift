import ArgumentParser
import Documents
import Linting
import Policies
import Records

/// The command `writ policy test`.
struct PolicyTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Try the rules of policies on their own tests and on the example posts",
    discussion: """
      A 'post do' in a policy must pass all its rules; a 'post dont' must be found by a rule of its \
      clause. Each rule must find, and leave alone, what its own tests say.
      """
  )

  @Argument(help: ArgumentHelp("Only these policies (default: all)", valueName: "policy"))
  var names: [String] = []

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  /// One policy as `--json` writes it.
  struct Row: Encodable {
    var policy: String
    var rules: Int
    var tests: Int
    var examples: Int
    var failures: [FindingRow]
  }

  func run() throws {
    let space = try place.open()
    let files = try PolicyFiles(at: space)
    let rows = try files.ids(named: names).concurrentMap { try PolicyTest.row($0, files) }
    if json { try Output.json(rows) } else { rows.forEach(PolicyTest.write) }
    if rows.contains(where: { !$0.failures.isEmpty }) {
      throw ExitCode(Failure.Status.refused.rawValue)
    }
  }

  private static func row(_ id: String, _ files: PolicyFiles) throws -> Row {
    let document = try files.document(id)
    let check = RuleCheck(
      path: PolicyRepository.path(of: id),
      document: document,
      rules: try files.rules(of: id)
    )
    let failures = try check.failedTests() + check.failedExamples()
    return Row(
      policy: id,
      rules: check.rules.count,
      tests: check.rules.map(\.tests.count).reduce(0, +),
      examples: check.rules.isEmpty ? 0 : document.examples.count,
      failures: failures.map(FindingRow.init)
    )
  }

  private static func write(_ row: Row) {
    for failure in row.failures {
      let place = failure.line.map { ":\($0):\(failure.column ?? 1)" } ?? ""
      Output.answer("\(failure.path)\(place): error: [\(failure.check)] \(failure.message)".safe)
    }
    guard row.rules > 0 else {
      return Output.answer("\(row.policy): no rules, so there is nothing to try")
    }
    let wrong = row.failures.isEmpty ? "all as they should be" : "\(row.failures.count) are not"
    Output.answer(
      "\(row.policy): \(row.rules) rules, \(row.tests) tests, \(row.examples) example posts: \(wrong)"
    )
  }
}

extension PolicyFiles {
  /// A policy's text, which must be readable.
  func document(_ id: String) throws -> PolicyDocument {
    let path = PolicyRepository.path(of: id)
    guard let file = try file(path) else { throw WorkflowError.missingFile(path) }
    do throws(DocumentError) {
      return try PolicyDocument(parsing: file.readBytes())
    } catch {
      throw WorkflowError.document(path, error)
    }
  }

  /// A policy's rules, which must be readable.
  func rules(of id: String) throws -> [Rule] {
    try RulesInForce.paths(of: id, in: self).compactMap { path in
      try file(path)?.bytes.map { try RulesInForce.rule(id, path, $0) }
    }
  }
}
