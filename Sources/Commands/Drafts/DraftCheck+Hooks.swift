import Documents
import Git
import Linting

/// What the hooks of a content repository check.
extension DraftCheck {
  /// Checks what is staged, as the hook before a commit does.
  func checkStaged(in repository: Repository) throws {
    if repository.workFolder != nil, settings == nil {
      Output.remark("note: there is no \(DraftSettings.file) here, so no file is taken for a draft")
    }
    let drafts = try stagedDrafts(in: repository)
    let versions = try checkForHook(
      drafts,
      in: repository,
      since: ChangedLines(sinceHEADOf: repository),
      hint: "mend the draft, then git commit again; WRIT_HOOKS=0 git commit skips the check once"
    )
    if !drafts.isEmpty { CheckedNote(drafts, in: repository).leave(versions) }
  }

  /// Checks drafts and says on standard error what is found, and against what.
  ///
  /// - Returns: the versions that they were checked against, as in "social-media 2.1".
  @discardableResult
  func checkForHook(
    _ drafts: [Draft],
    in repository: Repository,
    since lines: ChangedLines,
    hint: String
  ) throws -> [String] {
    guard !drafts.isEmpty else { return [] }
    let rules = try rules()
    Output.remark(
      "checking \(drafts.count == 1 ? "1 draft" : "\(drafts.count) drafts") against \(rules.versions.joined(separator: ", ")) (policy repository \(rules.identity.prefix(12))\(rules.age))"
    )
    let found = try check(drafts, rules)
    let narrowing = try DraftNarrowing.forHooks(of: self, since: lines)
    let outcome = try narrowing.narrowed(found, drafts)
    let isOneOfMany = outcome.reports.count > 1
    for report in outcome.reports { Output.note(report, isOneOfMany: isOneOfMany) }
    try DraftCheck.finish(outcome, hint: hint)
    return rules.versions
  }

  /// The staged files that are drafts, with the bytes that would be committed.
  func stagedDrafts(in repository: Repository) throws -> [Draft] {
    guard repository.workFolder != nil, let settings else { return [] }
    let files = try repository.stagedFiles(differingFrom: repository.headTree())
    return try Self.drafts(among: files, settings, in: repository)
  }

  /// The drafts that are in one tree and not, or not so, in another.
  func drafts(from old: ObjectID?, to new: ObjectID, in repository: Repository) throws -> [Draft] {
    guard repository.workFolder != nil, let settings else { return [] }
    let files = try repository.changes(from: old, to: new).compactMap(\.new)
    return try Self.drafts(among: files, settings, in: repository)
  }

  private static func drafts(
    among files: [TreeFile],
    _ settings: DraftSettings,
    in repository: Repository
  ) throws -> [Draft] {
    try files.filter { file in settings.drafts.contains { $0.matches(file.path) } }.map { file in
      guard file.mode != 0o120000, file.mode != 0o160000 else {
        let words = "'\(file.path.safe)' is a link; a draft is a file"
        return Draft(
          path: file.path,
          refusal: Failure(words, hint: "git rm --cached \(file.path.shellWord)")
        )
      }
      return Draft(path: file.path, bytes: try repository.read(file.id).bytes)
    }
  }
}

extension Output {
  /// A report on standard error, where hooks speak.
  static func note(_ report: Report, isOneOfMany: Bool) {
    let text = TextReport.format(report, isOneOfMany: isOneOfMany)
    if !text.isEmpty { remark(text.last == "\n" ? String(text.dropLast()) : text) }
  }
}

extension Repository {
  /// The tree that HEAD's commit has; `nil` before the first commit.
  func headTree() throws -> ObjectID? {
    guard let commit = try headCommit() else { return nil }
    return try treeOfCommit(commit)
  }
}
