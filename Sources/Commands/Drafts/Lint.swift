import ArgumentParser
import Documents
import Foundation
import Git
import Linting
import Records

/// The command `writ lint`.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check drafts of posts against the policies in force",
    discussion: """
      Each finding says where it is, which clause it is about, why, and what to write instead. \
      Drafts for your own account ('account: own') get advice only; nothing is stored or sent.
      """
  )

  @Argument(help: ArgumentHelp("The drafts; '-' reads standard input", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Check what is staged for the next commit") var staged = false

  @Option(help: "How to write the findings") var format = LintFormat.text
  @Flag(help: "Write JSON") var json = false

  @Option(
    help: ArgumentHelp(
      "The policy repository, a folder or an address (default: as .writ.yml says, or here)",
      valueName: "path"
    )
  )
  var repository: String?

  @Option(help: ArgumentHelp("The identity that it must have: 64 digits", valueName: "id"))
  var fingerprint: String?

  @Option(
    help: ArgumentHelp(
      "Refuse drafts for other accounts than 'official' or 'own' (default: 'account' in .writ.yml, or both)",
      valueName: "account"
    ),
    transform: Lint.account
  )
  var account: Account?

  @Option(
    help: ArgumentHelp(
      "Check documents against public styles as this .vale.ini says, and against no policy",
      valueName: "path"
    )
  )
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Explain a rule in force: clause, reason, examples, law",
      valueName: "rule"
    )
  )
  var explain: String?

  @OptionGroup var narrowing: NarrowingOptions

  @Flag(help: "Instead of findings, say which rules fire, how often, and what each costs in time")
  var stats = false

  @Flag(help: "Mend what can be mended without changing what a post says; ask about the rest")
  var fix = false
  @Flag(help: "With --fix: show what would change, and change nothing") var dryRun = false

  private static func account(_ word: String) throws -> Account {
    guard let account = Account(rawValue: word) else {
      throw ValidationError("'\(word.safe)' is no account; use official or own")
    }
    return account
  }

  /// Whether something was asked for that only a check against policies has.
  private var hasPolicyOptions: Bool {
    account != nil || repository != nil || fingerprint != nil || staged || narrowing.isAsked
  }

  func validate() throws {
    if stats, fix || config != nil || format != .text {
      throw ValidationError(
        "'--stats' writes a table, or JSON with --json; it goes with no --format, --fix or --config"
      )
    }
    if dryRun, !fix { throw ValidationError("'--dry-run' goes with '--fix'") }
    if config != nil, hasPolicyOptions {
      throw ValidationError(
        "'--config' checks documents against no policy; it goes with no --account, --repository, --fingerprint, --staged, --since or --baseline"
      )
    }
    if fix, config != nil || paths.contains("-") {
      throw ValidationError(
        "'--fix' is for files that are named or staged, and goes with no --config"
      )
    }
  }

  func run() throws {
    let edge = Edge.current
    if let explain { return try explanation(edge).answer(explain, json: json) }
    if let config { return try checkStyles(config, edge) }
    let check = try DraftCheck(
      edge,
      in: repositoryHere(edge),
      identity: fingerprint,
      account: account
    )
    let drafts = try drafts(check, edge)
    guard !drafts.isEmpty else {
      guard staged else {
        throw Failure("there is no draft to check", hint: "writ lint FILE", status: .couldNotRun)
      }
      return Output.remark("no staged file is a draft")
    }
    let rules = try check.rules(at: repository)
    if fix {
      let staging = staged ? check.repository : nil
      let mending = DraftMending(edge: edge, rules: rules, staging: staging)
      return try mending.run(drafts, dryRun: dryRun)
    }
    if stats { return try DraftStatistics(rules).run(check, drafts, json: json) }
    let found = try check.check(drafts, rules)
    if narrowing.writeBaseline { return try narrowing.begin(with: found, of: check) }
    let outcome = try narrowing.narrowing(of: check, isJudge: repository != nil)
      .narrowed(found, drafts)
    try write(outcome.reports, edge)
    if !json, format == .text {
      Output.remark("checked against \(rules.versions.joined(separator: ", "))\(rules.age)")
    }
    try DraftCheck.finish(outcome, hint: "mend the draft, then writ lint again")
  }

  private func explanation(_ edge: Edge) throws -> RuleExplanation {
    let check = try DraftCheck(edge, in: repositoryHere(edge), identity: fingerprint)
    let policies = try check.policies(at: repository)
    return RuleExplanation(policies: policies, now: edge.now)
  }

  /// Checks documents against public styles: an error in them is status 1.
  private func checkStyles(_ config: String, _ edge: Edge) throws {
    let styles = try StyleFolder(config, edge)
    for notice in styles.notices { Output.remark("note: \(notice.safe)") }
    let files = DraftFiles(edge: edge, endings: nil)
    let outcome = try styles.check(paths.flatMap { path in try files.read(path) })
    try write(outcome.reports, edge)
    try DraftCheck.finish(outcome, hint: "mend the draft, then writ lint again")
    if outcome.reports.flatMap(\.findings).contains(where: { $0.level == .error }) {
      throw ExitCode(Failure.Status.refused.rawValue)
    }
  }

  private func write(_ reports: [Report], _ edge: Edge) throws {
    try (json ? .json : format).write(reports, edge)
  }

  /// The repository whose settings apply: the one here, or that of the first draft.
  private func repositoryHere(_ edge: Edge) throws -> Repository? {
    if let here = try Repository.find(from: edge.folder, honouringEnvironment: staged) {
      return here
    }
    guard let first = paths.first, first != "-" else { return nil }
    let folder = edge.path(first).split(separator: "/").dropLast().joined(separator: "/")
    return try Repository.find(from: "/" + folder)
  }

  private func drafts(_ check: DraftCheck, _ edge: Edge) throws -> [Draft] {
    if staged {
      guard let here = check.repository else {
        throw Failure("this folder is in no repository", hint: "git init", status: .couldNotRun)
      }
      return try check.stagedDrafts(in: here)
    }
    return try paths.flatMap { path in try DraftFiles(edge: edge).read(path) }
  }
}
