extension Redline {
  /// What became of a run of words.
  public enum Mark: String, Sendable {
    case keep
    case delete
    case insert
  }

  /// Words of one block with the same mark.
  public struct Run: Equatable, Sendable {
    /// What became of the words.
    public var mark: Mark
    /// What separates them from the run before; empty at the start of a line.
    public var space: String
    /// The words.
    public var text: String
  }

  /// The words of one block in a redline, old and new.
  public struct Line: Equatable, Sendable {
    /// What kind of block it is, in the newer text if it stands there.
    public var kind: Block.Kind
    /// The words in order.
    public var runs: [Run]
    /// Where the block came from or went to, if it was moved word for word.
    public var move: Move?

    /// Whether anything in the line changed.
    public var isChanged: Bool { runs.contains { $0.mark != .keep } }
  }
}

extension Redline.Entry {
  /// The clause's body, block by block, with its changes.
  public var lines: [Redline.Line] { Redline.Line.lines(of: bodyEdits) }

  /// The title with its changes.
  public var titleRuns: [Redline.Run] {
    Redline.Line.lines(of: titleEdits).first?.runs ?? []
  }
}

extension Redline.Line {
  /// Begins a line wherever a block begins; a deleted block's words stay a line of their own.
  static func lines(of edits: [WordEdit]) -> [Redline.Line] {
    var lines: [Redline.Line] = []
    for edit in edits.joiningChanges() {
      let (mark, word) = (edit.mark, edit.word)
      if lines.isEmpty || word.start != nil && !lines[lines.count - 1].awaits(word, mark) {
        lines.append(Redline.Line(kind: word.start ?? .paragraph, runs: [], move: word.move))
      } else if mark != .delete, let kind = word.start {
        lines[lines.count - 1].kind = kind
      }
      lines[lines.count - 1].add(word, mark)
    }
    return lines
  }

  /// Whether the line has only deleted words so far, which the first new words then replace.
  private func awaits(_ word: Word, _ mark: Redline.Mark) -> Bool {
    guard mark != .delete, word.move == nil, move == nil else { return false }
    return runs.count == 1 && runs[0].mark == .delete && !(mark == .keep && word.wasStart)
  }

  private mutating func add(_ word: Word, _ mark: Redline.Mark) {
    let space = runs.isEmpty ? "" : String(word.space.isEmpty ? " " : word.space)
    if runs.last?.mark == mark {
      runs[runs.count - 1].text += space + word.text
    } else {
      runs.append(Redline.Run(mark: mark, space: space, text: String(word.text)))
    }
  }
}

extension WordEdit {
  fileprivate var mark: Redline.Mark {
    switch self {
    case .keep: .keep
    case .delete: .delete
    case .insert: .insert
    }
  }
}

extension [WordEdit] {
  /// The same steps, easier to read: one or two words left standing between large changes are
  /// shown as part of them, for a sentence that was rewritten reads badly word by word.
  fileprivate func joiningChanges() -> [WordEdit] {
    var joined: [WordEdit] = []
    for group in groups() {
      guard group.count > 1 else {
        joined += group[0]
        continue
      }
      let flat = group.flatMap { $0 }
      joined += flat.filter { !$0.isInsertion }.map { .delete($0.word) }
      joined += flat.filter { !$0.isDeletion }.map { .insert($0.word) }
    }
    return joined
  }

  /// Runs of kept and changed words; runs that read better as one change are one group.
  private func groups() -> [[[WordEdit]]] {
    let runs = runs()
    var groups: [[[WordEdit]]] = []
    var index = 0
    while index < runs.count {
      var end = index
      while end + 2 < runs.count, runs[end].isLargeChange, runs[end + 1].isSmallRemainder,
        runs[end + 2].isLargeChange
      {
        end += 2
      }
      groups.append(Array<[WordEdit]>(runs[index...end]))
      index = end + 1
    }
    return groups
  }

  private func runs() -> [[WordEdit]] {
    var runs: [[WordEdit]] = []
    for edit in self {
      let isNew = runs.last?.first?.isKept != edit.isKept
      if isNew { runs.append([edit]) } else { runs[runs.count - 1].append(edit) }
    }
    return runs
  }

  /// Several words of one block, both taken out and put in.
  private var isLargeChange: Bool {
    guard let first, !first.isKept, !contains(where: { $0.word.move != nil }) else { return false }
    return [filter(\.isDeletion), filter(\.isInsertion)].allSatisfy { words in
      words.count >= 3 && words.dropFirst().allSatisfy { $0.word.start == nil }
    }
  }

  private var isSmallRemainder: Bool {
    count <= 2 && allSatisfy { $0.isKept && $0.word.start == nil && $0.word.move == nil }
  }
}

extension WordEdit {
  fileprivate var isDeletion: Bool { if case .delete = self { true } else { false } }
  fileprivate var isInsertion: Bool { if case .insert = self { true } else { false } }
}
