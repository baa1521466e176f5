import Documents

/// Which findings a draft may leave out, and what is wrong with the rest of what it asks.
struct Allowances {
  static let ruleName = "allow"

  private(set) var findings: [Finding] = []
  private(set) var notices: [String] = []
  private var granted: [String: Post.Allowance] = [:]
  private var ends: [String: Day] = [:]
  private let post: Post

  /// Judges what the draft asks under `allow` by each rule's `suppress`.
  init(_ post: Post, _ rules: [BoundRule]) {
    self.post = post
    for allowance in post.allowances {
      let named = rules.map(\.rule).filter { Self.matches(allowance.rule, $0.name) }
      guard let problem = problem(allowance, named, rules) else {
        for rule in named { grant(allowance, for: rule) }
        continue
      }
      findings.append(finding(problem, at: allowance))
    }
  }

  func allowance(for rule: String) -> Post.Allowance? { granted[rule] }

  /// The last day on which a rule's findings may be left out; nil when that does not end.
  func end(for rule: String) -> Day? { ends[rule] }

  private static func matches(_ asked: String, _ name: String) -> Bool {
    asked == name || name.hasSuffix(".\(asked)")
  }

  private mutating func grant(_ allowance: Post.Allowance, for rule: Rule) {
    granted[rule.name] = allowance
    guard let days = rule.terms?.suppression?.days else { return }
    if let end = allowance.day?.adding(days: days) { return ends[rule.name] = end }
    notices.append(
      "findings of '\(rule.name)' may be left out for \(days) days; "
        + "say since when with 'on: \(post.day?.description ?? "DAY")'"
    )
  }

  private func problem(
    _ allowance: Post.Allowance,
    _ named: [Rule],
    _ rules: [BoundRule]
  ) -> String? {
    if named.isEmpty { return unknown(allowance.rule, rules) }
    return named.lazy.compactMap { problem(allowance, $0) }.first
  }

  private func problem(_ allowance: Post.Allowance, _ rule: Rule) -> String? {
    guard let suppression = rule.terms?.suppression else {
      return "findings of '\(rule.name)' cannot be left out"
    }
    if suppression.needsReason, allowance.reason?.isBlank ?? true {
      return "leaving out findings of '\(rule.name)' needs a reason"
    }
    return suppression.role.flatMap { wrongPerson(allowance, rule, $0) }
      ?? suppression.days.flatMap { wrongDay(allowance, rule, $0) }
  }

  /// Only somebody who holds the role may answer for it, as the registry has it today.
  private func wrongPerson(_ allowance: Post.Allowance, _ rule: Rule, _ role: String) -> String? {
    guard let person = allowance.person else {
      return "leaving out findings of '\(rule.name)' needs 'by:', a person with the role '\(role)'"
    }
    if post.records?.standing(person)?.holds(role) ?? false { return nil }
    return "'\(TerminalText.safe(person))' does not hold the role '\(role)', which leaving out "
      + "findings of '\(rule.name)' needs"
  }

  private func wrongDay(_ allowance: Post.Allowance, _ rule: Rule, _ days: Int) -> String? {
    guard let start = allowance.day, let today = post.day else { return nil }
    if today < start { return "'on: \(start)' is later than today" }
    guard let end = start.adding(days: days), end < today else { return nil }
    return "findings of '\(rule.name)' could be left out until \(end); judge them again"
  }

  private func unknown(_ name: String, _ rules: [BoundRule]) -> String {
    let near = Nearest.match(name, among: rules.map(\.rule.name))
    return "no rule is called '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
  }

  private func finding(_ problem: String, at allowance: Post.Allowance) -> Finding {
    let start = post.lines.byte(of: allowance.position) ?? 0
    let hit = Hit(range: start..<start, matched: allowance.rule, message: problem)
    return Finding(hit, rule: Self.ruleName, level: .error, gate: .block, in: post)
  }
}
