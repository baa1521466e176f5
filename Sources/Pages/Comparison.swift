public import Policies

/// One of the two texts of a comparison, as a reader has to know it.
public struct ComparedText: Equatable, Sendable {
  /// What it is called: `1.0`, `main`, a proposal's name, `here`.
  public var name: String
  /// What it is, such as "in force from 2026-01-05".
  public var detail: String
  /// What to know about its language; `nil` for the text that counts.
  public var languageNote: String?
  /// The SHA-256 of the file, in hex; `nil` where there is no text.
  public var digest: String?

  /// Makes one.
  public init(name: String, detail: String, languageNote: String? = nil, digest: String?) {
    (self.name, self.detail, self.digest) = (name, detail, digest)
    self.languageNote = languageNote
  }
}

/// Two texts of a policy and what changed between them.
public struct Comparison: Sendable {
  /// The policy's id.
  public var policy: String
  /// The policy's title.
  public var title: String
  /// The texts' language, such as `en`.
  public var language: String
  /// The older text.
  public var older: ComparedText
  /// The newer text.
  public var newer: ComparedText
  /// What changed.
  public var redline: Redline

  /// Makes one.
  public init(
    policy: String,
    title: String,
    language: String,
    older: ComparedText,
    newer: ComparedText,
    redline: Redline
  ) {
    (self.policy, self.title, self.language) = (policy, title, language)
    (self.older, self.newer, self.redline) = (older, newer, redline)
  }

  /// How many clauses changed and how, such as "2 clauses changed, 1 added"; "No word changed".
  public var summary: String {
    let changes = redline.changes
    let counts: [(String, Int)] = [
      ("changed", changes.count { $0.fate == .changed }),
      ("added", changes.count { $0.fate == .added }),
      ("removed", changes.count { $0.fate == .removed }),
      ("moved", changes.count(where: \.isMoved)),
    ]
    let parts = counts.filter { $0.1 > 0 }.enumerated().map { index, count in
      let noun = index > 0 ? "" : count.1 == 1 ? " clause" : " clauses"
      return "\(count.1)\(noun) \(count.0)"
    }
    return parts.isEmpty ? "No word changed" : parts.joined(separator: ", ")
  }
}
