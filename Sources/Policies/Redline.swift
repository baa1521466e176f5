/// What changed between two texts of a policy, clause by clause and word by word.
///
/// Clauses are matched by id, never by place or number; line breaks, list marks and emphasis are
/// no change. A block that left one clause word for word and arrived in another is moved, not
/// deleted and written anew.
public struct Redline: Sendable {
  /// What became of one clause.
  public enum Fate: String, Equatable, Sendable {
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
    /// The title in the older text, where it was another; `nil` if it is the same or there is none.
    public var formerTitle: String?
    /// What became of it.
    public var fate: Fate
    /// Whether it stands in another order among the clauses that both texts have.
    public var isMoved: Bool
    /// Of a moved clause, the last one before it in the older text that was not moved; empty for
    /// the text before the first clause, and of a clause that was not moved.
    public var formerNeighbour: String
    /// The heading's level; 0 for the text before the first clause.
    public var level: Int
    /// The newest number, such as `2.3`; the older one of a removed clause; `nil` for none.
    public var number: String?
    /// The number in the older text; `nil` for a clause that is new.
    public var formerNumber: String?
    let titleEdits: [WordEdit]
    let bodyEdits: [WordEdit]
  }

  /// All clauses in the order of the new text, removed ones where they stood.
  public let entries: [Entry]

  init(entries: [Entry]) { self.entries = entries }

  /// Compares two texts; `nil` is no text.
  public init(from old: PolicyDocument?, to new: PolicyDocument?) {
    var comparison = ClauseComparison(old?.clauses ?? [], new?.clauses ?? [])
    entries = comparison.entries()
  }

  /// The clauses that differ.
  public var changes: [Entry] { entries.filter(\.isChange) }

  /// Whether no word and no order changed.
  public var isEmpty: Bool { changes.isEmpty }
}

extension Redline.Entry {
  /// Whether words or order changed; another number alone is no change.
  public var isChange: Bool { fate != .unchanged || isMoved }

  /// Whether anything below the heading changed.
  public var isReworded: Bool { bodyEdits.contains { !$0.isKept } }

  /// All steps from the older clause to the newer one, the title's first.
  var edits: [WordEdit] { titleEdits + bodyEdits }
}
