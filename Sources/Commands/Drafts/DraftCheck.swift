import Documents
import Foundation
import Git
import Linting
import Policies
import Records

/// Checks drafts against the rules in force.
struct DraftCheck {
  let edge: Edge
  /// The repository that the drafts lie in, if any.
  let repository: Repository?
  /// What that repository, or the folder here, says in `.writ.yml`.
  let settings: DraftSettings?
  /// The identity that the policy repository must have, whatever `.writ.yml` says.
  let identity: String?
  /// Whose account the drafts must be for; `nil` for any.
  let account: Account?

  private static let manyDrafts = 50

  /// Reads the settings of a repository once, for all that is asked of them.
  init(
    _ edge: Edge,
    in repository: Repository?,
    identity: String? = nil,
    account: Account? = nil
  ) throws {
    let settings = try DraftSettings.read(in: repository?.workFolder ?? edge.folder)
    (self.edge, self.repository, self.identity) = (edge, repository, identity)
    (self.settings, self.account) = (settings, account ?? settings?.account)
  }

  /// What came of a check.
  struct Outcome {
    var reports: [Report] = []
    /// Drafts that could not be checked, in words.
    var failures: [Failure] = []

    var blocks: Bool { reports.contains(where: \.blocks) }
  }

  /// The rules that apply, from the policy repository that the settings name or another one.
  func rules(at override: String? = nil) throws -> RulesInForce {
    let found = try found(at: override)
    found.remarkIfOld(at: edge.now)
    let pinned = override == nil ? settings?.versions ?? [:] : [:]
    var rules = try RulesInForce(found.repository, at: edge.now, pinned: pinned)
    rules.account = account
    rules.fetched = found.fetched
    return rules
  }

  /// The versions that drafts are checked against; the rules are not read for that.
  func versions() throws -> [String] {
    let shelf = try PublicationShelf(policies())
    let pins = try PinnedVersions(settings?.versions ?? [:], on: shelf)
    return try pins.entriesInForce(at: edge.now).map(\.title)
  }

  /// The policy repository that the settings name, or another one.
  func policies(at override: String? = nil) throws -> PolicyRepository {
    try found(at: override).repository
  }

  private func found(at override: String?) throws -> FoundPolicies {
    let folder = repository?.workFolder ?? edge.folder
    let settings = override == nil ? settings : nil
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
      Result { () throws(Failure) in try Self.checked(draft, linter, today, rules.account) }
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

  private static func checked(
    _ draft: Draft,
    _ linter: Linter,
    _ today: Day,
    _ account: Account?
  ) throws(Failure) -> (report: Report, voice: Chorus.Voice?) {
    let post = try draft.post(for: account)
    let end = ContinuousClock.now.advanced(by: .seconds(10))
    do throws(LintError) {
      let report = try linter.check(post, today: today, isOutOfTime: { ContinuousClock.now > end })
      return (report, Chorus.Voice(post, report))
    } catch {
      throw Failure("\(draft.path.safe): \(error.words)")
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
