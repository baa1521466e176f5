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
      "The policy repository (default: as .writ.yml says, or here)",
      valueName: "path"
    )
  )
  var repository: String?

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

  @Flag(help: "Mend what can be mended without changing what a post says") var fix = false
  @Flag(help: "With --fix: show what would change, and change nothing") var dryRun = false

  func validate() throws {
    if dryRun, !fix { throw ValidationError("'--dry-run' goes with '--fix'") }
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
    let check = DraftCheck(edge: edge)
    let here = try repositoryHere(edge)
    let drafts = try drafts(check, here, edge)
    guard !drafts.isEmpty else {
      guard staged else {
        throw Failure("there is no draft to check", hint: "writ lint FILE", status: .couldNotRun)
      }
      return Output.remark("no staged file is a draft")
    }
    let rules = try check.rules(for: here, at: repository)
    if fix {
      let mending = DraftMending(edge: edge, rules: rules, staging: staged ? here : nil)
      return try mending.run(drafts, dryRun: dryRun)
    }
    let outcome = try check.check(drafts, rules)
    try write(outcome.reports, edge)
    if !json, format == .text {
      Output.remark("checked against \(rules.versions.joined(separator: ", "))")
    }
    try DraftCheck.finish(outcome, hint: "mend the draft, then writ lint again")
  }

  private func explanation(_ edge: Edge) throws -> RuleExplanation {
    let policies = try DraftCheck(edge: edge).policies(for: repositoryHere(edge), at: repository)
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
    let folder = URL(fileURLWithPath: edge.path(first)).deletingLastPathComponent().path
    return try Repository.find(from: folder)
  }

  private func drafts(
    _ check: DraftCheck,
    _ here: Repository?,
    _ edge: Edge
  ) throws -> [DraftCheck.Draft] {
    if staged {
      guard let here else {
        throw Failure("this folder is in no repository", hint: "git init", status: .couldNotRun)
      }
      return try check.stagedDrafts(in: here)
    }
    return try paths.flatMap { path in try DraftFiles(edge: edge).read(path) }
  }
}

/// Reads drafts from files, folders and standard input.
struct DraftFiles {
  let edge: Edge

  /// How the files of a folder must end; nil for any ending.
  ///
  /// A folder has JSON of other programs as well, so a draft in it is a `.post.json`; one that is
  /// named by itself may have any name.
  var endings: [String]? = [".md", ".txt", ".tweet", ".post.json"]

  /// The largest draft that is read at all; larger ones are refused by the checker.
  private static let limit = Post.sizeLimit + 1

  func read(_ path: String) throws -> [DraftCheck.Draft] {
    guard path != "-" else {
      let data = try FileHandle.standardInput.read(upToCount: DraftFiles.limit) ?? Data()
      return [DraftCheck.Draft(path: "(standard input)", bytes: [UInt8](data))]
    }
    let full = edge.path(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else {
      throw Failure("there is no file '\(path.safe)'", hint: "ls", status: .couldNotRun)
    }
    guard isFolder.boolValue else { return [try file(full, named: path)] }
    return try FileManager.default.subpathsOfDirectory(atPath: full).sorted()
      .filter { !isSubfolder($0, in: full) }
      .filter { name in endings?.contains(where: name.hasSuffix) ?? !name.isHidden }
      .filter { !$0.hasPrefix(".git/") }
      .map { try file(full + "/" + $0, named: path == "." ? $0 : path + "/" + $0) }
  }

  private func isSubfolder(_ name: String, in full: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: full + "/" + name, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private func file(_ full: String, named name: String) throws -> DraftCheck.Draft {
    guard let handle = FileHandle(forReadingAtPath: full) else {
      throw Failure(
        "'\(name.safe)' cannot be read",
        hint: "ls -l \(name.safe)",
        status: .couldNotRun
      )
    }
    let data = try handle.read(upToCount: DraftFiles.limit) ?? Data()
    return DraftCheck.Draft(path: name, bytes: [UInt8](data))
  }
}

extension String {
  /// Whether a path has a part that begins with a dot.
  fileprivate var isHidden: Bool { split(separator: "/").contains { $0.hasPrefix(".") } }
}
