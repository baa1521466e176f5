import CCmarkGFM

/// A piece of a Markdown text that stands on lines of its own: a heading, a paragraph, an item.
public struct Block: Equatable, Sendable {
  /// What the piece is.
  public enum Kind: Equatable, Sendable {
    case heading(level: Int)
    case paragraph
    /// A paragraph that is bold as a whole, such as `**Do**` above a list.
    case label
    /// A list item's first paragraph; depth from 1, with its number where it has one.
    case item(depth: Int, number: Int?)
    /// A fenced or indented code block with the words after the fence.
    case code(info: String)
    case tableRow
    case html
  }

  /// What the piece is.
  public var kind: Kind
  /// The line it begins on, from 1.
  public var line: Int
  /// Its text without markup; a link's address follows its words in round brackets.
  public var text: String

  /// The text's words, as white space separates them.
  public var words: [Substring] { text.split(whereSeparator: \.isWhitespace) }
}

/// Reads CommonMark with GitHub's tables, through cmark-gfm.
enum Markdown {
  /// The blocks of a text in order.
  ///
  /// - Parameters:
  ///   - text: the Markdown.
  ///   - firstLine: the line number of its first line.
  /// - Returns: the blocks in order.
  static func blocks(_ text: String, firstLine: Int) -> [Block] {
    var collector = BlockCollector(lineOffset: firstLine - 1)
    walk(text) { collector.visit($0, entering: $1) }
    return collector.blocks
  }

  /// Visits every node of a text's tree, on the way in and on the way out.
  static func walk(_ text: String, _ visit: (OpaquePointer, _ entering: Bool) -> Void) {
    withTree(of: text) { document in
      guard let iterator = cmark_iter_new(document) else { return }
      defer { cmark_iter_free(iterator) }
      while true {
        let event = cmark_iter_next(iterator)
        guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
        visit(node, event == CMARK_EVENT_ENTER)
      }
    }
  }

  /// Lends the tree of a text, which is freed afterwards.
  static func withTree(of text: String, _ body: (OpaquePointer) -> Void) {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
    defer { cmark_parser_free(parser) }
    if let tables = cmark_find_syntax_extension("table") {
      cmark_parser_attach_syntax_extension(parser, tables)
    }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
    guard let document = cmark_parser_finish(parser) else { return }
    defer { cmark_node_free(document) }
    body(document)
  }

  /// What kind of node it is, in cmark's words.
  static func type(_ node: OpaquePointer) -> String {
    String(cString: cmark_node_get_type_string(node))
  }

  /// The text that a node itself holds.
  static func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  /// Where a link leads.
  static func url(_ node: OpaquePointer) -> String {
    cmark_node_get_url(node).map { String(cString: $0) } ?? ""
  }
}

/// Turns a walk over cmark's tree into a flat list of blocks.
private struct BlockCollector {
  let lineOffset: Int
  var blocks: [Block] = []
  private var lists: [(ordered: Bool, next: Int)] = []
  private var pendingItem = false
  private var text = ""

  init(lineOffset: Int) { self.lineOffset = lineOffset }

  mutating func visit(_ node: OpaquePointer, entering: Bool) {
    switch Markdown.type(node) {
    case "list": entering ? begin(node) : end()
    case "item" where entering: pendingItem = true
    case "heading", "paragraph", "table_row", "table_header": leaf(node, entering: entering)
    case "table_cell" where !entering: text += " | "
    case "code_block": code(node)
    case "html_block": add(.html, node, Markdown.literal(node))
    case "text", "code", "html_inline", "footnote_reference": text += Markdown.literal(node)
    case "softbreak", "linebreak": text += " "
    case "link" where !entering, "image" where !entering: address(node)
    default: break
    }
  }

  private mutating func begin(_ node: OpaquePointer) {
    let ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    lists.append((ordered, Int(cmark_node_get_list_start(node))))
  }

  private mutating func end() {
    _ = lists.popLast()
    pendingItem = false
  }

  private mutating func leaf(_ node: OpaquePointer, entering: Bool) {
    guard !entering else {
      text = ""
      return
    }
    switch Markdown.type(node) {
    case "heading": add(.heading(level: Int(cmark_node_get_heading_level(node))), node, text)
    case "paragraph": add(pendingItem ? item() : paragraph(node), node, text)
    default: add(.tableRow, node, text)
    }
    text = ""
  }

  private func paragraph(_ node: OpaquePointer) -> Block.Kind {
    guard let child = cmark_node_first_child(node), cmark_node_next(child) == nil,
      Markdown.type(child) == "strong"
    else { return .paragraph }
    return .label
  }

  private mutating func item() -> Block.Kind {
    pendingItem = false
    guard let list = lists.last else { return .paragraph }
    guard list.ordered else { return .item(depth: lists.count, number: nil) }
    lists[lists.count - 1].next += 1
    return .item(depth: lists.count, number: list.next)
  }

  private mutating func code(_ node: OpaquePointer) {
    let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    add(.code(info: info), node, Markdown.literal(node))
  }

  private mutating func address(_ node: OpaquePointer) {
    let url = Markdown.url(node)
    guard !url.isEmpty, !text.hasSuffix(url) else { return }
    text += " (\(url))"
  }

  private mutating func add(
    _ kind: Block.Kind,
    _ node: OpaquePointer,
    _ text: String
  ) {
    let line = Int(cmark_node_get_start_line(node)) + lineOffset
    blocks.append(Block(kind: kind, line: line, text: text))
  }
}
