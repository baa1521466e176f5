import Documents
import Foundation
import Git
import Linting
import Policies
import Records

/// Checks drafts against the rules in force.
struct DraftCheck {
  let edge: Edge
  /// The identity that the policy repository must have, whatever `.writ.yml` says.
  var identity: String?
  /// Whose account the drafts must be for, whatever `.writ.yml` says.
  var account: Account?

  private static let manyDrafts = 50

  /// A draft's bytes and the name it is reported under.
  struct Draft {
    var path: String
    var bytes: [UInt8]
  }

  /// What came of a check.
  struct Outcome {
    var reports: [Report] = []
    /// Drafts that could not be checked, in words.
    var failures: [Failure] = []

    var blocks: Bool { reports.contains(where: \.blocks) }
  }

  /// The rules that apply to files in a repository, by its settings.
  func rules(for repository: Repository?, at override: String? = nil) throws -> RulesInForce {
    let pinned = try override == nil ? pinned(in: repository) : [:]
    let found = try found(for: repository, at: override)
    found.remarkIfOld(at: edge.now)
    var rules = try RulesInForce(found.repository, at: edge.now, pinned: pinned)
    let settings = try DraftSettings.read(in: repository?.workFolder ?? edge.folder)
    rules.account = account ?? settings?.account
    rules.fetched = found.fetched
    return rules
  }

  /// The versions that files in a repository are checked against; the rules are not read for that.
  func versions(for repository: Repository) throws -> [String] {
    let shelf = try PublicationShelf(policies(for: repository))
    let pins = try PinnedVersions(pinned(in: repository), on: shelf)
    return try pins.entriesInForce(at: edge.now).map(\.title)
  }

  private func pinned(in repository: Repository?) throws -> [String: PolicyVersion] {
    try DraftSettings.read(in: repository?.workFolder ?? edge.folder)?.versions ?? [:]
  }

  /// The policy repository that files in a repository are checked against, by its settings.
  func policies(
    for repository: Repository?,
    at override: String? = nil
  ) throws -> PolicyRepository {
    try found(for: repository, at: override).repository
  }

  private func found(for repository: Repository?, at override: String?) throws -> FoundPolicies {
    let folder = repository?.workFolder ?? edge.folder
    let settings = try override == nil ? DraftSettings.read(in: folder) : nil
    let place = override.map { PolicyPlace($0, in: edge) } ?? settings?.policies ?? .folder(folder)
    let isOwn = identity == nil && override == nil
    let source = isOwn ? DraftSettings.file : "--fingerprint"
    return try FoundPolicies(at: place, as: identity ?? settings?.identity, by: source, edge)
  }

  /// Checks drafts one by one; one that cannot be read does not hide the others.
  func check(
    _ drafts: [Draft],
    _ rules: RulesInForce,
    meter: RuleMeter? = nil
  ) throws -> Outcome {
    var linter = rules.linter(isForMany: drafts.count > DraftCheck.manyDrafts)
    linter.meter = meter
    guard let today = Day(edge.now.date) else {
      throw Failure(
        "the clock says \(edge.now.date), so nothing was checked",
        hint: "date",
        status: .couldNotRun
      )
    }
    let results = drafts.concurrentMap { [linter] draft in
      Self.result(of: draft, linter, today, rules.account)
    }
    var outcome = Outcome()
    var voices: [Chorus.Voice] = []
    for result in results {
      switch result {
      case .success(let checked):
        outcome.reports.append(checked.report)
        if let voice = checked.voice { voices.append(voice) }
      case .failure(let failure): outcome.failures.append(failure)
      }
    }
    let notices = Chorus.notices(voices)
    for index in outcome.reports.indices {
      guard let notice = notices[outcome.reports[index].path] else { continue }
      outcome.reports[index].notices.append(notice)
    }
    return outcome
  }

  /// What a check said, and whose words the draft has.
  private struct Checked {
    var report: Report
    var voice: Chorus.Voice?
  }

  private static func result(
    of draft: Draft,
    _ linter: Linter,
    _ today: Day,
    _ account: Account?
  ) -> Result<Checked, Failure> {
    let post: Post
    do throws(DocumentError) {
      post = try Post(path: draft.path, bytes: draft.bytes)
    } catch {
      return .failure(Failure(document: draft.path, error))
    }
    if let account, post.account != account {
      return .failure(.otherAccount(post.account, at: draft.path, only: account))
    }
    let end = ContinuousClock.now.advanced(by: .seconds(10))
    do throws(LintError) {
      let report = try linter.check(post, today: today, isOutOfTime: { ContinuousClock.now > end })
      return .success(Checked(report: report, voice: Chorus.Voice(post, report)))
    } catch {
      return .failure(Failure("\(draft.path.safe): \(error.words)"))
    }
  }

  /// Checks what is staged in a content repository, as its hook does.
  func checkStaged(in repository: Repository) throws {
    if let folder = repository.workFolder, try DraftSettings.read(in: folder) == nil {
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
    let rules = try rules(for: repository)
    Output.remark(
      "checking \(drafts.count == 1 ? "1 draft" : "\(drafts.count) drafts") against \(rules.versions.joined(separator: ", ")) (policy repository \(rules.identity.prefix(12))\(rules.age))"
    )
    let found = try check(drafts, rules)
    let narrowing = try DraftNarrowing.forHooks(in: repository, since: lines, edge)
    let outcome = try narrowing.narrowed(found, drafts)
    let isOneOfMany = outcome.reports.count > 1
    for report in outcome.reports { Output.note(report, isOneOfMany: isOneOfMany) }
    try DraftCheck.finish(outcome, hint: hint)
    return rules.versions
  }

  /// The staged files that are drafts, with the bytes that would be committed.
  func stagedDrafts(in repository: Repository) throws -> [Draft] {
    guard let folder = repository.workFolder, let settings = try DraftSettings.read(in: folder)
    else {
      return []
    }
    let tree = try repository.headTree()
    let files = try repository.stagedFiles(differingFrom: tree)
    return try self.drafts(among: files, settings, in: repository)
  }

  /// The drafts that are in one tree and not, or not so, in another.
  func drafts(from old: ObjectID?, to new: ObjectID, in repository: Repository) throws -> [Draft] {
    guard let folder = repository.workFolder, let settings = try DraftSettings.read(in: folder)
    else {
      return []
    }
    let files = try repository.changes(from: old, to: new).compactMap(\.new)
    return try drafts(among: files, settings, in: repository)
  }

  private func drafts(
    among files: [TreeFile],
    _ settings: DraftSettings,
    in repository: Repository
  ) throws -> [Draft] {
    try files.filter { file in settings.drafts.contains { $0.matches(file.path) } }.map { file in
      guard file.mode != 0o120000, file.mode != 0o160000 else {
        throw Failure("'\(file.path.safe)' is a link; a draft is a file", status: .couldNotRun)
      }
      return Draft(path: file.path, bytes: try repository.read(file.id).bytes)
    }
  }

  /// Ends a check: unreadable drafts first, then findings that block.
  static func finish(_ outcome: Outcome, hint: String) throws {
    for failure in outcome.failures.dropLast() { Output.remark(failure.text) }
    if var last = outcome.failures.last {
      last.status = .couldNotRun
      throw last
    }
    guard outcome.blocks else { return }
    let count = outcome.reports.count(where: \.blocks)
    throw Failure("\(count == 1 ? "1 draft" : "\(count) drafts") must be mended first", hint: hint)
  }
}

extension Failure {
  /// A draft for an account that has no drafts here, so that no draft chooses its own lane.
  fileprivate static func otherAccount(_ account: Account, at path: String, only: Account)
    -> Failure
  {
    Failure(
      "\(path.safe): 'account: \(account.rawValue)', but drafts here are for '\(only.rawValue)' accounts only",
      hint: account == .own ? "mv \(path.safe) ~/" : "grep account \(DraftSettings.file)"
    )
  }
}

extension LintError {
  /// The error as a person reads it.
  var words: String {
    switch self {
    case .noRules: "there are no rules to check against"
    case .ruleTimedOut(let rule, let path):
      "rule \(rule) took too long (\(path.safe)); nothing was found out about this draft"
    case .ruleFailed(let rule, let path, let code):
      "rule \(rule) failed (\(path.safe), code \(code))"
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
