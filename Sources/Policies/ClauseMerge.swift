/// Joins two texts of a policy that both come from a third, clause by clause.
///
/// What only one side changed is taken from that side. Where both changed a clause in different
/// ways somebody has to choose the words.
public struct ClauseMerge: Sendable {
  /// A clause that both sides changed; an absent side has removed it.
  public struct Conflict: Equatable, Sendable {
    /// The clause's id; empty for what stands before the first clause.
    public var id: String
    /// The clause as both sides found it.
    public var base: String?
    /// The clause as the proposal has it.
    public var mine: String?
    /// The clause as main has it now.
    public var theirs: String?
  }

  /// Whose words to take.
  public enum Choice: Equatable, Sendable {
    /// The proposal's.
    case mine
    /// Main's.
    case theirs
    /// Other words; the clause's lines with their ends.
    case words(String)
  }

  /// The clauses that need a choice, in the order of main.
  public let conflicts: [Conflict]
  private let base: ClauseSource
  private let mine: ClauseSource
  private let theirs: ClauseSource

  /// Compares the texts.
  public init(base: ClauseSource, mine: ClauseSource, theirs: ClauseSource) {
    (self.base, self.mine, self.theirs) = (base, mine, theirs)
    let ids = theirs.parts.map(\.id) + mine.parts.map(\.id).filter { theirs[id: $0] == nil }
    conflicts = ids.compactMap { id in
      let (old, own, other) = (base[id: id], mine[id: id], theirs[id: id])
      guard own != other, own != old, other != old else { return nil }
      return Conflict(id: id, base: old, mine: own, theirs: other)
    }
  }

  /// The joined text; `nil` while a conflict has no choice.
  public func text(choosing choices: [String: Choice]) -> String? {
    guard conflicts.allSatisfy({ choices[$0.id] != nil }) else { return nil }
    var result: [ClauseSource.Part] = []
    for part in theirs.parts {
      if let text = joined(part.id, choices) { result.append(.init(id: part.id, text: text)) }
    }
    for (index, part) in mine.parts.enumerated() where theirs[id: part.id] == nil {
      guard let text = joined(part.id, choices) else { continue }
      let before = mine.parts[..<index].last { earlier in result.contains { $0.id == earlier.id } }
      let place = before.flatMap { known in result.firstIndex { $0.id == known.id } }
      result.insert(.init(id: part.id, text: text), at: place.map { $0 + 1 } ?? result.count)
    }
    return ClauseMerge.text(result)
  }

  private func joined(_ id: String, _ choices: [String: Choice]) -> String? {
    let (old, own, other) = (base[id: id], mine[id: id], theirs[id: id])
    switch choices[id] {
    case .mine where isConflict(id): return own
    case .theirs where isConflict(id): return other
    case .words(let text) where isConflict(id): return text
    default: return own == old ? other : own
    }
  }

  private func isConflict(_ id: String) -> Bool { conflicts.contains { $0.id == id } }

  /// The last part of a file may lack its line end; in the middle it needs one, and a blank line.
  private static func text(_ parts: [ClauseSource.Part]) -> String {
    var text = ""
    for part in parts {
      if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
      if !text.isEmpty, !text.hasSuffix("\n\n"), part.text.hasPrefix("#") { text += "\n" }
      text += part.text
    }
    return text
  }
}
