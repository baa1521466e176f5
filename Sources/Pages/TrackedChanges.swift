import Documents
import Policies

/// A redline as paragraphs of a word processor with tracked changes (Office Open XML, ECMA-376,
/// part 1, 17.13.5), for whoever writes the file around them.
///
/// Accepting all changes gives the newer text, rejecting all the older one, paragraph by paragraph.
/// A clause or a block that moved is taken out in one place and put in at the other. List marks
/// are typed, as a list's own numbering would leave an empty item where a paragraph goes.
public struct TrackedChanges {
  private let comparison: Comparison
  private let author: String
  private let date: String

  /// Makes the paragraphs' source.
  ///
  /// - Parameters:
  ///   - comparison: the two texts.
  ///   - author: in whose name the changes stand.
  ///   - date: when they were made, as in `2026-01-05T09:00:00Z`.
  public init(_ comparison: Comparison, author: String, date: String) {
    (self.comparison, self.author, self.date) = (comparison, author, date)
  }

  /// The paragraphs as XML, `w:` being the main namespace; there is no backtick in it.
  public var paragraphs: String {
    let title = paragraph("Title", [run(comparison.title)])
    let sides = "\(comparison.policy): from \(comparison.older.name) to \(comparison.newer.name)"
    return numbered(title + paragraph("Subtitle", [run(sides)]) + clauses)
  }

  /// Gives each change an id of its own.
  private func numbered(_ xml: String) -> String {
    let parts = xml.split(separator: "w:id=\"\"", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index == 0 ? String(part) : "w:id=\"\(index)\"\(part)"
    }.joined()
  }

  private var clauses: String {
    let entries = comparison.redline.entries
    let hasStart = entries.first?.id.isEmpty ?? false
    let moved = Dictionary(grouping: entries.filter(\.isMoved)) { $0.formerNeighbour }
    let left = { (id: String) in
      (moved[id] ?? []).map { self.clause($0, whole: .delete) }.joined()
    }
    return (hasStart ? "" : left(""))
      + entries.map { clause($0, whole: $0.isMoved ? .insert : nil) + left($0.id) }.joined()
  }

  /// A clause with its changes; a moved one is put in whole here, or taken out whole there.
  private func clause(_ entry: Redline.Entry, whole mark: Redline.Mark?) -> String {
    let lines = (entry.id.isEmpty ? [] : [entry.titleLine]) + entry.wholeLines
    let shown = lines.map { line in mark.map { line.whole($0) } ?? line }
    return shown.filter { !$0.runs.isEmpty }.map { paragraph($0) }.joined()
  }

  private func paragraph(_ line: Redline.Line) -> String {
    let marks = Set(line.runs.map(\.mark))
    let only = marks.count == 1 ? line.runs.first?.mark : nil
    let runs = lead(of: line) + line.runs.map(run)
    return paragraph(line.kind.style, runs, indent: line.kind.depth, only)
  }

  /// The typed mark before an item; where it changed, the old one taken out, the new one put in.
  private func lead(of line: Redline.Line) -> [String] {
    let (former, new) = (line.formerKind?.typedLead ?? "", line.newKind?.typedLead ?? "")
    if former == new { return former.isEmpty ? [] : [run(former)] }
    return [(former, Redline.Mark.delete), (new, .insert)].filter { !$0.0.isEmpty }
      .map { wrapped(run($0, $1), $1) }
  }

  private func run(_ part: Redline.Run) -> String {
    let space = part.space.isEmpty ? "" : part.space.contains("\n") ? part.space : " "
    return wrapped(run(space + part.text, part.mark), part.mark)
  }

  /// One paragraph; `mark` says what becomes of the paragraph's own end.
  private func paragraph(
    _ style: String,
    _ runs: [String],
    indent: Int = 0,
    _ mark: Redline.Mark? = nil
  ) -> String {
    let hanging =
      indent > 0 ? "<w:ind w:left=\"\(360 * min(indent, 9))\" w:hanging=\"360\"/>" : ""
    let end =
      switch mark {
      case .delete: "<w:rPr><w:del \(attributes)/></w:rPr>"
      case .insert: "<w:rPr><w:ins \(attributes)/></w:rPr>"
      case .keep, nil: ""
      }
    return "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(hanging)\(end)</w:pPr>"
      + runs.joined() + "</w:p>\n"
  }

  private func wrapped(_ run: String, _ mark: Redline.Mark?) -> String {
    switch mark {
    case .delete: "<w:del \(attributes)>\(run)</w:del>"
    case .insert: "<w:ins \(attributes)>\(run)</w:ins>"
    case .keep, nil: run
    }
  }

  private func run(_ text: String, _ mark: Redline.Mark? = nil) -> String {
    let tag = mark == .delete ? "w:delText" : "w:t"
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      "<\(tag) xml:space=\"preserve\">\(TrackedChanges.shown(String($0)))</\(tag)>"
    }
    return "<w:r>" + lines.joined(separator: "<w:br/>") + "</w:r>"
  }

  private var attributes: String {
    "w:id=\"\" w:author=\"\(TrackedChanges.shown(author))\" "
      + "w:date=\"\(TrackedChanges.shown(date))\""
  }

  /// Text of others as XML; a backtick would end the fence that the paragraphs are handed over in.
  private static func shown(_ text: String) -> String {
    HTMLText.escaped(TerminalText.safe(text)).replacing("`", with: "&#96;")
  }
}

extension Redline.Line {
  /// The line as it is on one side, all of it put in or taken out; without words if it is not there.
  fileprivate func whole(_ mark: Redline.Mark) -> Redline.Line {
    let other: Redline.Mark = mark == .insert ? .delete : .insert
    var line = self
    line.runs = runs.filter { $0.mark != other }.map { $0.marked(mark) }
    if !line.runs.isEmpty { line.runs[0].space = "" }
    if mark == .insert { line.formerKind = nil } else { line.newKind = nil }
    return line
  }
}

extension Block.Kind {
  /// The paragraph style that every reference document of pandoc has.
  fileprivate var style: String {
    switch self {
    case .heading(let level): "Heading\(min(max(level, 1), 6))"
    case .code: "BlockText"
    case .item: "Compact"
    case .paragraph, .label, .tableRow, .html: "BodyText"
    }
  }

  fileprivate var depth: Int { if case .item(let depth, _) = self { depth } else { 0 } }

  /// What stands before an item, typed.
  fileprivate var typedLead: String {
    guard case .item(_, let number) = self else { return "" }
    return number.map { "\($0).\u{A0}" } ?? "•\u{A0}"
  }
}
