import Documents

extension Redline {
  /// How words are marked.
  public struct Style: Sendable {
    let insert: @Sendable (String) -> String
    let delete: @Sendable (String) -> String
    let heading: @Sendable (String) -> String

    /// Makes a style from three ways to mark text.
    public init(
      insert: @escaping @Sendable (String) -> String,
      delete: @escaping @Sendable (String) -> String,
      heading: @escaping @Sendable (String) -> String
    ) {
      (self.insert, self.delete, self.heading) = (insert, delete, heading)
    }

    /// `[-old-]{+new+}`, as `git diff --word-diff` writes it.
    public static let plain = Style(
      insert: { "{+\($0)+}" },
      delete: { "[-\($0)-]" },
      heading: { $0 }
    )
  }

  /// The changed clauses as lines of text, safe for a terminal; empty if nothing changed.
  ///
  /// Paragraphs and items of a changed clause in which no word changed show as `…`.
  public func text(in style: Style) -> String {
    changes.map { entry in
      let body = entry.fate == .unchanged ? "" : entry.body(in: style) + "\n"
      return style.heading("§ " + TerminalText.safe(entry.heading)) + "\n" + body
    }.joined(separator: "\n")
  }
}

extension Redline.Entry {
  /// "SM-3 Say who you work for (moved, changed)".
  public var heading: String {
    var notes: [String] = isMoved ? ["moved"] : []
    switch fate {
    case .unchanged: break
    case .changed: notes.append("changed")
    case .added: notes.append("added")
    case .removed: notes.append("removed")
    }
    let name = id.isEmpty ? "(before the first clause)" : "\(id) \(title)"
    return "\(name) (\(notes.joined(separator: ", ")))"
  }

  /// The clause with its changes marked, one block a line.
  func body(in style: Redline.Style) -> String {
    var shown: [String] = []
    for line in RedlineLine.lines(of: edits) {
      let text = line.isChanged ? line.text(in: style) : "…"
      if text != "…" || shown.last != "…" { shown.append(text) }
    }
    return shown.joined(separator: "\n")
  }
}

/// The words of one block in a redline, old and new.
private struct RedlineLine {
  private enum Mark {
    case keep
    case delete
    case insert
  }

  private var lead: String
  private var runs: [(mark: Mark, words: [Substring])] = []

  var isChanged: Bool { runs.contains { $0.mark != .keep } }

  /// Begins a line wherever a block begins; a deleted block's words stay a line of their own.
  static func lines(of edits: [WordEdit]) -> [RedlineLine] {
    var lines: [RedlineLine] = []
    for edit in edits {
      let (mark, word) = parts(of: edit)
      if let lead = word.lead, lines.isEmpty || !lines[lines.count - 1].awaits(mark) {
        lines.append(RedlineLine(lead: lead))
      } else if lines.isEmpty {
        lines.append(RedlineLine(lead: ""))
      }
      lines[lines.count - 1].add(word.text, mark)
    }
    return lines
  }

  func text(in style: Redline.Style) -> String {
    lead
      + runs.map { run in
        let text = TerminalText.safe(run.words.joined(separator: " "))
        return switch run.mark {
        case .keep: text
        case .delete: style.delete(text)
        case .insert: style.insert(text)
        }
      }.joined(separator: " ")
  }

  private init(lead: String) { self.lead = lead }

  /// Whether the line has only deleted words so far, which the first new words then replace.
  private func awaits(_ mark: Mark) -> Bool {
    mark != .delete && runs.count == 1 && runs[0].mark == .delete
  }

  private mutating func add(_ word: Substring, _ mark: Mark) {
    if runs.last?.mark == mark {
      runs[runs.count - 1].words.append(word)
    } else {
      runs.append((mark, [word]))
    }
  }

  private static func parts(of edit: WordEdit) -> (Mark, Word) {
    switch edit {
    case .keep(let word): (.keep, word)
    case .delete(let word): (.delete, word)
    case .insert(let word): (.insert, word)
    }
  }
}
