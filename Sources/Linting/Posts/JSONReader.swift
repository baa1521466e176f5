import Documents

/// Reads JSON (RFC 8259) strictly, and remembers for each text which bytes of the file it stands for.
///
/// A key that stands twice, a lone surrogate, anything after the value: each is an error with its
/// place, since two readers could understand it differently.
struct JSONReader {
  private let bytes: [UInt8]
  private let lines: LineIndex
  private var offset = 0
  private var depth = 0
  /// The texts with their way back, by the place at which they begin.
  private(set) var texts: [Position: MappedText] = [:]

  private static let depthLimit = 32

  init(_ bytes: [UInt8], _ lines: LineIndex) {
    (self.bytes, self.lines) = (bytes, lines)
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The one value of the file.
  mutating func document() throws(DocumentError) -> YAMLValue {
    let value = try value()
    skipBlanks()
    guard offset == bytes.count else { throw error("something stands after the value") }
    return value
  }

  private var place: Position { lines.position(ofByte: offset) }

  private func error(_ message: String) -> DocumentError { DocumentError(message, at: place) }

  private mutating func skipBlanks() {
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func value() throws(DocumentError) -> YAMLValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw error("nested deeper than \(Self.depthLimit) levels")
    }
    skipBlanks()
    guard offset < bytes.count else { throw error("this JSON ends too early") }
    let start = place
    switch bytes[offset] {
    case UInt8(ascii: "{"): return YAMLValue(.map(try object(start)), at: start)
    case UInt8(ascii: "["): return YAMLValue(.list(try array()), at: start)
    case UInt8(ascii: "\""): return YAMLValue(.scalar(try string(), isPlain: false), at: start)
    default: return YAMLValue(.scalar(try word(), isPlain: true), at: start)
    }
  }

  private mutating func object(_ start: Position) throws(DocumentError) -> YAMLMap {
    offset += 1
    var entries: [YAMLMap.Entry] = []
    if take("}") { return YAMLMap([], at: start) }
    repeat {
      skipBlanks()
      let keyPlace = place
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
        throw error("a key in double quotes is missing")
      }
      let key = try string()
      if entries.contains(where: { $0.key == key }) {
        throw DocumentError(
          "the key '\(TerminalText.safe(String(key.prefix(60))))' is written twice",
          at: keyPlace
        )
      }
      guard take(":") else { throw error("a ':' is missing") }
      entries.append(YAMLMap.Entry(key: key, keyPosition: keyPlace, value: try value()))
    } while take(",")
    guard take("}") else { throw error("a ',' or '}' is missing") }
    return YAMLMap(entries, at: start)
  }

  private mutating func array() throws(DocumentError) -> [YAMLValue] {
    offset += 1
    var values: [YAMLValue] = []
    if take("]") { return values }
    repeat { values.append(try value()) } while take(",")
    guard take("]") else { throw error("a ',' or ']' is missing") }
    return values
  }

  /// A number, `true`, `false` or `null`, which is nothing.
  private mutating func word() throws(DocumentError) -> String {
    let start = offset
    while offset < bytes.count,
      "+-.0123456789abcdefghijklmnopqrstuvwxyzE".utf8.contains(bytes[offset])
    {
      offset += 1
    }
    let word = String(decoding: bytes[start..<offset], as: UTF8.self)
    if word == "null" { return "" }
    guard ["true", "false"].contains(word) || Double(word) != nil else {
      offset = start
      throw error("this is no JSON value")
    }
    return word
  }

  private mutating func string() throws(DocumentError) -> String {
    let start = place
    offset += 1
    var text = MappedText()
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      let from = offset
      if bytes[offset] == UInt8(ascii: "\\") {
        let character = try escape()
        text.append(String(Character(character)).utf8, for: from..<offset)
      } else {
        guard bytes[offset] >= 0x20 else {
          throw error("a line end or control character in a text")
        }
        text.append([bytes[offset]], for: offset..<offset + 1)
        offset += 1
      }
    }
    guard offset < bytes.count else { throw DocumentError("this text is never closed", at: start) }
    offset += 1
    texts[start] = text
    return String(decoding: text.text, as: UTF8.self)
  }

  private mutating func escape() throws(DocumentError) -> Unicode.Scalar {
    let plain: [UInt8: Unicode.Scalar] = [
      0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r",
      0x74: "\t",
    ]
    guard offset + 1 < bytes.count else { throw error("this text is never closed") }
    if let scalar = plain[bytes[offset + 1]] {
      offset += 2
      return scalar
    }
    let first = try unit()
    guard (0xD800...0xDBFF).contains(first) else {
      guard let scalar = Unicode.Scalar(first) else { throw error("half of a character") }
      return scalar
    }
    let second = try unit()
    let value = 0x10000 + (first - 0xD800) << 10 + second &- 0xDC00
    guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(value) else {
      throw error("half of a character")
    }
    return scalar
  }

  private mutating func unit() throws(DocumentError) -> UInt32 {
    let digits = bytes[min(offset + 2, bytes.count)..<min(offset + 6, bytes.count)]
    guard offset + 1 < bytes.count, bytes[offset] == 0x5C, bytes[offset + 1] == UInt8(ascii: "u"),
      digits.count == 4, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("this escape is not known") }
    offset += 6
    return value
  }
}
