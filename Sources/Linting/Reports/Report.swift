public import Documents

/// What the check of one post came to.
public struct Report: Equatable, Sendable {
  /// The post's path.
  public var path: String
  /// Whose account the post is for.
  public var account: Account
  /// What was found, by place and then by rule.
  public var findings: [Finding] = []
  /// What was found and the draft was allowed to leave out.
  public var suppressed: [SuppressedFinding] = []
  /// Remarks on the check itself, each a sentence.
  public var notices: [String] = []

  static let noFrontMatter =
    "no front matter: checked as a post from an official account"

  /// A report on a file that is no post, with findings in their order.
  public init(path: String, findings: [Finding]) {
    (self.path, account, self.findings) = (path, .official, findings)
  }

  init(path: String, account: Account, notices: [String] = []) {
    (self.path, self.account, self.notices) = (path, account, notices)
  }

  /// Whether the post must not go out.
  public var blocks: Bool { findings.contains(where: \.blocks) }
}

/// A finding that the draft was allowed to leave out, and who answers for it.
public struct SuppressedFinding: Equatable, Sendable {
  /// The finding.
  public var finding: Finding
  /// Why it is left out.
  public var reason: String?
  /// The person who answers for it.
  public var person: String?
  /// The last day on which it may be left out; nil when that does not end.
  public var until: Day?

  /// A finding that is left out for a reason.
  public init(finding: Finding, reason: String?, person: String? = nil, until: Day? = nil) {
    (self.finding, self.reason) = (finding, reason)
    (self.person, self.until) = (person, until)
  }
}
