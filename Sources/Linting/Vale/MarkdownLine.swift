/// One line of Markdown without what stands before it: quote marks, list marks, indentation.
struct MarkdownLine {
  /// Its bytes in the file, without the line end.
  var range: Range<Int>
  let file: [UInt8]

  var bytes: ArraySlice<UInt8> { file[range] }
  var indent: Int { bytes.prefix { $0 == 0x20 }.count + (bytes.first == 0x09 ? 4 : 0) }
  var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
  /// The line without blanks at both ends.
  var trimmed: MarkdownLine {
    let start = bytes.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? range.upperBound
    let end = bytes.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }.map { $0 + 1 } ?? start
    return MarkdownLine(range: start..<max(start, end), file: file)
  }

  func dropping(_ count: Int) -> MarkdownLine {
    MarkdownLine(
      range: min(range.lowerBound + count, range.upperBound)..<range.upperBound,
      file: file
    )
  }

  func starts(with text: String) -> Bool { bytes.starts(with: text.utf8) }

  /// The level of a heading that begins with `#`, and its text.
  var heading: (level: Int, text: MarkdownLine)? {
    let line = trimmed
    let level = line.bytes.prefix { $0 == UInt8(ascii: "#") }.count
    guard indent < 4, (1...6).contains(level) else { return nil }
    let rest = line.dropping(level)
    guard rest.range.isEmpty || rest.bytes.first == 0x20 || rest.bytes.first == 0x09 else {
      return nil
    }
    var text = rest.trimmed
    let marks = text.bytes.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let body = text.range.upperBound - marks
    if marks > 0, body == text.range.lowerBound || file[body - 1] == 0x20 {
      text.range = text.range.lowerBound..<body
    }
    return (level, text.trimmed)
  }

  /// The fence of a block of code.
  var fence: (byte: UInt8, length: Int)? {
    let line = trimmed
    guard indent < 4, let byte = line.bytes.first, "`~".utf8.contains(byte) else { return nil }
    let length = line.bytes.prefix { $0 == byte }.count
    let hasTick = line.bytes.dropFirst(length).contains(UInt8(ascii: "`"))
    return length >= 3 && !(byte == UInt8(ascii: "`") && hasTick) ? (byte, length) : nil
  }

  /// A line across the page.
  var isRule: Bool {
    let marks = bytes.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    guard indent < 4, marks.count >= 3, let first = marks.first else { return false }
    return "*-_".utf8.contains(first) && marks.allSatisfy { $0 == first }
  }

  /// The line below a heading: `===` or `---`.
  var underline: Int? {
    let marks = trimmed.bytes
    guard indent < 4, let first = marks.first, marks.allSatisfy({ $0 == first }) else { return nil }
    return first == UInt8(ascii: "=") ? 1 : first == UInt8(ascii: "-") ? 2 : nil
  }

  /// How many bytes the mark of a list entry takes, with the blanks after it.
  var listMark: Int? {
    guard indent < 4, !isRule else { return nil }
    let rest = bytes.dropFirst(indent)
    let digits = rest.prefix { (48...57).contains($0) }.count
    let mark = rest.dropFirst(digits).first ?? 0
    let isMark = digits == 0 ? "-*+".utf8.contains(mark) : digits < 10 && ".)".utf8.contains(mark)
    guard isMark else { return nil }
    let after = rest.dropFirst(digits + 1)
    let blanks = after.prefix { $0 == 0x20 || $0 == 0x09 }.count
    guard blanks > 0 || after.isEmpty else { return nil }
    return indent + digits + 1 + (blanks > 4 ? 1 : max(1, blanks))
  }

  /// How many bytes a quote mark takes.
  var quoteMark: Int? {
    guard indent < 4, bytes.dropFirst(indent).first == UInt8(ascii: ">") else { return nil }
    return indent + (bytes.dropFirst(indent + 1).first == 0x20 ? 2 : 1)
  }

  /// Whether the line sets how a table's columns stand.
  var isTableRule: Bool {
    let marks = trimmed.bytes
    return marks.contains(UInt8(ascii: "-")) && marks.contains(UInt8(ascii: "|"))
      && marks.allSatisfy { "|-: \t".utf8.contains($0) }
  }

  /// The cells of a table's row.
  var cells: [MarkdownLine] {
    var line = trimmed
    if line.bytes.first == UInt8(ascii: "|") { line = line.dropping(1) }
    var cells: [MarkdownLine] = []
    var start = line.range.lowerBound
    var isEscaped = false
    for index in line.range {
      if file[index] == UInt8(ascii: "|"), !isEscaped {
        cells.append(MarkdownLine(range: start..<index, file: file).trimmed)
        start = index + 1
      }
      isEscaped = file[index] == UInt8(ascii: "\\") && !isEscaped
    }
    if start < line.range.upperBound {
      cells.append(MarkdownLine(range: start..<line.range.upperBound, file: file).trimmed)
    }
    return cells
  }

  /// `[name]: address`.
  var isDefinition: Bool {
    guard indent < 4, trimmed.starts(with: "["), let close = trimmed.bytes.firstIndex(of: 0x5D)
    else {
      return false
    }
    return trimmed.bytes[(close + 1)...].first == UInt8(ascii: ":")
  }
}
