import Documents
import Policies

/// A redline as GitHub's Markdown, for a mail, a chat or a review page.
///
/// Taken out is `~~struck through~~`, put in is `**bold**`; emphasis of the text itself is left out,
/// so nothing else is bold.
public struct RedlineMarkdown {
  private let comparison: Comparison

  /// Makes one.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// The Markdown; the changed clauses only.
  public var text: String {
    let (older, newer) = (comparison.older, comparison.newer)
    let head = [
      "# \(MarkdownText.escaped(comparison.title))",
      "\(side("From", older))  \n\(side("To", newer))",
      "\(comparison.summary). ~~Struck through~~ was taken out, **bold** was put in.",
    ]
    return (head + comparison.redline.changes.map(clause)).joined(separator: "\n\n") + "\n"
  }

  private func side(_ label: String, _ text: ComparedText) -> String {
    let digest = text.digest.map { ", SHA-256 `\($0)`" } ?? ""
    return "\(label) **\(MarkdownText.escaped(text.name))**, "
      + MarkdownText.escaped(text.detail) + digest
  }

  private func clause(_ entry: Redline.Entry) -> String {
    var parts = ["## \(MarkdownText.escaped(entry.heading))"]
    if entry.isMoved { parts.append("*\(MarkdownText.escaped(entry.formerPlace))*") }
    if entry.formerTitle != nil { parts.append("Title: " + marked(entry.titleRuns)) }
    guard entry.isReworded else { return parts.joined(separator: "\n\n") }
    for passage in Redline.Passage.passages(of: entry.lines) {
      let text = self.text(of: passage)
      if text != "…" || parts.last != "…" { parts.append(text) }
    }
    return parts.joined(separator: "\n\n")
  }

  private func text(of passage: Redline.Passage) -> String {
    guard let move = passage.move else {
      return passage.lines.first.map { $0.isChanged ? lead($0.kind) + marked($0.runs) : "…" } ?? ""
    }
    let place = MarkdownText.escaped(move.place)
    guard move.isDeparture else {
      let lines = passage.lines.map { "> " + lead($0.kind) + marked($0.unmarked) }
      return (["*Moved here from \(place):*"] + lines).joined(separator: "\n\n")
    }
    let more = passage.lines.count > 1 ? " *and \(passage.lines.count - 1) more*" : ""
    let start = passage.lines.first?.opening ?? ""
    return "*Moved to \(place):* \(MarkdownText.escaped(start))\(more)"
  }

  private func lead(_ kind: Block.Kind) -> String {
    switch kind {
    case .item(let depth, nil): String(repeating: "  ", count: min(depth, 6) - 1) + "- "
    case .item(let depth, let number?):
      String(repeating: "   ", count: min(depth, 6) - 1) + "\(number). "
    case .heading: "### "
    case .paragraph, .label, .code, .tableRow, .html: ""
    }
  }

  private func marked(_ runs: [Redline.Run]) -> String {
    runs.map { run in
      let words = MarkdownText.escaped(run.text)
      let space = run.space.isEmpty ? "" : " "
      return switch run.mark {
      case .keep: space + words
      case .delete: "\(space)~~\(words)~~"
      case .insert: "\(space)**\(words)**"
      }
    }.joined()
  }
}

/// What text of others may be in Markdown.
enum MarkdownText {
  /// The text on one line with a backslash before whatever would be more than text.
  static func escaped(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let listMark = line.prefixMatch(of: /[0-9]{1,9}[.)](?= |$)/)?.output.last
    var escaped = ""
    for character in TerminalText.safe(line) {
      let begins = escaped.isEmpty && "-+=#".contains(character)
      let isListMark = character == listMark && escaped.allSatisfy(\.isNumber)
      if "\\`*_[]<>~|&!".contains(character) || begins || isListMark { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
