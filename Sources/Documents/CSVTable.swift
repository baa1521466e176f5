/// A table as RFC 4180 has it, read strictly: every cell knows where it stands.
///
/// The delimiter is the comma, semicolon or tab that the first line has most of. A quote that is
/// never closed, or that stands inside an unquoted cell, is an error at its place and never a guess,
/// since one lost quote would swallow all the rows after it.
public struct CSVTable: Sendable {
  /// One cell.
  public struct Cell: Equatable, Sendable {
    /// Its text, without quotes and without white space around it.
    public var text: String
    /// Where it begins.
    public var position: Position
  }

  /// One line of cells, as many as the header has.
  public struct Row: Equatable, Sendable {
    /// The cells in order.
    public var cells: [Cell]
    /// The line it begins on.
    public var line: Int
  }

  /// The names of the columns.
  public let header: [Cell]
  /// The rows that have as many cells as the header, in order; empty lines are left out.
  public let rows: [Row]
  /// The rows that do not, and where.
  public let badRows: [DocumentError]

  /// A file is never larger than this many bytes.
  public static let sizeLimit = 64 << 20

  /// Reads a table.
  ///
  /// - Throws: a `DocumentError` with the place of what makes the whole file unreadable: bytes that
  ///   are no UTF-8, a quote in a wrong place, no header, a column name twice.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    guard bytes.count <= CSVTable.sizeLimit else {
      throw DocumentError("the file has \(bytes.count) bytes; at most 64 MiB are read")
    }
    let text = try UTF8Text.decode(bytes)
    var reader = CSVReader(Array(text.utf8))
    guard let first = try reader.row(), !first.isEmpty else {
      throw DocumentError("the file is empty", at: Position(line: 1, column: 1))
    }
    header = first.cells
    try CSVTable.checkHeader(header)
    var (rows, badRows): ([Row], [DocumentError]) = ([], [])
    while let row = try reader.row() {
      guard !row.isEmpty else { continue }
      if row.cells.count == first.cells.count {
        rows.append(row)
      } else {
        let place = Position(line: row.line, column: 1)
        let count = row.cells.count
        let counts =
          "\(count) cell\(count == 1 ? "" : "s") where the first line has \(first.cells.count)"
        badRows.append(DocumentError(counts, at: place))
      }
    }
    (self.rows, self.badRows) = (rows, badRows)
  }

  /// The place of a column, whatever case its name is in; `nil` if there is none.
  public func column(_ name: String) -> Int? {
    header.firstIndex { $0.text.lowercased() == name.lowercased() }
  }

  private static func checkHeader(_ header: [Cell]) throws(DocumentError) {
    var seen: Set<String> = []
    for cell in header where !seen.insert(cell.text.lowercased()).inserted {
      throw DocumentError("the column \(cell.text.quoted) is named twice", at: cell.position)
    }
  }
}

extension CSVTable.Row {
  /// Whether nothing stands in it.
  fileprivate var isEmpty: Bool { cells.allSatisfy(\.text.isEmpty) }
}

/// Goes through the bytes of a table once.
private struct CSVReader {
  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let first = bytes.prefix { $0 != CSVReader.lineFeed && $0 != CSVReader.carriageReturn }
    let candidates = [",", ";", "\t"].map { Array($0.utf8)[0] }
    delimiter =
      candidates.max { left, right in
        first.count { $0 == left } < first.count { $0 == right }
      } ?? UInt8(ascii: ",")
  }

  /// The next line of cells; `nil` at the end.
  mutating func row() throws(DocumentError) -> CSVTable.Row? {
    guard offset < bytes.count else { return nil }
    var row = CSVTable.Row(cells: [], line: line)
    while true {
      row.cells.append(try cell())
      guard offset < bytes.count, bytes[offset] == delimiter else { break }
      offset += 1
    }
    endLine()
    return row
  }

  private mutating func cell() throws(DocumentError) -> CSVTable.Cell {
    while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    let place = position
    let isQuoted = offset < bytes.count && bytes[offset] == CSVReader.quote
    let text = isQuoted ? try quoted(from: place) : try plain()
    return CSVTable.Cell(text: text.trimmed, position: place)
  }

  private mutating func plain() throws(DocumentError) -> String {
    let start = offset
    while offset < bytes.count, !isEnd(bytes[offset]) {
      guard bytes[offset] != CSVReader.quote else {
        throw DocumentError(
          "a quote inside a cell; put the whole cell in quotes and double this one",
          at: position
        )
      }
      offset += 1
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func quoted(from place: Position) throws(DocumentError) -> String {
    var text: [UInt8] = []
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == CSVReader.quote {
        offset += 1
        guard offset < bytes.count, bytes[offset] == CSVReader.quote else {
          try requireEnd()
          return String(decoding: text, as: UTF8.self)
        }
      }
      text.append(byte)
      offset += 1
      if byte == CSVReader.lineFeed { (line, lineStart) = (line + 1, offset) }
    }
    throw DocumentError("this quote is never closed", at: place)
  }

  private mutating func requireEnd() throws(DocumentError) {
    while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    guard offset == bytes.count || isEnd(bytes[offset]) else {
      throw DocumentError("something stands after the closing quote", at: position)
    }
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn
  }

  private mutating func endLine() {
    if offset < bytes.count, bytes[offset] == CSVReader.carriageReturn { offset += 1 }
    if offset < bytes.count, bytes[offset] == CSVReader.lineFeed { offset += 1 }
    (line, lineStart) = (line + 1, offset)
  }

  private var position: Position {
    let before = String(decoding: bytes[lineStart..<offset], as: UTF8.self)
    return Position(line: line, column: before.count + 1)
  }
}

extension String {
  fileprivate var trimmed: String {
    guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
