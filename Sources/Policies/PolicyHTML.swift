import CCmarkGFM
import Documents

extension PolicyDocument {
  /// The text as HTML for the inside of a page that has a heading of its own.
  ///
  /// Nothing in it runs or loads: raw HTML shows as the text that it is, a picture as a link, and a
  /// link that is not `http`, `https`, `mailto` or to a clause as its words and address. Characters
  /// that reorder or hide text show as codes. Clauses are numbered headings with their id as
  /// anchor, the highest of them `h2`.
  public var html: String {
    var html = ""
    Markdown.withTree(of: body) { tree in
      var rewriter = TreeRewriter(self)
      rewriter.rewrite(tree)
      guard let text = cmark_render_html(tree, CMARK_OPT_DEFAULT, nil) else { return }
      html = String(cString: text)
      cmark_get_default_mem_allocator().pointee.free(text)
    }
    return html
  }
}

/// Makes a tree harmless and readable before cmark writes it as HTML.
private struct TreeRewriter {
  private let title: String
  private let numbers: ClauseNumbers
  private var depth = 0
  private var discarded: [OpaquePointer] = []

  init(_ document: PolicyDocument) {
    title = document.front.title
    numbers = ClauseNumbers(document)
  }

  mutating func rewrite(_ tree: OpaquePointer) {
    dropTitle(tree)
    for node in TreeRewriter.nodes(of: tree) {
      switch Markdown.type(node) {
      case "text", "code": cmark_node_set_literal(node, TerminalText.safe(Markdown.literal(node)))
      case "html_inline": become(text: Markdown.literal(node), node)
      case "html_block": becomeParagraph(node)
      case "code_block": example(node)
      case "heading": heading(node)
      case "link": link(node)
      case "image": picture(node)
      case "strong": term(node)
      default: break
      }
    }
    // Only now: what stood in a discarded node was still to be visited.
    for node in discarded { cmark_node_free(node) }
  }

  /// The nodes from the outside in, each before what it holds.
  private static func nodes(of tree: OpaquePointer) -> [OpaquePointer] {
    var nodes: [OpaquePointer] = []
    guard let iterator = cmark_iter_new(tree) else { return [] }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else {
        return nodes
      }
      if event == CMARK_EVENT_ENTER { nodes.append(node) }
    }
  }

  /// The page says the title already.
  private func dropTitle(_ tree: OpaquePointer) {
    guard let first = cmark_node_first_child(tree), Markdown.type(first) == "heading",
      HeadingAttributes.id(in: TreeRewriter.words(first)) == nil,
      TreeRewriter.words(first).trimmingSpaces == title
    else { return }
    cmark_node_free(first)
  }

  /// The text within a node, up to the length that anything here asks for.
  private static func words(_ node: OpaquePointer, limit: Int = 8000) -> String {
    var words = ""
    guard let iterator = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(iterator) }
    while words.utf8.count < limit {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
      guard event == CMARK_EVENT_ENTER else { continue }
      switch Markdown.type(node) {
      case "text", "code", "html_inline": words += Markdown.literal(node)
      case "softbreak", "linebreak": words += " "
      default: break
      }
    }
    return words
  }

  private mutating func heading(_ node: OpaquePointer) {
    guard let id = HeadingAttributes.id(in: TreeRewriter.words(node)),
      let title = numbers.title(of: id)
    else {
      cmark_node_set_heading_level(node, Int32(min(6, depth + 2)))
      return
    }
    let number = numbers[id] ?? ""
    depth = min(5, number.split(separator: ".").count)
    let level = depth + 1
    replace(
      node,
      """
      <h\(level) id="\(id)"><span class="number">\(number)</span> \
      <span class="title">\(HTMLText.escaped(TerminalText.safe(title)))</span> \
      <a class="id" href="#\(id)">\(id)</a></h\(level)>
      """
    )
  }

  private mutating func link(_ node: OpaquePointer) {
    let url = Markdown.url(node)
    if url.hasPrefix("#") {
      guard let name = numbers.name(of: String(url.dropFirst())) else { return }
      let isEmpty = cmark_node_first_child(node) == nil
      append(isEmpty ? name : " (\(name))", to: node)
    } else if !HTMLText.isHarmlessAddress(url) {
      append(TreeRewriter.words(node) == url ? "" : " (\(url))", to: node)
      unwrap(node)
    }
  }

  /// A picture would be loaded from somewhere else; a link to it says where it is.
  private mutating func picture(_ node: OpaquePointer) {
    let url = Markdown.url(node)
    append(" (picture: \(url))", to: node)
    unwrap(node)
  }

  private func term(_ node: OpaquePointer) {
    let words = TreeRewriter.words(node, limit: 4 * Quotes.limit + 1)
    guard Quotes.inside(words[...]) != nil,
      let definition = cmark_node_new(CMARK_NODE_CUSTOM_INLINE)
    else { return }
    cmark_node_set_on_enter(definition, "<dfn>")
    cmark_node_set_on_exit(definition, "</dfn>")
    guard cmark_node_insert_before(node, definition) == 1 else {
      return cmark_node_free(definition)
    }
    cmark_node_append_child(definition, node)
  }

  private mutating func example(_ node: OpaquePointer) {
    let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    let text = TerminalText.safeLines(Markdown.literal(node))
    cmark_node_set_literal(node, text)
    cmark_node_set_fence_info(node, "")
    guard let isFine = PostExample.isFine(info) else { return }
    replace(
      node,
      """
      <figure class="example \(isFine ? "do" : "dont")"><figcaption lang="en">\
      \(isFine ? "Like this" : "Not like this")</figcaption><pre>\(HTMLText.escaped(text))</pre></figure>
      """
    )
  }

  // MARK: - Changing the tree

  private func append(_ words: String, to node: OpaquePointer) {
    guard let text = cmark_node_new(CMARK_NODE_TEXT) else { return }
    cmark_node_set_literal(text, TerminalText.safe(words))
    if cmark_node_append_child(node, text) == 0 { cmark_node_free(text) }
  }

  /// Leaves a node's children where the node was.
  private mutating func unwrap(_ node: OpaquePointer) {
    while let child = cmark_node_first_child(node) {
      guard cmark_node_insert_before(node, child) == 1 else { break }
    }
    cmark_node_unlink(node)
    discarded.append(node)
  }

  private mutating func become(text: String, _ node: OpaquePointer) {
    guard let new = cmark_node_new(CMARK_NODE_TEXT) else { return }
    cmark_node_set_literal(new, TerminalText.safe(text))
    swap(node, new)
  }

  private mutating func becomeParagraph(_ node: OpaquePointer) {
    let text = TerminalText.safeLines(Markdown.literal(node))
    replace(node, "<pre>\(HTMLText.escaped(text))</pre>")
  }

  /// Puts finished HTML in a block's place.
  private mutating func replace(_ node: OpaquePointer, _ html: String) {
    guard let block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { return }
    cmark_node_set_on_enter(block, html)
    swap(node, block)
  }

  private mutating func swap(_ old: OpaquePointer, _ new: OpaquePointer) {
    guard cmark_node_replace(old, new) == 1 else { return cmark_node_free(new) }
    discarded.append(old)
  }
}
