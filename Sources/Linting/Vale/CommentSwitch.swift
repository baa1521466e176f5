/// A comment in a document that switches a rule or all of them: `<!-- vale off -->`,
/// `<!-- vale Style.Rule = NO -->`, `<!-- vale Style.Rule["word"] = NO -->`.
///
/// Public styles' documents rely on them. Drafts of posts do not have them: one comment must not
/// silence a policy.
struct CommentSwitch: Sendable, Equatable {
  /// The byte at which it takes effect.
  var start: Int
  /// The rule, or nil for all.
  var rule: String?
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
    guard sides.count == 2, ["YES", "NO"].contains(sides[1]), sides[0].contains(".") else {
      return nil
    }
    isOff = sides[1] == "NO"
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
    let before = filter { byte == nil ? $0.rule == nil : $0.start <= byte ?? 0 }
    if before.last(where: { $0.rule == nil })?.isOff == true { return true }
    return before.last { $0.rule == rule && ($0.matches.isEmpty || $0.matches.contains(matched)) }?
      .isOff ?? false
  }
}
