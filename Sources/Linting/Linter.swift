public import Documents

/// A rule as a published version of a policy has it.
public struct BoundRule: Sendable {
  /// The rule.
  public var rule: Rule
  /// The policy's id.
  public var policy: String
  /// The policy's version in force.
  public var version: String

  /// Ties a rule to the policy and version it comes from.
  public init(rule: Rule, policy: String, version: String) {
    self.rule = rule
    self.policy = policy
    self.version = version
  }
}

/// Why a post could not be checked; never the same as "nothing found".
public enum LintError: Error, Equatable, Sendable {
  /// There is no rule to check with.
  case noRules
  /// The rule needs more steps or time for this post than it may take.
  case ruleTimedOut(rule: String, path: String)
  /// The pattern library failed on this rule with its code.
  case ruleFailed(rule: String, path: String, code: Int32)
}

extension LintError {
  init(_ error: MatchError, rule: String, path: String) {
    switch error {
    case .timedOut: self = .ruleTimedOut(rule: rule, path: path)
    case .failed(let code): self = .ruleFailed(rule: rule, path: path, code: code)
    }
  }
}

/// Checks posts against the rules of the policies in force.
public struct Linter: Sendable {
  /// The most findings that one rule reports for one post.
  public static let findingLimit = 1_000

  /// The rules.
  public let rules: [BoundRule]

  /// Who holds which official account; nil when the policy repository does not say.
  public let register: AccountRegister?

  /// What else the policy repository can be asked; nil without one.
  public let records: CompanyRecords?

  /// Watches the rules at work, if somebody wants to know.
  public var meter: RuleMeter?

  private let prefilter: Prefilter?

  /// Makes a checker; it may be used from several threads.
  ///
  /// - Parameters:
  ///   - rules: The rules.
  ///   - register: Who holds which official account.
  ///   - records: What else the policy repository can be asked.
  ///   - isForMany: Whether it is worth some work to find out beforehand what each rule needs.
  public init(
    rules: [BoundRule],
    register: AccountRegister? = nil,
    records: CompanyRecords? = nil,
    isForMany: Bool = false
  ) {
    self.rules = rules
    self.register = register
    self.records = records
    prefilter = isForMany ? Prefilter(rules) : nil
  }

  /// Checks one post.
  ///
  /// - Parameters:
  ///   - post: The draft.
  ///   - today: The day on which rules must be in force.
  ///   - isOutOfTime: Asked now and then while a long post is searched; `true` ends the check with an
  ///     error. Every single step is bounded besides.
  /// - Returns: What was found, in order.
  /// - Throws: `LintError` when a rule could not finish.
  public func check(
    _ post: Post,
    today: Day,
    isOutOfTime: @escaping @Sendable () -> Bool = { false }
  ) throws(LintError) -> Report {
    guard !rules.isEmpty else { throw .noRules }
    var post = post
    (post.register, post.records, post.day) = (register, records, today)
    let views = PostViews(post)
    if post.account == .own, ProtectedSpeech.covers(views, rules, today: today) {
      return Report(path: post.path, account: .own, notices: [ProtectedSpeech.notice])
    }
    var report = Report(path: post.path, account: post.account)
    if !post.saysAccount { report.notices.append(Report.noFrontMatter) }
    var findings = HiddenText.findings(in: post)
    let candidates = prefilter?.candidates(in: views) ?? Array(rules.indices)
    for index in candidates {
      let bound = rules[index]
      guard bound.rule.isCheck, bound.rule.applies(to: post, today: today) else { continue }
      let start = meter?.time() ?? 0
      let found = try self.findings(of: bound, in: views, isOutOfTime, &report)
      if let meter { meter.note(index, found.count, meter.time() - start) }
      findings += found
    }
    report.sort(findings, of: post, by: rules)
    return report
  }

  private func findings(
    of bound: BoundRule,
    in views: PostViews,
    _ isOutOfTime: @escaping @Sendable () -> Bool,
    _ report: inout Report
  ) throws(LintError) -> [Finding] {
    let (rule, post) = (bound.rule, views.post)
    let work = Work(limit: Self.findingLimit + 1, isOutOfTime: isOutOfTime)
    let hits: [Hit]
    do throws(MatchError) {
      hits = try rule.hits(in: views, work)
    } catch {
      throw LintError(error, rule: rule.name, path: post.path)
    }
    if hits.count > Self.findingLimit {
      report.notices.append("\(rule.name): only the first \(Self.findingLimit) findings are shown")
    }
    return hits.prefix(Self.findingLimit).map { Finding($0, of: bound, in: post) }
  }
}
