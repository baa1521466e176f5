import Documents

/// One text of a post, with the way back to the bytes of the file.
struct Field: Sendable {
  let place: Place

  /// The text as it will be published, in UTF-8.
  let text: [UInt8]

  /// Where it stands in the file.
  private let source: Range<Int>

  /// Whether the file has it byte for byte, so that offsets need only be moved.
  private let isVerbatim: Bool

  /// A text that stands in the file as it is.
  init(_ place: Place, _ text: [UInt8], at start: Int) {
    self.place = place
    self.text = text
    self.source = start..<start + text.count
    self.isVerbatim = true
  }

  /// A text that was written in YAML, perhaps with quotes, escapes or folded lines.
  init(
    _ place: Place,
    _ text: String,
    yaml position: Position,
    in file: [UInt8],
    _ lines: LineIndex
  ) {
    let written = Array(text.utf8)
    let start = lines.byte(of: position) ?? 0
    let open =
      file.indices.contains(start) && [0x22, 0x27].contains(file[start]) ? start + 1 : start
    self.place = place
    self.text = written
    self.isVerbatim = file.dropFirst(open).starts(with: written)
    self.source = isVerbatim ? open..<open + written.count : start..<min(start + 1, file.count)
  }

  /// The bytes of the file that a part of the text stands for.
  func fileRange(_ range: Range<Int>) -> Range<Int> {
    guard isVerbatim else { return source }
    return source.lowerBound + range.lowerBound..<source.lowerBound + range.upperBound
  }

  /// A part of the text.
  func string(_ range: Range<Int>) -> String {
    String(decoding: text[range.clamped(to: 0..<text.count)], as: UTF8.self)
  }

  /// The whole text without blanks and line ends at its end.
  var trimmed: String {
    let end = text.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { $0 + 1 } ?? 0
    return String(decoding: text[..<end], as: UTF8.self)
  }
}
