import ArgumentParser
import Documents
import Policies
import Records

/// The command `writ policy check`.
struct PolicyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check policies for what a reviewer should not have to find",
    discussion: """
      Looks at the files as they lie here: texts and rules that cannot be read, clauses without an \
      id, a Don't without a Do, owners and groups that nobody is in, review dates that have passed, \
      translations that are out of date, rules and example posts that do not fit. It ends with \
      status 1 if something is an error; a warning is for you to judge.
      """
  )

  @Argument(help: ArgumentHelp("Only these policies (default: all)", valueName: "policy"))
  var names: [String] = []

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let space = try place.open()
    let files = try PolicyFiles(at: space)
    let check = try PolicyCheck(space.policies, at: space.edge.now)
    let ids = try files.ids(named: names)
    let findings = try ids.concurrentMap { try check.findings(of: $0, in: files) }.flatMap(\.self)
    if json {
      try Output.json(findings.map(FindingRow.init))
    } else {
      PolicyCheckCommand.write(findings, of: ids.count)
    }
    if findings.contains(where: { $0.severity == .error }) {
      throw ExitCode(Failure.Status.refused.rawValue)
    }
  }

  private static func write(_ findings: [PolicyFinding], of count: Int) {
    let policies = "\(count) \(count == 1 ? "policy" : "policies")"
    guard !findings.isEmpty else { return Output.answer("Nothing found in \(policies)") }
    for finding in findings { Output.answer(finding.description.safe) }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count - errors
    Output.remark(
      "\(errors) \(errors == 1 ? "error" : "errors") and \(warnings) "
        + "\(warnings == 1 ? "warning" : "warnings") in \(policies)"
    )
  }
}

/// A finding as `--json` writes it.
struct FindingRow: Encodable {
  var path: String
  var line: Int?
  var column: Int?
  var severity: String
  var check: String
  var message: String

  init(_ finding: PolicyFinding) {
    path = finding.path
    line = finding.position?.line
    column = finding.position?.column
    severity = finding.severity.rawValue
    check = finding.check
    message = finding.message
  }
}

extension PolicyFiles {
  /// The policies that were named, which must be there; all of them if none was.
  func ids(named names: [String]) throws -> [String] {
    let known = try ids()
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw WorkflowError.unknownPolicy(unknown, known: known)
    }
    return names.isEmpty ? known : names
  }
}
