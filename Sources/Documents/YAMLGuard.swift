/// Walks over YAML as libYAML's scanner does, without building anything, and refuses what must never
/// reach the parser: nesting that could exhaust the stack, and aliases that could multiply.
///
/// It follows `yaml_parser_fetch_next_token` of libYAML 0.2.5: the same tokens, the same stack of
/// indentations. A test compares it with the parser on many made-up documents.
struct YAMLGuard {
  let source: YAMLSource
  var offset = 0
  var lineStart = 0
  private var flowDepth = 0
  private var indents: [Int] = []
  /// Where a key may have begun on this line, should a `:` follow.
  private var keyColumn: Int?
  private var hasContent = false
  private var deepest = 0

  private init(_ source: YAMLSource) { self.source = source }

  /// Refuses the text if parsing it would be dangerous; otherwise tells how deep it goes.
  ///
  /// A list may stand in a map without indentation, and a pair in a flow list without braces, so the
  /// tree may be twice as deep as this number.
  @discardableResult
  static func check(_ source: YAMLSource) throws(DocumentError) -> Int {
    try source.refuseControls()
    var walk = YAMLGuard(source)
    while walk.skipToToken() {
      try walk.token()
      walk.hasContent = true
    }
    return walk.deepest
  }

  /// The column that a block's lines must pass to belong to it; -1 at the top.
  var indent: Int { indents.last ?? -1 }
  var isInFlow: Bool { flowDepth > 0 }
  var column: Int { offset - lineStart }

  /// The byte at an offset as a character, NUL past the end.
  func at(_ index: Int) -> Unicode.Scalar {
    index < source.bytes.count ? Unicode.Scalar(source.bytes[index]) : "\0"
  }

  func isBlank(at index: Int) -> Bool {
    switch at(index) {
    case " ", "\t", "\n", "\r", "\0": true
    default: false
    }
  }

  mutating func startLine() {
    offset += 1
    lineStart = offset
    keyColumn = nil
  }

  private mutating func token() throws(DocumentError) {
    if !isInFlow { while indent > column { indents.removeLast() } }
    if column == 0, try skipDocumentMark() { return }
    switch at(offset) {
    case "[", "{": try openFlow()
    case "]", "}": closeFlow()
    case ",": offset += 1
    case "-" where isBlank(at: offset + 1): try roll(to: column)
    case "?" where isInFlow || isBlank(at: offset + 1): try roll(to: column)
    case ":" where isInFlow || isBlank(at: offset + 1): try roll(to: keyColumn ?? column)
    case "*", "&": throw refusal("anchors and aliases are not allowed; put quotes around the text")
    case "!": throw refusal("tags are not allowed; put quotes around the text")
    case "|" where !isInFlow, ">" where !isInFlow: skipBlockScalar()
    case "'", "\"": beginKey { $0.skipQuoted() }
    default: beginKey { $0.skipPlain() }
    }
  }

  /// Remembers where the text begins: it is a key if a `:` follows on the same line.
  private mutating func beginKey(_ skip: (inout YAMLGuard) -> Void) {
    if !isInFlow { keyColumn = column }
    skip(&self)
  }

  private mutating func openFlow() throws(DocumentError) {
    if !isInFlow { keyColumn = column }
    flowDepth += 1
    try checkDepth()
    offset += 1
  }

  private mutating func closeFlow() {
    flowDepth = max(0, flowDepth - 1)
    offset += 1
  }

  /// A block collection begins if this stands further right than the one around it.
  private mutating func roll(to column: Int) throws(DocumentError) {
    if !isInFlow {
      if column > indent { indents.append(column) }
      keyColumn = nil
      try checkDepth()
    }
    offset += 1
  }

  private mutating func skipDocumentMark() throws(DocumentError) -> Bool {
    if at(offset) == "%" { throw refusal("directives are not allowed") }
    let mark = (offset..<offset + 3).map { at($0) }
    guard mark == ["-", "-", "-"] || mark == [".", ".", "."], isBlank(at: offset + 3) else {
      return false
    }
    if hasContent || mark == [".", ".", "."] { throw refusal("only one document is allowed") }
    offset += 3
    return true
  }

  private mutating func checkDepth() throws(DocumentError) {
    deepest = max(deepest, indents.count + flowDepth)
    guard deepest > YAML.depthLimit else { return }
    throw refusal("nested deeper than \(YAML.depthLimit) levels")
  }

  private func refusal(_ message: String) -> DocumentError {
    DocumentError(message, at: source.position(ofByte: offset))
  }
}
