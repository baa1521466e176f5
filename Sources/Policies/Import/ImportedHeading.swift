/// A heading of an imported text: its source line, taken apart.
struct ImportedHeading {
  /// The index of the line that the title ends on.
  var index: Int
  /// What stands before the title, such as `## `; empty for an underlined heading.
  var lead: String
  /// The title's source without marks for programs.
  var title: String
  /// The id that it bears already.
  var id: String?
  /// The goal that it names already.
  var serves: String?
  /// Marks for other programs that were dropped.
  var dropped: String?

  /// Finds and reads the heading that begins on a line; `nil` if its title is empty.
  init?(_ heading: MarkdownOutline.Heading, in lines: [String]) {
    let first = heading.line - 1
    guard lines.indices.contains(first) else { return nil }
    if let match = lines[first].wholeMatch(of: /(\ {0,3}#{1,6}[ \t]+)(.*?)(?:[ \t]+#+)?[ \t]*/) {
      (index, lead, title) = (first, String(match.1), String(match.2))
    } else {
      let rest = lines[first...].dropFirst()
      guard
        let underline = rest.firstIndex(where: { $0.wholeMatch(of: /\ {0,3}(=+|-+)\s*/) != nil })
      else { return nil }
      (index, lead) = (underline - 1, "")
      title = lines[underline - 1].trimmingSpaces
    }
    takeAttributesOff()
    if title.isEmpty { return nil }
  }

  /// The line with a clause id.
  func line(id: String) -> String {
    "\(lead)\(title) {#\(id)\(serves.map { " serves=\($0)" } ?? "")}"
  }

  /// Takes `{#id .class key=value}` off, as pandoc, kramdown and others write it.
  private mutating func takeAttributesOff() {
    guard title.hasSuffix("}"), let open = title.lastIndex(of: "{") else { return }
    var inside = title[title.index(after: open)...].dropLast()
    if inside.first == ":" { inside = inside.dropFirst() }
    let words = inside.split(separator: " ")
    guard let first = words.first, first == "-" || "#.".contains(first.prefix(1)) else { return }
    title = String(title[..<open]).trimmingSpaces
    for word in words {
      if word.hasPrefix("#"), id == nil, HeadingAttributes.isClauseID(String(word.dropFirst())) {
        id = String(word.dropFirst())
      } else if word.hasPrefix("serves="), id != nil {
        serves = String(word.dropFirst("serves=".count))
      } else {
        dropped = [dropped, String(word)].compactMap(\.self).joined(separator: " ")
      }
    }
  }
}
