import Documents

extension Redline {
  /// How words are marked.
  public struct Style: Sendable {
    let insert: @Sendable (String) -> String
    let delete: @Sendable (String) -> String
    let heading: @Sendable (String) -> String
    let note: @Sendable (String) -> String

    /// Makes a style from four ways to mark text; a note is what Writ itself says in between.
    public init(
      insert: @escaping @Sendable (String) -> String,
      delete: @escaping @Sendable (String) -> String,
      heading: @escaping @Sendable (String) -> String,
      note: @escaping @Sendable (String) -> String
    ) {
      (self.insert, self.delete, self.heading, self.note) = (insert, delete, heading, note)
    }

    /// `[-old-]{+new+}`, as `git diff --word-diff` writes it.
    public static let plain = Style(
      insert: { "{+\($0)+}" },
      delete: { "[-\($0)-]" },
      heading: { $0 },
      note: { $0 }
    )
  }

  /// The changed clauses as lines of text, safe for a terminal; empty if nothing changed.
  ///
  /// Paragraphs and items of a changed clause in which no word changed show as `…`.
  public func text(in style: Style) -> String {
    changes.map { $0.text(in: style) }.joined(separator: "\n")
  }
}

extension Redline.Entry {
  /// The clause's heading and changed words as lines of text, safe for a terminal.
  public func text(in style: Redline.Style) -> String {
    let body = body(in: style)
    return style.heading("§ " + TerminalText.safe(heading)) + "\n"
      + (body.isEmpty ? "" : body + "\n")
  }

  /// "SM-3 Say who you work for (moved, changed)".
  public var heading: String {
    let name = id.isEmpty ? "(before the first clause)" : "\(id) \(title)"
    return notes.isEmpty ? name : "\(name) (\(notes.joined(separator: ", ")))"
  }

  /// What became of the clause, in words such as "moved", "renamed", "changed".
  public var notes: [String] {
    var notes: [String] = isMoved ? ["moved"] : []
    if formerTitle != nil { notes.append("renamed") }
    switch fate {
    case .unchanged: break
    case .changed: if isReworded { notes.append("changed") }
    case .added, .removed: notes.append(fate.rawValue)
    }
    return notes
  }

  /// The clause with its changes marked, one block a line.
  func body(in style: Redline.Style) -> String {
    var shown: [String] = []
    if isMoved { shown.append(style.note(TerminalText.safe(formerPlace))) }
    if formerTitle != nil { shown.append("Title: " + style.marked(titleRuns)) }
    guard isReworded else { return shown.joined(separator: "\n") }
    for passage in Redline.Passage.passages(of: lines) {
      let text = passage.text(in: style)
      if text != "…" || shown.last != "…" { shown.append(text) }
    }
    return shown.joined(separator: "\n")
  }

  /// Where a moved clause stood, as a sentence.
  public var formerPlace: String {
    formerNeighbour.isEmpty ? "It stood first before." : "It stood after \(formerNeighbour) before."
  }
}

extension Redline.Style {
  /// Runs of words, each marked.
  fileprivate func marked(_ runs: [Redline.Run]) -> String {
    runs.map { run in
      let text = run.text.split(separator: "\n").map { TerminalText.safe(String($0)) }
        .joined(separator: "\n    ")
      let space = run.space.contains("\n") ? "\n    " : run.space.isEmpty ? "" : " "
      return switch run.mark {
      case .keep: space + text
      case .delete: space + delete(text)
      case .insert: space + insert(text)
      }
    }.joined()
  }
}

extension Redline {
  /// Lines that stand together: one line, or several that moved between the same two clauses.
  public struct Passage: Sendable {
    /// The lines, at least one.
    public var lines: [Line]

    /// Where the lines moved, if they did.
    public var move: Move? { lines.first?.move }

    /// Joins the lines that moved together.
    public static func passages(of lines: [Line]) -> [Passage] {
      var passages: [Passage] = []
      for line in lines {
        if let move = line.move, let last = passages.last?.move, move.isTogether(with: last) {
          passages[passages.count - 1].lines.append(line)
        } else {
          passages.append(Passage(lines: [line]))
        }
      }
      return passages
    }

    func text(in style: Style) -> String {
      guard let move, let first = lines.first else {
        return lines.first.map { $0.isChanged ? $0.kind.lead + style.marked($0.runs) : "…" } ?? ""
      }
      guard move.isDeparture else {
        let note = style.note("Moved here from \(TerminalText.safe(move.place)):")
        return ([note] + lines.map { "  " + $0.plain }).joined(separator: "\n")
      }
      let more = lines.count > 1 ? " and \(lines.count - 1) more" : ""
      let start = first.kind.lead + TerminalText.safe(first.opening)
      return style.note("Moved to \(TerminalText.safe(move.place)):") + " " + start + more
    }
  }
}

extension Redline.Line {
  /// The first words, to recognise the line by.
  public var opening: String {
    let words = self.words
    return words.prefix(8).joined(separator: " ") + (words.count > 8 ? " …" : "")
  }

  /// The words alone, on one line.
  fileprivate var plain: String {
    kind.lead + TerminalText.safe(words.joined(separator: " "))
  }

  private var words: [Substring] {
    runs.flatMap { $0.text.split(whereSeparator: \.isWhitespace) }
  }
}

extension Redline.Move {
  fileprivate func isTogether(with other: Redline.Move) -> Bool {
    clause == other.clause && isDeparture == other.isDeparture
  }
}

extension Redline.Move {
  /// The clause at the other end, as a person calls it.
  public var place: String { clause.isEmpty ? "the text before the first clause" : clause }
}

extension Block.Kind {
  /// What a line of this kind begins with, such as `- `.
  var lead: String {
    switch self {
    case .heading(let level): String(repeating: "#", count: level) + " "
    case .item(let depth, let number):
      String(repeating: "  ", count: depth - 1) + (number.map { "\($0). " } ?? "- ")
    case .code: "    "
    case .tableRow: "| "
    case .paragraph, .label, .html: ""
    }
  }
}
