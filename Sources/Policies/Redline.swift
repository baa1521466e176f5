/// What changed between two texts of a policy, clause by clause and word by word.
///
/// Clauses are matched by id, never by place or number; line breaks, list marks and emphasis are
/// no change.
public struct Redline: Sendable {
  /// What became of one clause.
  public enum Fate: Equatable, Sendable {
    case unchanged
    case changed
    case added
    case removed
  }

  /// One clause's change.
  public struct Entry: Sendable {
    /// The clause's id; empty for the text before the first clause.
    public var id: String
    /// The newest title.
    public var title: String
    /// What became of it.
    public var fate: Fate
    /// Whether it stands in another order among the clauses that both texts have.
    public var isMoved: Bool
    let edits: [WordEdit]
  }

  /// All clauses in the order of the new text, removed ones where they stood.
  public let entries: [Entry]

  /// Compares two texts; `nil` is no text.
  public init(from old: PolicyDocument?, to new: PolicyDocument?) {
    let (before, after) = (old?.clauses ?? [], new?.clauses ?? [])
    let moved = Redline.moved(before.map(\.id), after.map(\.id))
    var entries = after.map { clause in
      Redline.entry(old?[id: clause.id], clause, isMoved: moved.contains(clause.id))
    }
    for (index, clause) in before.enumerated() where new?[id: clause.id] == nil {
      let neighbour = index > 0 ? before[index - 1].id : nil
      let place = entries.firstIndex { $0.id == neighbour }.map { $0 + 1 } ?? 0
      entries.insert(Redline.entry(clause, nil, isMoved: false), at: place)
    }
    self.entries = entries
  }

  /// The clauses that differ.
  public var changes: [Entry] { entries.filter { $0.fate != .unchanged || $0.isMoved } }

  /// Whether no word and no order changed.
  public var isEmpty: Bool { changes.isEmpty }

  private static func entry(_ old: Clause?, _ new: Clause?, isMoved: Bool) -> Entry {
    let edits = WordDiff.edits(
      from: Word.words(of: old?.blocks ?? []),
      to: Word.words(of: new?.blocks ?? [])
    )
    let differs = edits.contains { if case .keep = $0 { false } else { true } }
    let fate: Fate =
      switch (old, new) {
      case (nil, _): .added
      case (_, nil): .removed
      default: differs ? .changed : .unchanged
      }
    let clause = new ?? old
    return Entry(
      id: clause?.id ?? "",
      title: clause?.title ?? "",
      fate: fate,
      isMoved: isMoved,
      edits: edits
    )
  }

  /// The ids outside the longest run that keeps its order.
  private static func moved(_ old: [String], _ new: [String]) -> Set<String> {
    let places = Dictionary(
      old.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let shared = new.filter { places[$0] != nil }
    var best: [(length: Int, previous: Int?)] = []
    for id in shared {
      let candidates = best.indices.filter {
        (places[shared[$0]] ?? 0) < (places[id] ?? 0)
      }
      let previous = candidates.max { best[$0].length < best[$1].length }
      best.append((1 + (previous.map { best[$0].length } ?? 0), previous))
    }
    var kept: Set<String> = []
    var next = best.indices.max { best[$0].length < best[$1].length }
    while let index = next {
      kept.insert(shared[index])
      next = best[index].previous
    }
    return Set(shared).subtracting(kept)
  }
}
