/// Reads SSH's wire format (RFC 4251, section 5): big-endian integers and counted strings.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) {
    rest = ArraySlice(Array(bytes))
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte(_ what: String) throws(SigningError) -> UInt8 {
    guard let byte = rest.popFirst() else { throw .malformed("\(what) is missing") }
    return byte
  }

  mutating func take(_ count: Int, _ what: String) throws(SigningError) -> [UInt8] {
    guard rest.count >= count else { throw .malformed("\(what) is cut off") }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func integer(_ what: @autoclosure () -> String) throws(SigningError) -> UInt32 {
    guard rest.count >= 4 else { throw .malformed("\(what()) is cut off") }
    var number: UInt32 = 0
    for _ in 0..<4 { number = number << 8 | UInt32(rest.removeFirst()) }
    return number
  }

  mutating func string(_ what: String) throws(SigningError) -> [UInt8] {
    let count = try integer("the length of \(what)")
    return try take(Int(count), what)
  }

  mutating func text(_ what: String) throws(SigningError) -> String {
    let bytes = try string(what)
    guard bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
      throw .malformed("\(what) is not plain ASCII")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A positive multiple-precision integer, in the fewest bytes, without its sign byte.
  mutating func positiveInteger(_ what: String) throws(SigningError) -> [UInt8] {
    let bytes = try string(what)
    guard let first = bytes.first, first < 0x80 else {
      throw .malformed("\(what) is not a positive number")
    }
    guard first == 0 else { return bytes }
    guard bytes.count > 1, bytes[1] >= 0x80 else {
      throw .malformed("\(what) is not in its shortest form")
    }
    return Array(bytes.dropFirst())
  }

  func finish(_ what: String) throws(SigningError) {
    guard isAtEnd else { throw .malformed("bytes after \(what)") }
  }
}

/// Writes SSH's wire format.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  mutating func append(integer: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] {
      bytes.append(UInt8(truncatingIfNeeded: integer >> shift))
    }
  }

  mutating func append(string: some Collection<UInt8>) {
    append(integer: UInt32(string.count))
    bytes.append(contentsOf: string)
  }

  mutating func append(string: String) { append(string: Array(string.utf8)) }

  static func writing(_ fill: (inout WireWriter) -> Void) -> [UInt8] {
    var writer = WireWriter()
    fill(&writer)
    return writer.bytes
  }
}
