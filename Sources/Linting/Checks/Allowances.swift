import Documents

/// Which findings a draft may leave out, and what is wrong with the rest of what it asks.
struct Allowances {
  static let ruleName = "allow"

  private(set) var findings: [Finding] = []
  private var granted: [String: Post.Allowance] = [:]

  /// Judges what the draft asks under `allow` by each rule's `suppress`.
  init(_ post: Post, _ rules: [BoundRule]) {
    for allowance in post.allowances {
      let named = rules.map(\.rule).filter { Self.matches(allowance.rule, $0.name) }
      guard let problem = Self.problem(allowance, named, rules) else {
        for rule in named { granted[rule.name] = allowance }
        continue
      }
      findings.append(Self.finding(problem, at: allowance, in: post))
    }
  }

  func allowance(for rule: String) -> Post.Allowance? { granted[rule] }

  private static func matches(_ asked: String, _ name: String) -> Bool {
    asked == name || name.hasSuffix(".\(asked)")
  }

  private static func problem(
    _ allowance: Post.Allowance,
    _ named: [Rule],
    _ rules: [BoundRule]
  ) -> String? {
    if named.isEmpty { return unknown(allowance.rule, rules) }
    for rule in named {
      guard let suppression = rule.terms?.suppression else {
        return "findings of '\(rule.name)' cannot be left out"
      }
      if suppression.needsReason, allowance.reason?.isBlank ?? true {
        return "leaving out findings of '\(rule.name)' needs a reason"
      }
    }
    return nil
  }

  private static func unknown(_ name: String, _ rules: [BoundRule]) -> String {
    let near = Nearest.match(name, among: rules.map(\.rule.name))
    return "no rule is called '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
  }

  private static func finding(
    _ problem: String,
    at allowance: Post.Allowance,
    in post: Post
  ) -> Finding {
    let start = post.lines.byte(of: allowance.position) ?? 0
    let hit = Hit(range: start..<start, matched: allowance.rule, message: problem)
    return Finding(hit, rule: ruleName, level: .error, gate: .block, in: post)
  }
}
