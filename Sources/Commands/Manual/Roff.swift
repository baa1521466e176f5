/// A page in the language of groff and mandoc, written from top to bottom.
struct Roff {
  private var lines: [String] = []
  private static let width = 78

  /// The page as a file.
  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func title(_ name: String, date: String, source: String) {
    lines.append(#".\" Written by writ itself from its commands; see docs/reference."#)
    lines.append(
      ".TH \(Roff.quoted(name.uppercased())) 1 \(Roff.quoted(date)) \(Roff.quoted(source))"
    )
    // No hyphens that nobody typed, no stretched lines.
    lines += [".nh", ".ad l"]
  }

  mutating func section(_ title: String) { lines.append(".SH \(Roff.quoted(title))") }

  /// A line that is marked up already.
  mutating func line(_ text: String) { lines.append(text) }

  mutating func paragraph(_ text: String) {
    if lines.last?.hasPrefix(".SH") != true { lines.append(".PP") }
    fill(text)
  }

  /// Something to type and what it means.
  mutating func item(_ head: String, _ meaning: String) {
    lines += [".TP", Roff.marked(head)]
    fill(meaning)
  }

  /// A command and its arguments, none of which is broken at a line's end.
  mutating func synopsis(_ synopsis: Synopsis) {
    lines.append(".HP")
    lines.append("\\fB\(Roff.escaped(synopsis.name))\\fR")
    lines += synopsis.words.map { Roff.marked($0).replacing(" ", with: "\\ ") }
  }

  /// Other pages of section 1.
  mutating func links(_ names: [String]) {
    for (index, name) in names.enumerated() {
      let comma = index == names.count - 1 ? "" : ","
      lines.append(".BR \(Roff.escaped(name)) (1)\(comma)")
    }
  }

  /// Text in which groff finds no commands.
  static func escaped(_ text: String) -> String {
    let safe = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("…", with: "\\&...")
    return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
  }

  /// What is typed in bold, what stands for something else in italics: `--key <path>`.
  private static func marked(_ text: String) -> String {
    var marked = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      marked +=
        bold(rest[..<open]) + "\\fI\(escaped(String(rest[rest.index(after: open)..<close])))\\fR"
      rest = rest[rest.index(after: close)...]
    }
    return marked + bold(rest)
  }

  private static func bold(_ text: Substring) -> String {
    let core = text.filter { !"[] ,…".contains($0) }
    guard !core.isEmpty else { return escaped(String(text)) }
    let start = text.prefix { "[] ".contains($0) }
    let end = text.dropFirst(start.count).reversed().prefix { "[] …".contains($0) }
    let middle = text.dropFirst(start.count).dropLast(end.count)
    return "\(start)\\fB\(escaped(String(middle)))\\fR\(escaped(String(end.reversed())))"
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\\(dq"))\""
  }

  /// Lines of a source file's width; where they end means nothing on the page.
  private mutating func fill(_ text: String) {
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace).map({ Roff.escaped(String($0)) }) {
      if line.count + word.count >= Roff.width, !line.isEmpty {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(line) }
  }
}
