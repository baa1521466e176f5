internal import Yams

/// The text that is being read, and where its places are in the file it was cut from.
struct YAMLSource {
  let text: String
  let bytes: [UInt8]
  private let linesBefore: Int
  private let isASCII: Bool
  private let lines: LineIndex

  init(_ text: String, startingAtLine line: Int) {
    self.text = text
    bytes = Array(text.utf8)
    linesBefore = line - 1
    isASCII = bytes.allSatisfy { $0 < 0x80 }
    lines = LineIndex(bytes)
  }

  func position(ofByte offset: Int) -> Position {
    moved(lines.position(ofByte: offset))
  }

  /// libYAML counts Unicode scalars within a line; people count characters.
  func position(of mark: Mark?) -> Position {
    guard let mark else { return moved(Position(line: 1, column: 1)) }
    return position(line: mark.line, scalarColumn: mark.column)
  }

  func position(line: Int, scalarColumn: Int) -> Position {
    if isASCII { return moved(Position(line: line, column: scalarColumn)) }
    return moved(lines.position(line: line, scalarColumn: scalarColumn))
  }

  private func moved(_ position: Position) -> Position {
    Position(line: position.line + linesBefore, column: position.column)
  }
}
