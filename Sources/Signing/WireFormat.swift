/// Reads SSH's wire format (RFC 4251, section 5): big-endian integers and counted strings.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte(_ what: String) throws(SigningError) -> UInt8 {
    guard let byte = rest.popFirst() else { throw .malformed("\(what) is missing") }
    return byte
  }

  mutating func take(_ count: Int, _ what: String) throws(SigningError) -> ArraySlice<UInt8> {
    guard rest.count >= count else { throw .malformed("\(what) is cut off") }
    let end = rest.startIndex + count
    defer { rest = rest[end...] }
    return rest[..<end]
  }

  mutating func integer(_ what: @autoclosure () -> String) throws(SigningError) -> UInt32 {
    guard rest.count >= 4 else { throw .malformed("\(what()) is cut off") }
    var number: UInt32 = 0
    let start = rest.startIndex
    for place in start..<start + 4 { number = number << 8 | UInt32(rest[place]) }
    rest = rest[(start + 4)...]
    return number
  }

  mutating func string(_ what: String) throws(SigningError) -> [UInt8] {
    Array(try slice(what))
  }

  /// A counted string where it stands, without a copy.
  mutating func slice(_ what: String) throws(SigningError) -> ArraySlice<UInt8> {
    let count = try integer("the length of \(what)")
    return try take(Int(count), what)
  }

  mutating func text(_ what: String) throws(SigningError) -> String {
    let bytes = try slice(what)
    let text = bytes.withUnsafeBufferPointer { bytes in
      bytes.allSatisfy { (0x20..<0x7F).contains($0) } ? String(decoding: bytes, as: UTF8.self) : nil
    }
    guard let text else { throw .malformed("\(what) is not plain ASCII") }
    return text
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
    bytes.append(UInt8(truncatingIfNeeded: integer >> 24))
    bytes.append(UInt8(truncatingIfNeeded: integer >> 16))
    bytes.append(UInt8(truncatingIfNeeded: integer >> 8))
    bytes.append(UInt8(truncatingIfNeeded: integer))
  }

  mutating func append(string: [UInt8]) {
    append(integer: UInt32(string.count))
    bytes.append(contentsOf: string)
  }

  mutating func append(string: String) {
    append(integer: UInt32(string.utf8.count))
    bytes.append(contentsOf: string.utf8)
  }

  static func writing(_ fill: (inout WireWriter) -> Void) -> [UInt8] {
    var writer = WireWriter()
    writer.bytes.reserveCapacity(256)
    fill(&writer)
    return writer.bytes
  }
}
