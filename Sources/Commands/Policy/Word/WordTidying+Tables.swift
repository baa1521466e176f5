import Foundation

extension WordTidying {
  /// A table as Markdown can write it: one line a cell, no merged cells, its caption above.
  mutating func table(_ content: [Any], after previous: Any?) -> [Any] {
    guard content.count == 6, let head = content[3] as? [Any], let bodies = content[4] as? [Any],
      let foot = content[5] as? [Any], let columns = content[2] as? [Any]
    else { return [PandocTree.node("Table", content)] }
    let width = max(columns.count, WordTidying.width(of: [head, bodies, foot]))
    if width == 0 { hasUnreadTable = true }
    let plain = Array(repeating: WordTidying.plainColumn, count: width)
    let tidy: [Any] = [
      content[0], WordTidying.noCaption, plain,
      [head[0], rows(head.last, width)] as [Any],
      bodies.map { body in
        let parts = body as? [Any] ?? []
        guard parts.count == 4 else { return body }
        return [parts[0], parts[1], rows(parts[2], width), rows(parts[3], width)] as [Any]
      } as [Any],
      [foot[0], rows(foot.last, width)] as [Any],
    ]
    return caption(content[1], after: previous) + [PandocTree.node("Table", tidy)]
  }

  /// The caption as a paragraph, unless that paragraph stands there already.
  private mutating func caption(_ value: Any, after previous: Any?) -> [Any] {
    let blocks = inner((value as? [Any])?.last)
    let text = PandocTree.text(of: blocks).split(separator: " ")
    let before = previous.map { PandocTree.text(of: $0).split(separator: " ") }
    return text.isEmpty || text == before ? [] : blocks
  }

  /// The most columns that a row of cells takes, which Word need not have written down.
  private static func width(of value: Any) -> Int {
    guard let list = value as? [Any] else { return 0 }
    // A row is a pair of attributes and cells; a cell has five parts.
    if list.count == 2, let cells = list[1] as? [Any],
      let first = cells.first as? [Any], first.count == 5
    {
      return cells.map { ($0 as? [Any])?[3] as? Int ?? 1 }.reduce(0, +)
    }
    return list.map(width).max() ?? 0
  }

  /// Rows in which each column has a cell of its own.
  private mutating func rows(_ value: Any?, _ width: Int) -> [Any] {
    var covered = [Int](repeating: 0, count: width)
    return (value as? [Any] ?? []).map { row in
      guard let parts = row as? [Any], parts.count == 2 else { return row }
      var cells = (parts[1] as? [Any] ?? [])[...]
      var tidy: [Any] = []
      while tidy.count < width {
        if covered[tidy.count] > 0 || cells.isEmpty {
          covered[tidy.count] = max(0, covered[tidy.count] - 1)
          tidy.append(WordTidying.cell([]))
        } else {
          add(cells.removeFirst(), to: &tidy, &covered)
        }
      }
      return [parts[0], tidy] as [Any]
    }
  }

  private mutating func add(_ value: Any, to row: inout [Any], _ covered: inout [Int]) {
    guard let cell = value as? [Any], cell.count == 5 else { return row.append(value) }
    let (down, across) = (cell[2] as? Int ?? 1, cell[3] as? Int ?? 1)
    if down > 1 || across > 1 {
      note("a table had merged cells; the words are in the first of them")
    }
    let start = row.count
    row.append(WordTidying.cell(line(of: cell[4])))
    for column in start..<min(start + max(1, across), covered.count) {
      covered[column] = max(0, down - 1)
      if column > start { row.append(WordTidying.cell([])) }
    }
  }

  /// A cell's blocks as one line of words.
  private mutating func line(of value: Any) -> [Any] {
    let blocks = inner(value)
    if blocks.contains(where: { !["Para", "Plain"].contains(PandocTree.type(of: $0)) }) {
      note("lists within table cells became one line")
    }
    var words: [Any] = []
    PandocTree.visit(blocks) { node in
      guard ["Para", "Plain"].contains(PandocTree.type(of: node)) else { return }
      if !words.isEmpty { words.append(PandocTree.space) }
      words += PandocTree.content(of: node).map { word in
        PandocTree.type(of: word) == "LineBreak" ? PandocTree.space : word
      }
    }
    return words
  }

  private static var noCaption: Any { [NSNull(), [Any]()] as [Any] }

  private static var plainColumn: Any {
    [["t": "AlignDefault"], ["t": "ColWidthDefault"]] as [Any]
  }

  private static func cell(_ words: [Any]) -> Any {
    let blocks: [Any] = words.isEmpty ? [] : [PandocTree.node("Plain", words)]
    return [["", [Any](), [Any]()] as [Any], ["t": "AlignDefault"], 1, 1, blocks] as [Any]
  }
}
