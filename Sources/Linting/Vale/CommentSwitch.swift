/// A comment in a document that switches a rule, a style or all of them: `<!-- vale off -->`,
/// `<!-- vale Style.Rule = NO -->`, `<!-- vale Style.Rule["word"] = NO -->`, `<!-- vale Style = NO -->`,
/// `<!-- vale styles = One, Two -->`, which switches all others off.
///
/// Public styles' documents rely on them. Drafts of posts do not have them: one comment must not
/// silence a policy.
struct CommentSwitch: Sendable, Equatable {
  /// The byte at which it takes effect.
  var start: Int
  /// The rule or style, or nil for all.
  var rule: String?
  /// The styles that are left on; nil where the comment names what it switches.
  var kept: Set<String>?
  /// Only these matches; empty for all.
  var matches: [String]
  var isOff: Bool

  /// Reads what stands in a comment; nil when it is none of these.
  init?(_ comment: String, at start: Int) {
    let words = comment.trimmingBlanks
    guard words.hasPrefix("vale ") else { return nil }
    let rest = String(words.dropFirst(5)).trimmingBlanks
    self.start = start
    (rule, matches) = (nil, [])
    if rest == "off" || rest == "on" {
      isOff = rest == "off"
      return
    }
    let sides = rest.split(separator: "=").map { String($0).trimmingBlanks }
    guard sides.count == 2 else { return nil }
    if ["style", "styles"].contains(sides[0]) {
      kept = Set(sides[1].split(separator: ",").map { String($0).trimmingBlanks })
      isOff = false
      return
    }
    guard ["YES", "NO", "on", "off"].contains(sides[1]) else { return nil }
    isOff = ["NO", "off"].contains(sides[1])
    let bracket = sides[0].firstIndex(of: "[") ?? sides[0].endIndex
    rule = String(sides[0][..<bracket])
    matches = sides[0][bracket...].split(separator: "\"").enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }
}

extension [CommentSwitch] {
  /// Whether a finding at a byte is switched off.
  ///
  /// For the text as a whole (`byte` nil) only `off` counts, as the last one says.
  func silences(_ rule: String, _ matched: String, at byte: Int?) -> Bool {
    let before = filter { byte == nil ? $0.isForAll : $0.start <= byte ?? 0 }
    if before.last(where: \.isForAll)?.isOff == true { return true }
    let own = before.last {
      $0.rule == rule && ($0.matches.isEmpty || $0.matches.contains(matched))
    }
    if let own { return own.isOff }
    let style = String(rule.prefix { $0 != "." })
    guard let last = before.last(where: { $0.rule == style || $0.kept != nil }) else {
      return false
    }
    return last.kept.map { !$0.contains(style) } ?? last.isOff
  }
}

extension CommentSwitch {
  /// `<!-- vale off -->` and `<!-- vale on -->`.
  fileprivate var isForAll: Bool { rule == nil && kept == nil }
}
