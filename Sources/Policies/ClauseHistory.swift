import Documents

/// A text that a policy had before, with the name that people know it by.
public struct EarlierText: Sendable {
  /// A version such as `1.0`, or `main`.
  public var name: String
  /// The text.
  public var document: PolicyDocument

  /// Makes one.
  public init(name: String, document: PolicyDocument) {
    (self.name, self.document) = (name, document)
  }
}

/// The clause ids that a policy has used, and what for.
///
/// An id is what records, rules and links name. Given to another clause it would make all of them
/// say something else, without a word of theirs changed.
struct ClauseHistory {
  private let earlier: [EarlierText]
  private var lastUses: [String: (text: EarlierText, clause: Clause)] = [:]

  init(_ earlier: [EarlierText]) {
    self.earlier = earlier
    for text in earlier {
      for clause in text.document.clauses { lastUses[clause.id] = (text, clause) }
    }
  }

  /// The ids that the text gives to something else than what they stood for.
  func findings(in document: PolicyDocument) -> [TextFinding] {
    guard let latest = earlier.last else { return [] }
    let before = Dictionary(latest.document.clauses.map { ($0.id, $0) }) { first, _ in first }
    let heirs = ClauseHistory.heirs(of: before, in: document)
    return document.clauses.compactMap { clause in
      guard !clause.id.isEmpty else { return nil }
      if let old = before[clause.id] {
        return heirs[old.id].map { swapped(clause, old, in: latest, $0) }
      }
      return lastUses[clause.id].flatMap { text, old in
        ClauseHistory.isSame(old, clause) ? nil : reused(clause, old, in: text, document)
      }
    }
  }

  /// An id that no text of the policy has used, such as `SM-18`; `nil` if its ids have no numbers.
  func fresh(in document: PolicyDocument) -> String? {
    let ids = (earlier.map(\.document) + [document]).flatMap { $0.clauses.map(\.id) }
    let parts = ids.compactMap(ClauseHistory.parts)
    let stems = Dictionary(grouping: parts) { $0.stem }
    guard
      let most = stems.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) })?.value,
      let highest = most.max(by: { $0.number < $1.number })
    else { return nil }
    return "\(highest.stem)\(highest.number + 1)"
  }

  /// The id after another: `SM-19` after `SM-18`.
  static func next(_ id: String) -> String? {
    parts(id).map { "\($0.stem)\($0.number + 1)" }
  }

  private static func parts(_ id: String) -> (stem: String, number: Int)? {
    let stem = String(id.reversed().drop(while: \.isNumber).reversed())
    guard let number = Int(id.dropFirst(stem.count)), number < 1_000_000 else { return nil }
    return (stem, number)
  }

  /// The clauses whose title now stands over another id, each with its heir.
  private static func heirs(
    of before: [String: Clause],
    in document: PolicyDocument
  ) -> [String: Clause] {
    let byTitle = Dictionary(grouping: document.clauses.filter { !$0.id.isEmpty }) { title(of: $0) }
    return before.compactMapValues { old in
      // A title that several clauses bear, such as "Exceptions", says nothing.
      guard !old.id.isEmpty, let named = byTitle[title(of: old)], named.count == 1,
        let heir = named.first, heir.id != old.id,
        before[heir.id].map({ title(of: $0) != title(of: old) }) ?? true
      else { return nil }
      return heir
    }
  }

  /// Whether a clause that comes back is the one that went: its title, or half of its words.
  private static func isSame(_ old: Clause, _ new: Clause) -> Bool {
    if title(of: old) == title(of: new) { return true }
    var left = Dictionary(old.words.map { ($0, 1) }, uniquingKeysWith: +)
    let shared = new.words.count { word in
      guard let count = left[word], count > 0 else { return false }
      left[word] = count - 1
      return true
    }
    return 4 * shared >= old.words.count + new.words.count
  }

  private static func title(of clause: Clause) -> String { clause.title.lowercased() }

  private func swapped(
    _ clause: Clause,
    _ old: Clause,
    in text: EarlierText,
    _ heir: Clause
  ) -> TextFinding {
    ClauseHistory.finding(
      clause,
      "clause id '\(clause.id)' was '\(ClauseHistory.shown(old))' in \(text.name) (line \(old.line)), "
        + "which is now '\(heir.id)' (line \(heir.line)); an id stays with its clause"
    )
  }

  private func reused(
    _ clause: Clause,
    _ old: Clause,
    in text: EarlierText,
    _ document: PolicyDocument
  ) -> TextFinding {
    let hint = fresh(in: document).map { ", such as '\($0)'" } ?? ""
    return ClauseHistory.finding(
      clause,
      "clause id '\(clause.id)' was '\(ClauseHistory.shown(old))' in \(text.name) (line \(old.line)) "
        + "and was taken out since; another clause needs an id of its own\(hint)"
    )
  }

  private static func shown(_ clause: Clause) -> String {
    TerminalText.safe(String(clause.title.prefix(60)))
  }

  private static func finding(_ clause: Clause, _ message: String) -> TextFinding {
    TextFinding(
      weight: .error,
      rule: "clause-id",
      position: Position(line: clause.line, column: 1),
      message: message
    )
  }
}
