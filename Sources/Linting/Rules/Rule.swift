internal import Documents

/// One check on drafts, from one file of a policy's `rules/` folder: Vale's rule language, and what a
/// social post needs besides under `writ:`.
public struct Rule: Sendable {
  /// The largest rule file that is read, in bytes.
  public static let sizeLimit = 256 << 10

  /// `<policy>.<file name without .yml>`.
  public let name: String

  /// The rule file's path, for reports.
  public let path: String

  /// The word under `extends`.
  public let kind: String

  /// What a finding says, with `%s` where the words stand.
  public let message: String

  /// How grave a finding is.
  public internal(set) var level: Level

  /// Vale's `description`.
  public let description: String?

  /// Where to read more.
  public let link: String?

  /// The most findings in one post; nil for no limit of its own.
  public let limit: Int?

  /// Vale's `action`: what an editor may offer to do, and with what.
  public let action: (name: String, parameters: [String])?

  /// Where it looks in a document that is checked against a public style.
  let scopes: [ScopeSelector]

  /// What ties it to a policy; nil for a rule of a public style without a `writ:` key.
  public let terms: PolicyTerms?

  /// The rule's own tests.
  public let tests: [RuleTest]

  let check: any RuleKind
}

extension Rule {
  /// The kinds that other programs which read Vale's rule language know as well.
  public static let valeKinds: Set<String> = [
    "existence", "substitution", "occurrence", "repetition", "consistency", "conditional",
    "capitalization", "metric", "spelling",
  ]

  /// The clause it serves, such as `SM-7`.
  public var clause: String? { terms?.clause }

  /// Whether it finds something to mend; a guard only says what nobody may check.
  var isCheck: Bool { !(check is Guard) }

  /// What its findings do to a post from an official account.
  ///
  /// An error stops the post unless the rule says otherwise; the rest is advice.
  public var gate: Gate { terms?.gate ?? (level == .error ? .block : .advise) }

  /// Whether the rule looks at this post on this day.
  func applies(to post: Post, today: Day?) -> Bool {
    guard let terms else { return true }
    if !isCheck, post.account != .own { return false }
    if let today, !terms.effective.contains(today) { return false }
    if !terms.accounts.isEmpty, !terms.accounts.contains(post.account) { return false }
    return terms.channels.allow(post.channels) && terms.audiences.allow(post.audiences)
      && terms.regions.allow(post.regions)
  }

  /// What it finds, whatever the account, channel and day.
  func hits(in post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    try hits(in: PostViews(post), work)
  }

  /// What it finds in some texts.
  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    let hits = try check.hits(in: fields, of: post, work)
    return limit.map { Array(hits.prefix($0)) } ?? hits
  }
}

extension Array where Element: Equatable {
  /// Whether a rule for these, or for all when there are none, is for any of the post's.
  fileprivate func allow(_ others: [Element]) -> Bool {
    isEmpty || others.contains(where: contains)
  }
}
