import Documents

/// What begins and ends a comment where a format has no `<!-- … -->`: `CommentDelimiters = {/*, */}`.
struct CommentMarks: Sendable {
  private let opening: [UInt8]
  private let closing: [UInt8]

  private static let usualOpening = Array("<!--".utf8)
  private static let usualClosing = Array("-->".utf8)

  /// Reads both marks, with a comma between them.
  init(_ value: String, _ place: Position) throws(DocumentError) {
    let marks = value.split(separator: ",").map { Array(String($0).trimmingBlanks.utf8) }
    guard marks.count == 2, marks.allSatisfy({ !$0.isEmpty }) else {
      throw DocumentError("'CommentDelimiters' is two marks such as {/*, */}", at: place)
    }
    (opening, closing) = (marks[0], marks[1])
  }

  /// The text with such comments as Markdown writes them, each byte where it was.
  ///
  /// Blanks beside a mark make room for the longer one. A comment without room becomes blanks: what it
  /// says is no prose, and it is too short to switch anything.
  func withUsualMarks(_ text: [UInt8]) -> [UInt8] {
    // What is written is another array than what is read, or each comment would copy all of it.
    var written = text
    var offset = 0
    while let start = text.firstRange(of: opening, from: offset) {
      guard let end = text.firstRange(of: closing, from: start.upperBound) else { return written }
      let room = start.lowerBound..<end.upperBound
      let said = text[start.upperBound..<end.lowerBound]
      let before = opening.count + said.prefix { $0 == 0x20 }.count
      let after = closing.count + said.reversed().prefix { $0 == 0x20 }.count
      let isWide =
        before >= Self.usualOpening.count && after >= Self.usualClosing.count
        && room.count >= Self.usualOpening.count + Self.usualClosing.count
      for index in room where text[index] != 0x0A {
        if !isWide || index < start.upperBound || index >= end.lowerBound { written[index] = 0x20 }
      }
      if isWide {
        written.replaceSubrange(room.prefix(Self.usualOpening.count), with: Self.usualOpening)
        written.replaceSubrange(room.suffix(Self.usualClosing.count), with: Self.usualClosing)
      }
      offset = room.upperBound
    }
    return written
  }
}

extension [UInt8] {
  /// Where some bytes stand next.
  fileprivate func firstRange(of bytes: [UInt8], from offset: Int) -> Range<Int>? {
    self[offset...].firstRange(of: bytes)
  }
}
