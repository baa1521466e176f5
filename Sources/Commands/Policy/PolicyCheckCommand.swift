import ArgumentParser
import Documents
import Git
import Linting
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
      translations that are out of date, rules and example posts that do not fit. In English texts \
      also long sentences, open lists, names that are out of date, slips of the pen, and words that \
      forbid more than they mean (O01 to O22), with the state of the law that they rest on. It ends \
      with status 1 if something is an error; a warning is for you to judge. What does not matter \
      in a clause is left out with a line in check.yml: \
      allow: [{check: O08, clause: SM-2, reason: only official accounts are meant, by: ana}]
      """
  )

  @Argument(help: ArgumentHelp("Only these policies (default: all)", valueName: "policy"))
  var names: [String] = []

  @Flag(help: "Mend slips of the pen in the files") var fix = false
  @Option(help: "How to write the findings") var format = LintFormat.text
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let space = try place.open()
    let files = try PolicyFiles(at: space)
    let check = try PolicyCheck(space.policies, at: space.edge.now)
    let ids = try files.ids(named: names)
    if fix { for id in ids { try mend(id, files, space) } }
    let findings = try ids.concurrentMap { try check.findings(of: $0, in: files) }.flatMap(\.self)
    if json {
      try Output.json(findings.map(FindingRow.init))
    } else if format == .text {
      PolicyCheckCommand.write(findings, of: ids.count)
    } else {
      try format.write(PolicyCheckCommand.reports(findings), space.edge)
    }
    if findings.contains(where: { $0.severity == .error }) {
      throw ExitCode(Failure.Status.refused.rawValue)
    }
  }

  private func mend(_ id: String, _ files: PolicyFiles, _ space: Workspace) throws {
    let path = PolicyRepository.path(of: id)
    guard case .here = files.origin, let bytes = try files.file(path)?.bytes else { return }
    let document = try files.document(id)
    let mended = try WordingCheck(path: path, bytes: bytes, document: document).mended()
    guard mended != bytes else { return }
    try space.git.replaceWorkFile(path, mended)
    Output.remark("Mended \(path.safe)")
  }

  /// The findings in the form of those of drafts, a report for each file.
  private static func reports(_ findings: [PolicyFinding]) -> [Report] {
    let paths = Set(findings.map(\.path)).sorted()
    return paths.map { path in
      let here = findings.filter { $0.path == path }
      var report = Report(path: path, findings: here.filter { $0.reason == nil }.map(Finding.init))
      report.suppressed = here.compactMap { finding in
        finding.reason.map { SuppressedFinding(finding: Finding(finding), reason: $0) }
      }
      return report
    }
  }

  private static func write(_ findings: [PolicyFinding], of count: Int) {
    let policies = "\(count) \(count == 1 ? "policy" : "policies")"
    guard !findings.isEmpty else { return Output.answer("Nothing found in \(policies)") }
    for finding in findings { Output.answer(finding.description.safe) }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count { $0.severity == .warning }
    Output.remark(
      "\(errors) \(errors == 1 ? "error" : "errors") and \(warnings) "
        + "\(warnings == 1 ? "warning" : "warnings") in \(policies)"
    )
  }
}

extension Finding {
  /// A finding about a policy in the form of one about a draft.
  fileprivate init(_ finding: PolicyFinding) {
    self.init(
      path: finding.path,
      position: finding.position ?? Position(line: 1, column: 1),
      rule: finding.check,
      level: finding.severity == .error ? .error : .warning,
      message: finding.message
    )
    (clause, instead) = (finding.clause, finding.instead)
    law = [finding.regime, finding.asOf.map { "as of \($0)" }].compactMap(\.self)
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
  var clause: String?
  var instead: String?
  var regime: String?
  var asOf: String?
  var reason: String?

  init(_ finding: PolicyFinding) {
    path = finding.path
    line = finding.position?.line
    column = finding.position?.column
    severity = finding.severity.rawValue
    check = finding.check
    message = finding.message
    (clause, instead, regime) = (finding.clause, finding.instead, finding.regime)
    (asOf, reason) = (finding.asOf?.description, finding.reason)
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
