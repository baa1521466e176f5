/// Turns byte offsets of a text into lines and columns.
///
/// Lines end at LF (CRLF included); a byte order mark has no column. Making one costs a single pass;
/// each question then costs a binary search and the characters of one line.
public struct LineIndex: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]

  /// Reads the line ends of the text once.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.starts = starts
  }

  /// The place of the character that holds this byte; an offset past the end means the end.
  public func position(ofByte offset: Int) -> Position {
    positions(ofSorted: [offset])[0]
  }

  /// The places of many bytes, given in rising order, in one walk over the lines they stand in.
  ///
  /// A long line with many hits is counted once, so that a hostile one costs no more than its length.
  public func positions(ofSorted offsets: [Int]) -> [Position] {
    var found: [Position] = []
    var rest = offsets[...]
    while let first = rest.first {
      let line = lineIndex(ofByte: first)
      let end = line + 1 < starts.count ? starts[line + 1] : Int.max
      let inLine = rest.prefix { $0 < end }
      found += columns(of: inLine, in: line).map { Position(line: line + 1, column: $0) }
      rest = rest.dropFirst(max(inLine.count, 1))
    }
    return found
  }

  /// The columns of many bytes, given in rising order, counted in Unicode code points from 1.
  public func codePointColumns(ofSorted offsets: [Int]) -> [Int] {
    var columns: [Int] = []
    var (line, offset, column) = (-1, 0, 1)
    for wanted in offsets {
      let here = lineIndex(ofByte: wanted)
      if here != line { (line, offset, column) = (here, starts[here], 1) }
      while offset < min(wanted, bytes.count) {
        offset += 1
        if offset == bytes.count || bytes[offset] & 0xC0 != 0x80 { column += 1 }
      }
      columns.append(column)
    }
    return columns
  }

  /// The offset of the first byte of the character at a place; nil when there is no such place.
  public func byte(of position: Position) -> Int? {
    guard starts.indices.contains(position.line - 1), position.column >= 1 else { return nil }
    let start = starts[position.line - 1]
    let end = position.line < starts.count ? starts[position.line] : bytes.count
    let line = String(decoding: bytes[start..<end], as: UTF8.self)
    let before = line.prefix(position.column - 1)
    return before.count == position.column - 1 ? start + before.utf8.count : nil
  }

  /// The place that a parser names by line and Unicode scalar, both from 1.
  func position(line: Int, scalarColumn: Int) -> Position {
    guard starts.indices.contains(line - 1) else { return position(ofByte: bytes.count) }
    var offset = starts[line - 1]
    var scalars = scalarColumn - 1
    while offset < bytes.count, scalars > 0 {
      offset += 1
      if offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { continue }
      scalars -= 1
    }
    return position(ofByte: offset)
  }

  private func lineIndex(ofByte offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Columns of bytes of one line, in rising order.
  private func columns(of offsets: ArraySlice<Int>, in line: Int) -> [Int] {
    let start = starts[line]
    let last = max(start, min(offsets.last ?? start, bytes.count))
    let prefix = bytes[start..<last]
    guard prefix.allSatisfy({ $0 < 0x80 && $0 != 0x0D }), bytes[last...].first ?? 0 < 0x80 else {
      return clusterColumns(of: offsets, start: start, last: last)
    }
    return offsets.map { max(min($0, bytes.count) - start, 0) + 1 }
  }

  private func clusterColumns(of offsets: ArraySlice<Int>, start: Int, last: Int) -> [Int] {
    let reach = min(bytes.count, last + 128)  // far enough to finish the character at `last`
    var columns: [Int] = []
    var rest = offsets[...]
    var (column, end) = (0, start)
    for character in String(decoding: bytes[start..<reach], as: UTF8.self) {
      (column, end) = (column + 1, end + character.utf8.count)
      while let next = rest.first, next < end {
        columns.append(column)
        rest = rest.dropFirst()
      }
      if rest.isEmpty { return columns }
    }
    return columns + rest.map { _ in column + 1 }
  }
}
