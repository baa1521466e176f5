/// A piece of a document that rules look at by itself: a paragraph, a heading, a link's text.
struct DocumentBlock: Sendable {
  let field: Field
  /// What it is, such as `text`, `heading`, `h2`, `md`.
  let scope: Set<String>
  /// What it stands within.
  let parent: Set<String>

  init(_ field: Field, _ scope: String, within parent: String? = nil, _ suffix: String) {
    self.field = field
    let own = Set(scope.split(separator: ".").map(String.init) + [suffix])
    self.scope = own
    self.parent = parent.map { Set($0.split(separator: ".").map(String.init) + [suffix]) } ?? own
  }

  /// The byte of the file at which it begins.
  var start: Int { field.fileRange(0..<0).lowerBound }
}

/// A document cut into blocks.
struct BlockedDocument: Sendable {
  /// The blocks in the order in which they end.
  var blocks: [DocumentBlock] = []
  /// Paragraphs, list entries and quotations: what a formula counts.
  var summary: [Field] = []
  /// How often each kind of block is there, by the names that formulas use.
  var counts: [String: Double] = [:]
  /// What comments in the text switch on and off, and where.
  var switches: [CommentSwitch] = []
}
