import Documents
import Policies

/// One clause of a redline as HTML.
struct ClauseHTML {
  private let entry: Redline.Entry
  private let linksBack: Bool
  private let title: String
  private let runs: RunsHTML

  /// - Parameters:
  ///   - entry: the clause.
  ///   - policy: the policy's title, which the page has said already.
  ///   - names: what a reference to a clause of the page reads like, by id.
  ///   - linksBack: whether the page shows where a moved clause stood before.
  init(_ entry: Redline.Entry, of policy: String, named names: [String: String], linksBack: Bool) {
    (self.entry, self.linksBack, title) = (entry, linksBack, policy)
    runs = RunsHTML(names: names)
  }

  var html: String {
    let body = LinesHTML(lines, runs).html
    guard !entry.id.isEmpty || !body.isEmpty else { return "" }
    return "<section>\n" + heading + place + body + "</section>\n"
  }

  /// The lines, without a heading at the top that only repeats the policy's title.
  private var lines: ArraySlice<Redline.Line> {
    let lines = entry.lines[...]
    guard let first = lines.first, case .heading = first.kind, !first.isChanged,
      first.runs.map(\.text) == [title]
    else { return lines }
    return lines.dropFirst()
  }

  private var heading: String {
    guard !entry.id.isEmpty else {
      return entry.isChange ? "<span id=\"\(entry.anchor)\"></span>\n" : ""
    }
    let depth = (entry.number ?? "").split(separator: ".").count
    let tag = "h\(min(6, max(1, depth) + 1))"
    let badges = entry.notes.map { "<span class=\"badge \($0)\" lang=\"en\">\($0)</span>" }
    return """
      <\(tag) id="\(entry.id)"><span class="number">\(number)</span> \
      <span class="title">\(runs.html(entry.titleRuns))</span> \
      <a class="id" href="#\(entry.id)">\(entry.id)</a>\(badges.joined())</\(tag)>

      """
  }

  /// "3", or "3, was 2" where a neighbour came or went.
  private var number: String {
    if entry.fate == .removed { return "<small lang=\"en\">(was \(entry.number ?? ""))</small>" }
    guard let number = entry.number, let former = entry.formerNumber, former != number else {
      return entry.number ?? ""
    }
    return "\(number) <small lang=\"en\">(was \(former))</small>"
  }

  private var place: String {
    guard entry.isMoved else { return "" }
    let words = HTMLText.shown(entry.formerPlace)
    let text = linksBack ? "<a href=\"#_was-\(entry.id)\">\(words)</a>" : words
    return "<p class=\"move\" lang=\"en\">\(text)</p>\n"
  }
}

extension Redline.Entry {
  /// The clause's anchor on a page.
  var anchor: String { id.isEmpty ? "_start" : id }
}

extension HTMLText {
  /// Text of others as HTML; what would reorder or hide text shows as a code.
  static func shown(_ text: String) -> String { escaped(TerminalText.safeLines(text)) }
}
