extension YAMLGuard {
  /// Passes blanks, line ends and comments; false at the end of the text.
  mutating func skipToToken() -> Bool {
    while offset < source.bytes.count {
      switch at(offset) {
      case " ", "\t", "\r": offset += 1
      case "\n": startLine()
      case "#": skipLine()
      default: return true
      }
    }
    return false
  }

  /// Passes text in quotes; `''` and `\"` stand for a quote inside it.
  mutating func skipQuoted() {
    let quote = at(offset)
    offset += 1
    while offset < source.bytes.count {
      switch at(offset) {
      case "\\" where quote == "\"" && at(offset + 1) != "\n": offset += 2
      case "'" where quote == "'" && at(offset + 1) == "'": offset += 2
      case quote:
        offset += 1
        return
      case "\n": startLine()
      default: offset += 1
      }
    }
  }

  /// Passes text without quotes, which may go on over lines that are indented further.
  mutating func skipPlain() {
    while offset < source.bytes.count, at(offset) != "#", !isDocumentMark {
      skipWord()
      guard isBlank(at: offset) else { return }
      skipBlanks()
      if !isInFlow, column <= indent { return }
    }
  }

  private mutating func skipWord() {
    while !isBlank(at: offset) {
      switch at(offset) {
      case ":" where isBlank(at: offset + 1): return
      case ",", "[", "]", "{", "}": if isInFlow { return }
      default: break
      }
      offset += 1
    }
  }

  private mutating func skipBlanks() {
    while offset < source.bytes.count, isBlank(at: offset) {
      if at(offset) == "\n" { startLine() } else { offset += 1 }
    }
  }

  private var isDocumentMark: Bool {
    guard column == 0, isBlank(at: offset + 3) else { return false }
    let mark = (offset..<offset + 3).map { at($0) }
    return mark == ["-", "-", "-"] || mark == [".", ".", "."]
  }

  /// Passes a `|` or `>` text: the lines indented as far as its first, or as its digit says.
  mutating func skipBlockScalar() {
    let parent = indent
    var wanted: Int?
    while at(offset) != "\n", at(offset) != "#", offset < source.bytes.count {
      if case "1"..."9" = at(offset) {
        wanted = max(parent, 0) + Int(at(offset).value) - 0x30
      }
      offset += 1
    }
    skipLine()
    if offset < source.bytes.count { startLine() }
    let width = wanted ?? max(skipEmptyLines(upTo: .max), parent + 1, 1)
    if wanted != nil { _ = skipEmptyLines(upTo: width) }
    while column == width, offset < source.bytes.count {
      skipLine()
      if offset < source.bytes.count { startLine() }
      _ = skipEmptyLines(upTo: width)
    }
  }

  /// Passes lines of spaces only and the spaces of the next one; answers with the widest it saw.
  private mutating func skipEmptyLines(upTo width: Int) -> Int {
    var widest = 0
    while offset < source.bytes.count {
      while at(offset) == " ", column < width { offset += 1 }
      widest = max(widest, column)
      let isLineEnd = at(offset) == "\n" || (at(offset) == "\r" && at(offset + 1) == "\n")
      guard isLineEnd else { break }
      if at(offset) == "\r" { offset += 1 }
      startLine()
    }
    return widest
  }

  private mutating func skipLine() {
    while offset < source.bytes.count, at(offset) != "\n" { offset += 1 }
  }
}
