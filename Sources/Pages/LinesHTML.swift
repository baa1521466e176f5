import Policies

/// The lines of a clause as HTML: items become lists again, moved lines are framed and linked.
struct LinesHTML {
  private let passages: [Redline.Passage]
  private let runs: RunsHTML

  init(_ lines: ArraySlice<Redline.Line>, _ runs: RunsHTML) {
    passages = Redline.Passage.passages(of: Array(lines))
    self.runs = runs
  }

  var html: String {
    var parts: [String] = []
    var waiting: [Redline.Line] = []
    for passage in passages {
      guard let move = passage.move else {
        waiting += passage.lines
        continue
      }
      parts.append(blocks(waiting))
      waiting = []
      parts.append(move.isDeparture ? departed(passage, move) : arrived(passage, move))
    }
    return parts.joined() + blocks(waiting)
  }

  private func departed(_ passage: Redline.Passage, _ move: Redline.Move) -> String {
    let more = passage.lines.count > 1 ? " and \(passage.lines.count - 1) more" : ""
    let start = HTMLText.shown(passage.lines.first?.opening ?? "")
    return """
      <p class="move">\(anchors(passage))<a lang="en" href="#_to-\(move.index)">Moved to \
      \(HTMLText.shown(move.place))</a>: \(start)<span lang="en">\(more)</span></p>

      """
  }

  private func arrived(_ passage: Redline.Passage, _ move: Redline.Move) -> String {
    let lines = passage.lines.map { line in
      var line = line
      line.runs = line.unmarked
      return line
    }
    return """
      <div class="arrived">
      <p class="move" lang="en">\(anchors(passage))<a href="#_from-\(move.index)">Moved here from \
      \(HTMLText.shown(move.place))</a></p>
      \(blocks(lines))</div>

      """
  }

  /// One anchor a line, for what moved as one piece may have left in several.
  private func anchors(_ passage: Redline.Passage) -> String {
    passage.lines.compactMap(\.move).map { move in
      "<span id=\"\(move.isDeparture ? "_from" : "_to")-\(move.index)\"></span>"
    }.joined()
  }

  /// Lines as paragraphs and, where items follow each other, as lists.
  private func blocks(_ lines: [Redline.Line]) -> String {
    var html = ""
    var lists: [String] = []
    for line in lines {
      guard case .item(let depth, let number) = line.kind else {
        html += close(&lists, to: 0) + block(line)
        continue
      }
      html += item(line, min(depth, 12), number, &lists)
    }
    return html + close(&lists, to: 0)
  }

  private func item(
    _ line: Redline.Line,
    _ depth: Int,
    _ number: Int?,
    _ lists: inout [String]
  ) -> String {
    let tag = number == nil ? "ul" : "ol"
    var html = close(&lists, to: depth)
    if lists.count == depth, lists.last != tag { html += close(&lists, to: depth - 1) }
    html += lists.count == depth ? "</li>\n" : ""
    while lists.count < depth {
      let isLast = lists.count == depth - 1
      lists.append(isLast ? tag : "ul")
      html += isLast ? "<\(tag)>\n" : "<ul><li>\n"
    }
    return html + (number.map { "<li value=\"\($0)\">" } ?? "<li>") + runs.html(line.runs)
  }

  /// Closes the lists deeper than a depth, each with its open item.
  private func close(_ lists: inout [String], to depth: Int) -> String {
    var html = ""
    while lists.count > depth { html += "</li></\(lists.removeLast())>\n" }
    return html
  }

  private func block(_ line: Redline.Line) -> String {
    let words = runs.html(line.runs)
    switch line.kind {
    case .heading, .label: return "<p><strong>\(words)</strong></p>\n"
    case .tableRow: return "<p class=\"row\">\(words)</p>\n"
    case .code(let info): return code(words, info)
    case .paragraph, .html, .item: return "<p>\(words)</p>\n"
    }
  }

  private func code(_ words: String, _ info: String) -> String {
    guard let isFine = PostExample.isFine(info) else { return "<pre>\(words)</pre>\n" }
    return """
      <figure class="example \(isFine ? "do" : "dont")"><figcaption lang="en">\
      \(isFine ? "Like this" : "Not like this")</figcaption><pre>\(words)</pre></figure>

      """
  }
}
