import Documents

/// One text of a post, with the way back to the bytes of the file.
struct Field: Sendable {
  let place: Place

  /// The text as it will be published, in UTF-8.
  let text: [UInt8]

  /// Where each byte stands in the file.
  let map: ByteMap

  /// A text with the way back.
  init(_ place: Place, _ text: [UInt8], _ map: ByteMap) {
    self.place = place
    self.text = text
    self.map = map
  }

  /// A text that stands in the file as it is.
  init(_ place: Place, _ text: [UInt8], at start: Int) {
    self.init(place, text, .verbatim(start: start))
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
    guard !file[min(open, file.count)...].starts(with: written) else {
      self.init(place, written, at: open)
      return
    }
    var mapped = MappedText(capacity: written.count)
    let end = min(start + 1, file.count)
    mapped.append(written, for: min(start, end)..<end)
    self.init(place, written, mapped.map(end: end))
  }

  /// The bytes of the file that a part of the text stands for.
  func fileRange(_ range: Range<Int>) -> Range<Int> { map.range(range) }

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
