import Pages
import Policies

/// A redline as `--json` writes it.
struct RedlineReport: Encodable {
  struct Text: Encodable {
    var name: String
    var detail: String
    var sha256: String?
  }

  struct Clause: Encodable {
    var id: String
    var title: String
    var formerTitle: String?
    var number: String?
    var formerNumber: String?
    var fate: String
    var moved: Bool
    /// The body block by block; empty where no word of it changed.
    var lines: [Line]
  }

  struct Line: Encodable {
    var kind: String
    var movedTo: String?
    var movedFrom: String?
    /// The same number at both ends of a move.
    var move: Int?
    var segments: [Segment]
  }

  struct Segment: Encodable {
    var mark: String
    var text: String
  }

  var policy: String
  var from: Text
  var to: Text
  var clauses: [Clause]

  init(_ comparison: Comparison) {
    policy = comparison.policy
    from = Text(comparison.older)
    to = Text(comparison.newer)
    clauses = comparison.redline.entries.map(Clause.init)
  }
}

extension RedlineReport.Text {
  init(_ text: ComparedText) {
    self.init(name: text.name, detail: text.detail, sha256: text.digest)
  }
}

extension RedlineReport.Clause {
  init(_ entry: Redline.Entry) {
    self.init(
      id: entry.id,
      title: entry.title,
      formerTitle: entry.formerTitle,
      number: entry.number,
      formerNumber: entry.formerNumber,
      fate: entry.fate.rawValue,
      moved: entry.isMoved,
      lines: entry.isReworded ? entry.lines.map(RedlineReport.Line.init) : []
    )
  }
}

extension RedlineReport.Line {
  init(_ line: Redline.Line) {
    let isDeparture = line.move?.isDeparture ?? false
    self.init(
      kind: line.kind.name,
      movedTo: isDeparture ? line.move?.clause : nil,
      movedFrom: isDeparture ? nil : line.move?.clause,
      move: line.move?.index,
      segments: line.runs.map { RedlineReport.Segment(mark: $0.mark.rawValue, text: $0.text) }
    )
  }
}

extension Block.Kind {
  fileprivate var name: String {
    switch self {
    case .heading: "heading"
    case .paragraph, .label: "paragraph"
    case .item: "item"
    case .code: "code"
    case .tableRow: "table-row"
    case .html: "html"
    }
  }
}
