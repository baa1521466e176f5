/// Cuts a Markdown document into the blocks that rules of public styles look at.
///
/// It knows what decides which words are prose and where they stand (CommonMark's blocks, GFM's
/// tables and bare addresses); what a block looks like on a page is of no interest here. The first
/// text of a list entry or quotation counts as such, what follows as plain text, as in Vale.
struct MarkdownReader {
  private(set) var document = BlockedDocument()
  private let suffix: String
  /// What the next text belongs to, from the outermost.
  private var containers: [String] = []

  private static let depthLimit = 32
  private let scopes: MarkdownScopes

  init(_ file: [UInt8], from start: Int, suffix: String, _ scopes: MarkdownScopes) {
    (self.suffix, self.scopes) = (suffix, scopes)
    var lines: [MarkdownLine] = []
    var offset = start
    while offset < file.count {
      let end = file[offset...].firstIndex(of: 0x0A) ?? file.count
      lines.append(MarkdownLine(range: offset..<end, file: file))
      offset = end + 1
    }
    read(lines[...], depth: 0)
  }

  private mutating func read(_ lines: ArraySlice<MarkdownLine>, depth: Int) {
    var rest = lines
    while let line = rest.first {
      let count: Int
      if line.isBlank || line.isDefinition || line.isRule {
        count = 1
      } else if let fence = line.fence {
        count = skipCode(rest, fence)
      } else if line.indent >= 4 {
        count = rest.prefix { $0.isBlank || $0.indent >= 4 }.count
        document.counts["pre", default: 0] += 1
      } else if let heading = line.heading {
        leaf([heading.text], "text.heading.h\(heading.level)")
        count = 1
      } else if depth < Self.depthLimit, line.quoteMark != nil {
        count = quote(rest, depth)
      } else if depth < Self.depthLimit, line.listMark != nil {
        count = list(rest, depth)
      } else if line.trimmed.starts(with: "<"), let skipped = html(rest) {
        count = skipped
      } else if rest.dropFirst().first?.isTableRule == true, line.bytes.contains(0x7C) {
        count = table(rest)
      } else {
        count = paragraph(rest)
      }
      rest = rest.dropFirst(max(1, count))
    }
  }

  private mutating func skipCode(
    _ lines: ArraySlice<MarkdownLine>,
    _ fence: (byte: UInt8, length: Int)
  ) -> Int {
    document.counts["pre", default: 0] += 1
    let body = lines.dropFirst().prefix { line in
      guard let end = line.fence, end.byte == fence.byte, end.length >= fence.length else {
        return true
      }
      return end.length != line.trimmed.range.count
    }
    return body.count + 2
  }

  private mutating func quote(_ lines: ArraySlice<MarkdownLine>, _ depth: Int) -> Int {
    var inner: [MarkdownLine] = []
    for line in lines {
      if let mark = line.quoteMark {
        inner.append(line.dropping(mark))
      } else if goesOn(line), inner.last?.isBlank == false {
        inner.append(line)
      } else {
        break
      }
    }
    if scopes.skips("blockquote") { return inner.count }
    within("blockquote") { $0.read(inner[...], depth: depth + 1) }
    return inner.count
  }

  private mutating func list(_ lines: ArraySlice<MarkdownLine>, _ depth: Int) -> Int {
    guard let first = lines.first, let mark = first.listMark else { return 1 }
    var inner = [first.dropping(mark)]
    for line in lines.dropFirst() {
      let isInside = line.isBlank || line.indent >= mark
      guard isInside || (goesOn(line) && inner.last?.isBlank == false) else { break }
      inner.append(line.dropping(min(mark, line.indent)))
    }
    while inner.count > 1, inner.last?.isBlank == true { inner.removeLast() }
    let isNumbered = first.trimmed.bytes.first.map { (48...57).contains($0) } ?? false
    if scopes.skips("li", isNumbered ? "ol" : "ul") { return inner.count }
    within("list") { $0.read(inner[...], depth: depth + 1) }
    return inner.count
  }

  private mutating func within(_ name: String, _ read: (inout MarkdownReader) -> Void) {
    let before = containers
    containers.append(name)
    read(&self)
    containers = before
  }

  /// Whether a line only goes on with the paragraph before it.
  private func goesOn(_ line: MarkdownLine) -> Bool {
    !line.isBlank && line.fence == nil && line.heading == nil && line.quoteMark == nil
      && line.listMark == nil && !line.isRule
  }

  private mutating func html(_ lines: ArraySlice<MarkdownLine>) -> Int? {
    guard let line = lines.first?.trimmed else { return nil }
    if line.starts(with: "<!--") {
      let count = lines.prefix { !$0.contains("-->") }.count + 1
      let taken = Array(lines.prefix(count))
      guard taken.last?.trimmed.ends(with: "-->") == true else { return nil }
      leaf(taken, "comment")
      return count
    }
    let inner = line.bytes.dropFirst().prefix { $0 != UInt8(ascii: ">") }
    guard let tag = HTMLTag(String(decoding: inner, as: UTF8.self)),
      scopes.skipped.contains(tag.name) || !scopes.classes.isDisjoint(with: tag.classes)
    else { return nil }
    return skipElement(tag.name, lines)
  }

  /// The lines up to the one that closes an element, others of its name inside it passed over.
  private func skipElement(_ name: String, _ lines: ArraySlice<MarkdownLine>) -> Int {
    var depth = 0
    for (index, line) in lines.enumerated() {
      let text = String(decoding: line.bytes, as: UTF8.self).lowercased()
      depth += text.ranges(of: "<\(name)").count - text.ranges(of: "</\(name)>").count
      if depth <= 0 { return index + 1 }
    }
    return lines.count
  }

  private mutating func table(_ lines: ArraySlice<MarkdownLine>) -> Int {
    let rows = lines.prefix { !$0.isBlank && $0.bytes.contains(0x7C) }
    if scopes.skips("table") { return rows.count }
    for (index, row) in rows.enumerated() where index != 1 {
      if scopes.skips(index == 0 ? "th" : "td") { continue }
      for cell in row.cells { leaf([cell], index == 0 ? "text.table.header" : "text.table.cell") }
    }
    return rows.count
  }

  private mutating func paragraph(_ lines: ArraySlice<MarkdownLine>) -> Int {
    var taken: [MarkdownLine] = []
    for line in lines {
      if let level = line.underline, !taken.isEmpty {
        leaf(taken.map(\.trimmed), "text.heading.h\(level)")
        return taken.count + 1
      }
      guard taken.isEmpty || goesOn(line) else { break }
      taken.append(line)
    }
    leaf(taken.map(\.trimmed), nil)
    return taken.count
  }

  /// Adds a text, and the pieces in it that stand out.
  private mutating func leaf(_ lines: [MarkdownLine], _ scope: String?) {
    var joined = MappedText()
    for line in lines {
      if !joined.text.isEmpty {
        joined.append([0x0A], for: line.range.lowerBound..<line.range.lowerBound)
      }
      joined.copy(line.bytes, at: line.range.lowerBound)
    }
    let inline = MarkdownInline(
      joined.text,
      joined.map(end: lines.last?.range.upperBound ?? 0),
      scopes
    )
    document.switches += inline.comments.compactMap { CommentSwitch($0.text, at: $0.end) }
    guard scope != "comment", !isSkipped(scope) else { return }
    let kind = scope ?? containers.first.map { "text.\($0)" }
    containers = []
    let root = kind ?? "text"
    for piece in inline.pieces {
      let parent = piece.scope.hasPrefix("text") ? piece.scope : "\(root).\(piece.scope)"
      document.blocks.append(
        DocumentBlock(piece.text.field(.body), piece.scope, within: parent, suffix)
      )
    }
    let field = inline.output.field(.body, end: lines.first?.range.lowerBound ?? 0)
    guard !field.printed.isEmpty else { return }
    count(root, field)
    prose(field, root)
  }

  private func isSkipped(_ scope: String?) -> Bool {
    guard let scope else { return false }
    return scope.hasPrefix("text.heading.") && scopes.skips(String(scope.suffix(2)))
  }

  private mutating func count(_ root: String, _ field: Field) {
    if root != "text" {
      let name = String(root.dropFirst("text.".count)).replacing(".", with: "_")
      document.counts[name, default: 0] += 1
    }
    if ["text", "text.list", "text.blockquote"].contains(root) { document.summary.append(field) }
  }

  /// A paragraph is also looked at as such, and sentence by sentence.
  private mutating func prose(_ field: Field, _ root: String) {
    document.blocks.append(DocumentBlock(field, root, suffix))
    guard root == "text" || root == "text.list" || root == "text.blockquote" else { return }
    var parts: [(field: Field, scope: String)] = root == "text" ? [(field, "paragraph")] : []
    parts += Sentences.ranges(in: field.text).map { (field.part($0), "sentence") }
    for part in parts {
      let within = "\(root).\(part.scope)"
      document.blocks.append(DocumentBlock(part.field, part.scope, within: within, suffix))
    }
  }
}

extension MarkdownLine {
  fileprivate func contains(_ text: String) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(text)
  }

  fileprivate func ends(with text: String) -> Bool {
    bytes.reversed().starts(with: text.utf8.reversed())
  }
}

extension Field {
  /// A part of the text as a text of its own.
  func part(_ range: Range<Int>) -> Field {
    switch map {
    case .verbatim(let start):
      Field(place, Array(text[range]), .verbatim(start: start + range.lowerBound))
    case .listed(let from, let to, let end):
      Field(
        place,
        Array(text[range]),
        .listed(from: Array(from[range]), to: Array(to[range]), end: end)
      )
    }
  }
}
