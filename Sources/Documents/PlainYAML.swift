/// Reads the YAML that people write most, without a parser's state: maps and lists by indentation,
/// text plain or in quotes on one line, lists and maps in brackets on one line.
///
/// It is strict and gives up at anything else, and at anything that might be wrong; libYAML then reads
/// the document from its beginning, and its errors are the ones that are shown. A test holds that
/// whatever is read here libYAML reads the same, with the same places. It takes a tenth of the time,
/// which was most of what a check of one draft cost.
struct PlainYAML {
  /// Something that is left to libYAML.
  struct Unusual: Error {}

  let bytes: [UInt8]
  var offset = 0
  private var line: Int
  private var lineStart = 0
  private var depth = 0
  /// The column of the map or list in which the current entry stands, from 0.
  private(set) var indent = 0
  private static let depthLimit = 8

  init(_ text: String, startingAtLine line: Int) {
    bytes = Array(text.utf8)
    self.line = line
  }

  /// The document's value; nil when it is not of the plain form.
  mutating func document() -> YAMLValue? {
    guard isOrdinaryText else { return nil }
    do throws(Unusual) {
      guard try column(ofNextEntry: ()) == 0, !isDash else { return nil }
      let map = try map(at: 0)
      return offset == bytes.count ? map : nil
    } catch {
      return nil
    }
  }

  // MARK: Lines

  /// Printable characters and line ends only, so that nothing here depends on what is a line end.
  private var isOrdinaryText: Bool {
    for (index, byte) in bytes.enumerated() {
      if (0x20..<0x7F).contains(byte) || byte == 0x0A { continue }
      guard byte >= 0x80 else { return false }
      // Controls from U+0080 on, line and paragraph separators, byte order marks, U+FFFE.
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let third = index + 2 < bytes.count ? bytes[index + 2] : 0
      if byte == 0xC2, next < 0xA0 { return false }
      if byte == 0xE2, next == 0x80, third == 0xA8 || third == 0xA9 { return false }
      if byte == 0xEF, next >= 0xBB { return false }
    }
    return true
  }

  var byte: UInt8 { offset < bytes.count ? bytes[offset] : 0x0A }
  var isAtLineEnd: Bool { byte == 0x0A }
  /// Whether nothing but a comment is left on the line.
  private var isAtComment: Bool {
    var next = offset
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    return next > offset && next < bytes.count && bytes[next] == UInt8(ascii: "#")
  }

  private var isDash: Bool { isMark(UInt8(ascii: "-")) }

  /// Whether a mark and a blank stand here.
  func isMark(_ mark: UInt8) -> Bool {
    byte == mark && (offset + 1 >= bytes.count || [0x20, 0x0A].contains(bytes[offset + 1]))
  }

  /// Goes past the end of the line, over a comment with a blank before it.
  mutating func endLine() throws(Unusual) {
    if byte == 0x20 {
      while byte == 0x20 { offset += 1 }
      guard byte == UInt8(ascii: "#") else { throw Unusual() }
      while !isAtLineEnd { offset += 1 }
    }
    guard isAtLineEnd else { throw Unusual() }
    guard offset < bytes.count else { return }
    offset += 1
    line += 1
    lineStart = offset
  }

  /// Goes to the next line that says something; its column, or -1 at the end.
  ///
  /// It is called at the beginning of a line, or where an entry of this line begins.
  private mutating func column(ofNextEntry: Void) throws(Unusual) -> Int {
    while offset < bytes.count {
      let start = offset
      while offset < bytes.count, byte == 0x20 { offset += 1 }
      if isAtLineEnd {
        try endLine()
      } else if byte == UInt8(ascii: "#"), start == lineStart {
        while !isAtLineEnd { offset += 1 }
        try endLine()
      } else {
        return offset - lineStart
      }
    }
    return -1
  }

  /// Where a byte stands, as libYAML's marks are told: characters that people see.
  func position(_ offset: Int) throws(Unusual) -> Position {
    let before = bytes[lineStart..<offset]
    if before.allSatisfy({ $0 < 0x80 }), offset == bytes.count || bytes[offset] < 0x80 {
      return Position(line: line, column: before.count + 1)
    }
    let end = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count
    let whole = LineIndex(Array(bytes[lineStart..<end]))
    return Position(line: line, column: whole.position(ofByte: offset - lineStart).column)
  }

  // MARK: Blocks

  /// The entries of a map whose keys stand in a column; stands at the first key.
  private mutating func map(at column: Int) throws(Unusual) -> YAMLValue {
    try enter()
    defer { depth -= 1 }
    let start = try position(offset)
    var entries: [YAMLMap.Entry] = []
    var next = column
    while next == column {
      let place = try position(offset)
      let key = try key()
      if entries.contains(where: { $0.key == key }) { throw Unusual() }
      indent = column
      let value = try value(under: column)
      entries.append(YAMLMap.Entry(key: key, keyPosition: place, value: value))
      next = try self.column(ofNextEntry: ())
      if next == column, isDash { throw Unusual() }
    }
    guard next < column else { throw Unusual() }
    return YAMLValue(.map(YAMLMap(entries, at: start)), at: start)
  }

  private mutating func list(at column: Int) throws(Unusual) -> YAMLValue {
    try enter()
    defer { depth -= 1 }
    let start = try position(offset)
    var values: [YAMLValue] = []
    var next = column
    while next == column, isDash {
      offset += 2
      guard offset < bytes.count, byte != 0x20, !isAtLineEnd, !isDash else { throw Unusual() }
      if isKey {
        values.append(try map(at: column + 2))
      } else {
        indent = column
        values.append(try inline())
        try endLine()
      }
      next = try self.column(ofNextEntry: ())
    }
    guard next <= column else { throw Unusual() }
    return YAMLValue(.list(values), at: start)
  }

  private mutating func enter() throws(Unusual) {
    depth += 1
    guard depth <= Self.depthLimit else { throw Unusual() }
  }

  /// What stands after a key and its colon: on the line, or on the lines below it.
  private mutating func value(under column: Int) throws(Unusual) -> YAMLValue {
    if !isAtLineEnd, !isAtComment {
      guard byte == 0x20 else { throw Unusual() }
      offset += 1
      let value = try inline()
      try endLine()
      return value
    }
    try endLine()
    let next = try self.column(ofNextEntry: ())
    if next >= column, isDash { return try list(at: next) }
    guard next > column, isKey else { throw Unusual() }
    return try map(at: next)
  }
}
