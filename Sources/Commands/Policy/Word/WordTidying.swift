/// Turns what Markdown has no form for into words and plain marks, and notes what that was.
struct WordTidying {
  /// What could not stay as it was, each once.
  private(set) var notes: [String] = []
  /// Whether pandoc found a table and none of its cells, as without a grid of columns.
  var hasUnreadTable = false
  private var noteTexts: [Any] = []
  private var footnotes = 0

  mutating func note(_ words: String) {
    if !notes.contains(words) { notes.append(words) }
  }

  /// Blocks of the top level, each followed by the footnotes that belong to it.
  mutating func blocks(_ blocks: [Any]) -> [Any] {
    var tidy: [Any] = []
    for block in blocks {
      tidy += self.block(block, after: tidy.last)
      tidy += noteTexts
      noteTexts = []
    }
    return tidy
  }

  /// Inlines without marks that Markdown would write as HTML.
  mutating func inlines(_ inlines: [Any]) -> [Any] { inlines.flatMap { inline($0) } }

  private mutating func inline(_ value: Any) -> [Any] {
    let content = PandocTree.content(of: value)
    switch PandocTree.type(of: value) {
    case "Note": return [footnote(content)]
    case "Image":
      note("a picture does not come along; say in words what it shows")
      return []
    case "Span": return inlines(content.last as? [Any] ?? [])
    case "Underline", "SmallCaps": return inlines(content)
    case "Superscript", "Subscript":
      note("raised or lowered text became plain: '\(PandocTree.text(of: value).prefix(40))'")
      return inlines(content)
    case "Emph", "Strong", "Strikeout":
      return [PandocTree.node(PandocTree.type(of: value), inlines(content))]
    case "Quoted":
      return [PandocTree.node("Quoted", [content[0], inlines(content.last as? [Any] ?? [])])]
    case "Link": return link(content)
    case "Math":
      note("a formula became text: '\(PandocTree.text(of: value).prefix(40))'")
      return [PandocTree.word(PandocTree.text(of: value))]
    default: return [value]
    }
  }

  /// A link within the document is only its words: the place that it leads to has another name now.
  private mutating func link(_ content: [Any]) -> [Any] {
    guard content.count == 3, let words = content[1] as? [Any] else { return [] }
    let url = (content[2] as? [Any])?.first as? String ?? ""
    guard !url.hasPrefix("#") else { return inlines(words) }
    return [PandocTree.node("Link", [content[0], inlines(words), content[2]])]
  }

  /// A footnote becomes a number in brackets and a paragraph below.
  private mutating func footnote(_ content: [Any]) -> Any {
    footnotes += 1
    let mark = PandocTree.word("[\(footnotes)]")
    note("footnotes became paragraphs that begin with their number in brackets")
    let text = content.flatMap { block($0, after: nil) }
    noteTexts += prefixed(text, with: [mark, PandocTree.space])
    return mark
  }

  /// Blocks with words put before the first of them.
  func prefixed(_ blocks: [Any], with words: [Any]) -> [Any] {
    guard let first = blocks.first, ["Para", "Plain"].contains(PandocTree.type(of: first)) else {
      return [PandocTree.node("Para", words)] + blocks
    }
    let content = words + PandocTree.content(of: first)
    return [PandocTree.node(PandocTree.type(of: first), content)] + blocks.dropFirst()
  }
}
