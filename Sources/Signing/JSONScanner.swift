/// Steps over JSON (RFC 8259) and hands out its parts as they are spelled.
struct JSONScanner {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  /// Steps over one character, and white space around it.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    skipSpace()
    return true
  }

  /// A string's characters as they are spelled, without the quotation marks.
  mutating func string() -> String? {
    guard rest.first == UInt8(ascii: "\"") else { return nil }
    var place = rest.startIndex + 1
    while place < rest.endIndex, rest[place] >= 0x20 {
      if rest[place] == UInt8(ascii: "\"") {
        defer { rest = rest[(place + 1)...] }
        return String(validating: rest[(rest.startIndex + 1)..<place], as: UTF8.self)
      }
      guard rest[place] == UInt8(ascii: "\\") else {
        place += 1
        continue
      }
      guard let length = escape(at: place + 1) else { return nil }
      place += 1 + length
    }
    return nil
  }

  /// How many characters of an escape come after its backslash; `nil` for one that JSON does not have.
  private func escape(at place: Int) -> Int? {
    guard place < rest.endIndex else { return nil }
    if "\"\\/bfnrt".utf8.contains(rest[place]) { return 1 }
    let digits = rest[place...].dropFirst().prefix(4)
    let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    return rest[place] == UInt8(ascii: "u") && digits.count == 4 && isHexadecimal ? 5 : nil
  }

  /// A value as it is spelled; lists and objects at most so deep.
  mutating func value(depth: Int) -> String? {
    let start = rest
    switch rest.first {
    case UInt8(ascii: "\""): guard string() != nil else { return nil }
    case UInt8(ascii: "{"): guard object(depth) else { return nil }
    case UInt8(ascii: "["): guard list(depth) else { return nil }
    default:
      let word = rest.prefix { isWord($0) }
      let text = String(decoding: word, as: UTF8.self)
      guard ["true", "false", "null"].contains(text) || text.wholeMatch(of: Self.number) != nil
      else { return nil }
      rest = rest[word.endIndex...]
    }
    return String(decoding: start[..<rest.startIndex], as: UTF8.self)
  }

  private mutating func object(_ depth: Int) -> Bool {
    guard depth > 0, skip("{") else { return false }
    if skip("}") { return true }
    repeat {
      guard string() != nil, skip(":"), value(depth: depth - 1) != nil else { return false }
    } while skip(",")
    return skip("}")
  }

  private mutating func list(_ depth: Int) -> Bool {
    guard depth > 0, skip("[") else { return false }
    if skip("]") { return true }
    repeat {
      guard value(depth: depth - 1) != nil else { return false }
    } while skip(",")
    return skip("]")
  }

  private mutating func skipSpace() {
    rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
  }

  private static var number: Regex<Substring> {
    /-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,5})?/
  }
}
