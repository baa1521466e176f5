extension PlainYAML {
  private static let flowDepthLimit = 4

  /// The longest key that is read, in bytes; libYAML's own limit is 1,024 characters.
  private static let keyLimit = 512

  /// A key of letters, digits and `_.-`, or in quotes as in `"on"`, and its colon.
  mutating func key() throws(Unusual) -> String {
    guard let end = keyEnd else { throw Unusual() }
    defer { offset = end + 1 }
    if Self.isQuote(byte) { return try quotedText() }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }

  /// Whether a key stands here.
  var isKey: Bool { keyEnd != nil }

  private var keyEnd: Int? {
    guard offset < bytes.count else { return nil }
    var end = offset
    if Self.isQuote(byte) {
      end += 1
      while end < bytes.count, bytes[end] != byte, bytes[end] != 0x0A { end += 1 }
      guard end - offset < Self.keyLimit, end < bytes.count, bytes[end] == byte,
        byte == UInt8(ascii: "'") || !bytes[offset..<end].contains(UInt8(ascii: "\\"))
      else { return nil }
      end += 1
    } else {
      guard Self.isLetter(bytes[end]) else { return nil }
      while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ":") else { return nil }
    let after = end + 1 < bytes.count ? bytes[end + 1] : 0x0A
    return after == 0x20 || after == 0x0A ? end : nil
  }

  /// A text, or a list or map in brackets, that ends with its line.
  mutating func inline() throws(Unusual) -> YAMLValue {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"): try flow(depth: 0)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): try quoted()
    default: try plain()
    }
  }

  private mutating func quoted() throws(Unusual) -> YAMLValue {
    let place = try position(offset)
    return YAMLValue(.scalar(try quotedText(), isPlain: false), at: place)
  }

  private mutating func quotedText() throws(Unusual) -> String {
    let quote = byte
    var text: [UInt8] = []
    offset += 1
    while true {
      if isAtLineEnd { throw Unusual() }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        offset += 1
        guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { throw Unusual() }
        text.append(byte)
        offset += 1
        continue
      }
      if byte == quote {
        offset += 1
        guard quote == UInt8(ascii: "'"), offset < bytes.count, byte == quote else { break }
      }
      text.append(byte)
      offset += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Text without quotes to the end of the line, with nothing in it that could mean something.
  private mutating func plain() throws(Unusual) -> YAMLValue {
    let start = offset
    guard Self.isLetter(byte) || (48...57).contains(byte) || byte >= 0x80 else { throw Unusual() }
    while !isAtLineEnd {
      let before = bytes[offset - 1]
      if byte == UInt8(ascii: "#"), before == 0x20 { break }
      if byte == UInt8(ascii: ":"), isMark(byte) { throw Unusual() }
      offset += 1
    }
    let place = try position(start)
    var end = offset
    while bytes[end - 1] == 0x20 { end -= 1 }
    guard end == offset || !isAtLineEnd else { throw Unusual() }
    offset = end
    let value = String(decoding: bytes[start..<end], as: UTF8.self)
    return YAMLValue(.scalar(value, isPlain: true), at: place)
  }

  // MARK: In brackets

  private mutating func flow(depth: Int) throws(Unusual) -> YAMLValue {
    guard depth < Self.flowDepthLimit else { throw Unusual() }
    switch byte {
    case UInt8(ascii: "["): return try flowList(depth)
    case UInt8(ascii: "{"): return try flowMap(depth)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return try quoted()
    default: return try flowPlain()
    }
  }

  private mutating func flowList(_ depth: Int) throws(Unusual) -> YAMLValue {
    let place = try position(offset)
    var values: [YAMLValue] = []
    offset += 1
    if byte == UInt8(ascii: "]") {
      offset += 1
      return YAMLValue(.list([]), at: place)
    }
    repeat { values.append(try flow(depth: depth + 1)) } while try skipComma()
    try close(UInt8(ascii: "]"))
    return YAMLValue(.list(values), at: place)
  }

  private mutating func flowMap(_ depth: Int) throws(Unusual) -> YAMLValue {
    let place = try position(offset)
    var entries: [YAMLMap.Entry] = []
    offset += 1
    repeat {
      let keyPlace = try position(offset)
      let key = try key()
      guard byte == 0x20, !entries.contains(where: { $0.key == key }) else { throw Unusual() }
      offset += 1
      let value = try flow(depth: depth + 1)
      entries.append(YAMLMap.Entry(key: key, keyPosition: keyPlace, value: value))
    } while try skipComma()
    try close(UInt8(ascii: "}"))
    return YAMLValue(.map(YAMLMap(entries, at: place)), at: place)
  }

  private mutating func close(_ bracket: UInt8) throws(Unusual) {
    guard byte == bracket else { throw Unusual() }
    offset += 1
  }

  /// Goes past a comma to the next entry, which may stand on the next line.
  private mutating func skipComma() throws(Unusual) -> Bool {
    guard byte == UInt8(ascii: ","), offset + 2 < bytes.count else { return false }
    if bytes[offset + 1] == 0x20, bytes[offset + 2] != 0x20 {
      offset += 2
      return true
    }
    offset += 1
    guard isAtLineEnd else { throw Unusual() }
    try endLine()
    let start = offset
    while byte == 0x20 { offset += 1 }
    guard offset - start > indent else { throw Unusual() }
    return true
  }

  /// Words of letters, digits and a few marks that mean nothing anywhere.
  private mutating func flowPlain() throws(Unusual) -> YAMLValue {
    let start = offset
    guard Self.isLetter(byte) || (48...57).contains(byte) else { throw Unusual() }
    while Self.isWord(byte) || byte == UInt8(ascii: "/") || isBetweenWords { offset += 1 }
    let value = String(decoding: bytes[start..<offset], as: UTF8.self)
    return YAMLValue(.scalar(value, isPlain: true), at: try position(start))
  }

  private var isBetweenWords: Bool {
    byte == 0x20 && offset + 1 < bytes.count && Self.isLetter(bytes[offset + 1])
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
  }

  static func isLetter(_ byte: UInt8) -> Bool { byte & 0xDF >= 65 && byte & 0xDF <= 90 }

  static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || (48...57).contains(byte) || [0x5F, 0x2E, 0x2D].contains(byte)
  }
}
