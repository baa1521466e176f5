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

    /// The same words with another mark.
    public func marked(_ mark: Mark) -> Run { Run(mark: mark, space: space, text: text) }
  }

  /// The words of one block in a redline, old and new.
  public struct Line: Equatable, Sendable {
    /// What kind of block it was in the older text; `nil` if it is new.
    public var formerKind: Block.Kind?
    /// What kind of block it is in the newer text; `nil` if it is not there any more.
    public var newKind: Block.Kind?
    /// The words in order.
    public var runs: [Run]
    /// Where the block came from or went to, if it was moved word for word.
    public var move: Move?

    /// What kind of block it is, in the newer text if it stands there.
    public var kind: Block.Kind { newKind ?? formerKind ?? .paragraph }

    /// Whether anything in the line changed.
    public var isChanged: Bool { runs.contains { $0.mark != .keep } }

    /// The runs without their marks, as a moved block is shown.
    public var unmarked: [Run] { runs.map { $0.marked(.keep) } }
  }
}

extension Redline.Entry {
  /// The clause's body, block by block, with its changes.
  public var lines: [Redline.Line] {
    bodyEdits.joiningChanges().segments().map(Redline.Line.init)
  }

  /// The same with each line one block of either text or of both: where blocks were joined or cut
  /// in two, the old ones are taken out and the new ones put in as a whole.
  public var wholeLines: [Redline.Line] {
    bodyEdits.keepingBlocksWhole().segments().map(Redline.Line.init)
  }

  /// The title with its changes.
  public var titleRuns: [Redline.Run] { titleLine.runs }

  /// The heading with its changes.
  public var titleLine: Redline.Line {
    var line = Redline.Line(titleEdits)
    let heading = Block.Kind.heading(level: level)
    line.formerKind = fate == .added ? nil : heading
    line.newKind = fate == .removed ? nil : heading
    return line
  }
}

extension Redline.Line {
  init(_ edits: [WordEdit]) {
    runs = []
    move = edits.first?.word.move
    formerKind = edits.lazy.compactMap(\.formerStart).first
    newKind = edits.lazy.compactMap(\.newStart).first
    for edit in edits { add(edit.word, edit.mark) }
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
  var mark: Redline.Mark {
    switch self {
    case .keep: .keep
    case .delete: .delete
    case .insert: .insert
    }
  }
}
