/// Matches the clauses of two texts by id and compares them one by one.
struct ClauseComparison {
  private let before: [Clause]
  private let after: [Clause]
  private let olds: [String: Int]
  private let news: Set<String>
  private let moved: Set<String>
  private let formerNeighbours: [String: String]
  private let moves: BlockMoves
  private let oldNumbers: ClauseNumbers
  private let newNumbers: ClauseNumbers
  private var budget = WordDiff.Budget()

  init(_ before: [Clause], _ after: [Clause]) {
    (self.before, self.after) = (before, after)
    olds = Dictionary(before.enumerated().map { ($1.id, $0) }) { first, _ in first }
    news = Set(after.map(\.id))
    moved = ClauseComparison.moved(before.map(\.id), after.map(\.id))
    formerNeighbours = ClauseComparison.formerNeighbours(before, moved)
    moves = BlockMoves(from: before, to: after)
    (oldNumbers, newNumbers) = (ClauseNumbers(before), ClauseNumbers(after))
  }

  /// One entry a clause: in the order of the new text, removed ones where they stood.
  mutating func entries() -> [Redline.Entry] {
    var removed = removedByNeighbour()
    var entries = takeRemoved(after: nil, from: &removed)
    for clause in after {
      entries.append(entry(olds[clause.id].map { before[$0] }, clause))
      entries += takeRemoved(after: clause.id, from: &removed)
    }
    return entries
  }

  /// The removed clauses, each under the last clause before it that kept its place.
  private func removedByNeighbour() -> [String?: [Clause]] {
    var neighbour: String?
    var found: [String?: [Clause]] = [:]
    for clause in before {
      if news.contains(clause.id) {
        if !moved.contains(clause.id) { neighbour = clause.id }
      } else {
        found[neighbour, default: []].append(clause)
      }
    }
    return found
  }

  private mutating func takeRemoved(
    after id: String?,
    from removed: inout [String?: [Clause]]
  ) -> [Redline.Entry] {
    var entries: [Redline.Entry] = []
    for clause in removed.removeValue(forKey: id) ?? [] { entries.append(entry(clause, nil)) }
    return entries
  }

  private mutating func entry(_ old: Clause?, _ new: Clause?) -> Redline.Entry {
    let clause = new ?? old
    let id = clause?.id ?? ""
    let titles = WordDiff.edits(from: title(old), to: title(new), &budget)
    let bodies = WordDiff.edits(
      from: words(old, moves.departures),
      to: words(new, moves.arrivals),
      &budget
    )
    return Redline.Entry(
      id: id,
      title: clause?.title ?? "",
      formerTitle: new == nil ? nil : old.flatMap { $0.title == new?.title ? nil : $0.title },
      fate: ClauseComparison.fate(old, new, differs: (titles + bodies).contains { !$0.isKept }),
      isMoved: moved.contains(id),
      formerNeighbour: formerNeighbours[id] ?? "",
      level: clause?.level ?? 0,
      number: new == nil ? oldNumbers[id] : newNumbers[id],
      formerNumber: oldNumbers[id],
      titleEdits: titles,
      bodyEdits: bodies
    )
  }

  /// For each moved clause the last one before it in the older text that was not moved.
  private static func formerNeighbours(
    _ before: [Clause],
    _ moved: Set<String>
  ) -> [String: String] {
    var neighbour = ""
    var found: [String: String] = [:]
    for clause in before {
      if moved.contains(clause.id) { found[clause.id] = neighbour } else { neighbour = clause.id }
    }
    return found
  }

  private static func fate(_ old: Clause?, _ new: Clause?, differs: Bool) -> Redline.Fate {
    switch (old, new) {
    case (nil, _): .added
    case (_, nil): .removed
    default: differs ? .changed : .unchanged
    }
  }

  private func title(_ clause: Clause?) -> [Word] {
    (clause?.title ?? "").split(whereSeparator: \.isWhitespace).map { Word(text: $0) }
  }

  private func words(_ clause: Clause?, _ moved: [String: [Int: Redline.Move]]) -> [Word] {
    guard let clause else { return [] }
    return clause.body.enumerated().flatMap { Word.words(of: $1, moved[clause.id]?[$0]) }
  }

  /// The ids outside the longest run that keeps its order.
  private static func moved(_ old: [String], _ new: [String]) -> Set<String> {
    let places = Dictionary(old.enumerated().map { ($1, $0) }) { first, _ in first }
    let shared = new.filter { places[$0] != nil }
    let kept = LongestRun.indices(of: shared.map { places[$0] ?? 0 })
    return Set(shared).subtracting(kept.map { shared[$0] })
  }
}

extension Clause {
  /// What stands in the clause below its heading.
  var body: ArraySlice<Block> { id.isEmpty ? blocks[...] : blocks.dropFirst() }
}
