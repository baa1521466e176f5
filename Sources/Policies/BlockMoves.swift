extension Redline {
  /// One end of a block's move: where it left, or where it arrived.
  public struct Move: Hashable, Sendable {
    /// The move's number within the redline, from 1; the other end has the same.
    public var index: Int
    /// The clause at the other end; it may be the same clause.
    public var clause: String
    /// Whether the block left here; else it arrived here.
    public var isDeparture: Bool
  }
}

/// Finds the blocks that left one place word for word and arrived in another.
///
/// A clause that is split, joined to another or given another id keeps its sentences; showing them
/// as deleted and written anew would hide that.
struct BlockMoves {
  /// A shorter block, such as "**Do**", stands in many clauses and says nothing.
  static let leastWords = 5

  /// For each clause of the old text, the blocks of its body that left, by index.
  private(set) var departures: [String: [Int: Redline.Move]] = [:]
  /// For each clause of the new text, the blocks of its body that arrived, by index.
  private(set) var arrivals: [String: [Int: Redline.Move]] = [:]
  private var count = 0

  private struct Place: Hashable {
    var clause: String
    var index: Int

    func next(_ step: Int) -> Place { Place(clause: clause, index: index + step) }
  }

  init(from old: [Clause], to new: [Clause]) {
    let olds = BlockMoves.texts(old)
    let news = BlockMoves.texts(new)
    let gone = BlockMoves.surplus(old, olds, over: news)
    let come = BlockMoves.surplus(new, news, over: olds)
    var waiting = Dictionary(grouping: come) { $0.text }.mapValues { $0[...] }
    var pairs: [(from: Place, to: Place)] = []
    for block in gone where BlockMoves.isLong(block.text) {
      if let arrival = waiting[block.text]?.popFirst() {
        pairs.append((block.place, arrival.place))
      }
    }
    for pair in pairs { note(pair.from, pair.to) }
    let (left, right) = (BlockMoves.byPlace(gone), BlockMoves.byPlace(come))
    for pair in pairs { for step in [1, -1] { extend(pair, by: step, left, right) } }
    for clause in new { noteMoves(within: clause.id, olds[clause.id] ?? [], news[clause.id] ?? []) }
  }

  /// The words of the blocks of each clause's body.
  private static func texts(_ clauses: [Clause]) -> [String: [String]] {
    let pairs = clauses.map { clause in
      (clause.id, clause.body.map { $0.words.joined(separator: " ") })
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func isLong(_ text: String) -> Bool {
    text.utf8.count { $0 == UInt8(ascii: " ") } + 1 >= leastWords
  }

  /// The blocks that stand more often in a clause than in the same clause of the other side.
  private static func surplus(
    _ clauses: [Clause],
    _ here: [String: [String]],
    over there: [String: [String]]
  ) -> [(text: String, place: Place)] {
    clauses.flatMap { clause in
      var kept = Dictionary((there[clause.id] ?? []).map { ($0, 1) }, uniquingKeysWith: +)
      return (here[clause.id] ?? []).enumerated().compactMap { index, text in
        guard let left = kept[text], left > 0 else {
          return (text, Place(clause: clause.id, index: index))
        }
        kept[text] = left - 1
        return nil
      }
    }
  }

  private static func byPlace(_ blocks: [(text: String, place: Place)]) -> [Place: String] {
    Dictionary(blocks.map { ($0.place, $0.text) }) { first, _ in first }
  }

  /// Takes along the short blocks beside a moved one, such as "**Do**", that came with it.
  private mutating func extend(
    _ pair: (from: Place, to: Place),
    by step: Int,
    _ gone: [Place: String],
    _ come: [Place: String]
  ) {
    var (from, to) = (pair.from.next(step), pair.to.next(step))
    while let text = gone[from], text == come[to], !isNoted(from, to) {
      note(from, to)
      (from, to) = (from.next(step), to.next(step))
    }
  }

  private func isNoted(_ from: Place, _ to: Place) -> Bool {
    departures[from.clause]?[from.index] != nil || arrivals[to.clause]?[to.index] != nil
  }

  /// Blocks that both sides of a clause have once, and that changed their order.
  private mutating func noteMoves(within clause: String, _ old: [String], _ new: [String]) {
    let (olds, news) = (BlockMoves.single(old), BlockMoves.single(new))
    let shared = new.indices.filter {
      BlockMoves.isLong(new[$0]) && olds[new[$0]] != nil && news[new[$0]] != nil
    }
    let kept = Set(LongestRun.indices(of: shared.map { olds[new[$0]] ?? 0 }))
    for (place, index) in shared.enumerated() where !kept.contains(place) {
      note(
        Place(clause: clause, index: olds[new[index]] ?? 0),
        Place(clause: clause, index: index)
      )
    }
  }

  /// Where each text stands that stands there once.
  private static func single(_ texts: [String]) -> [String: Int] {
    Dictionary(texts.enumerated().map { ($1, $0 as Int?) }) { _, _ in nil }
      .compactMapValues { $0 }
  }

  private mutating func note(_ from: Place, _ to: Place) {
    count += 1
    departures[from.clause, default: [:]][from.index] =
      Redline.Move(index: count, clause: to.clause, isDeparture: true)
    arrivals[to.clause, default: [:]][to.index] =
      Redline.Move(index: count, clause: from.clause, isDeparture: false)
  }
}
