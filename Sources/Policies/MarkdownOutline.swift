import CCmarkGFM

/// What an import has to know of a Markdown text beyond its words.
struct MarkdownOutline {
  /// A heading that stands on the text's top level, not in a quotation or list.
  struct Heading: Equatable {
    /// From 1.
    var level: Int
    /// The line on which it begins, from 1.
    var line: Int
    /// Its text without markup.
    var text: String
    /// Whether a paragraph, list or table stands right below it, before the next heading.
    var hasText = false
  }

  /// A link or a picture.
  struct Address: Equatable {
    /// The line of the block that it stands in.
    var line: Int
    /// Where it leads.
    var url: String
    /// Whether it is a picture.
    var isPicture: Bool
  }

  private(set) var headings: [Heading] = []
  private(set) var addresses: [Address] = []
  /// The lines of blocks with raw HTML in them, comments left out.
  private(set) var html: [Int] = []
  /// Whether anything stands before the first heading.
  private(set) var beginsWithText = false
  private var line = 1
  private var text: String?

  /// Looks at a text whose first line is line 1.
  init(_ markdown: String) {
    var outline = self
    Markdown.walk(markdown) { outline.visit($0, entering: $1) }
    self = outline
  }

  /// The heading that names the whole text: the first, if no other is on its level.
  var title: String? {
    guard let first = headings.first, !beginsWithText else { return nil }
    return headings.dropFirst().allSatisfy { $0.level > first.level } ? first.text : nil
  }

  private mutating func visit(_ node: OpaquePointer, entering: Bool) {
    let type = String(cString: cmark_node_get_type_string(node))
    let isTop = MarkdownOutline.isTop(node)
    if entering, cmark_node_get_start_line(node) > 0, type != "document" {
      line = Int(cmark_node_get_start_line(node))
    }
    switch type {
    case "heading" where isTop: heading(node, entering: entering)
    case _ where isTop && entering && type != "thematic_break": noteText(type, node)
    case "text", "code": if entering { text?.append(MarkdownOutline.literal(node)) }
    case "softbreak", "linebreak": text?.append(" ")
    case "html_inline": if entering { noteHTML(node) }
    case "link", "image": if entering { noteAddress(node, isPicture: type == "image") }
    default: break
    }
  }

  private mutating func heading(_ node: OpaquePointer, entering: Bool) {
    guard !entering else {
      text = ""
      return
    }
    let level = Int(cmark_node_get_heading_level(node))
    let line = Int(cmark_node_get_start_line(node))
    headings.append(Heading(level: level, line: line, text: (text ?? "").trimmingSpaces))
    text = nil
  }

  private mutating func noteText(_ type: String, _ node: OpaquePointer) {
    if type == "html_block" {
      noteHTML(node)
      if MarkdownOutline.isComment(MarkdownOutline.literal(node)) { return }
    }
    if headings.isEmpty {
      beginsWithText = true
    } else {
      headings[headings.count - 1].hasText = true
    }
  }

  private mutating func noteHTML(_ node: OpaquePointer) {
    guard !MarkdownOutline.isComment(MarkdownOutline.literal(node)), html.last != line else {
      return
    }
    html.append(line)
  }

  private mutating func noteAddress(_ node: OpaquePointer, isPicture: Bool) {
    let url = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    addresses.append(Address(line: line, url: url, isPicture: isPicture))
  }

  private static func isTop(_ node: OpaquePointer) -> Bool {
    guard let parent = cmark_node_parent(node) else { return false }
    return String(cString: cmark_node_get_type_string(parent)) == "document"
  }

  private static func isComment(_ html: String) -> Bool {
    let text = html.trimmingSpaces
    return text.hasPrefix("<!--") && text.hasSuffix("-->")
  }

  private static func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}
