/// Walks over bytes line by line without copying them.
struct ByteScanner {
  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// The rest of the bytes.
  var rest: ArraySlice<UInt8> { bytes[position...] }

  /// The next line without its LF; `nil` if no LF follows.
  mutating func line() -> ArraySlice<UInt8>? {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { position = end + 1 }
    return bytes[position..<end]
  }

  /// The next line without `prefix`, which it must begin with; else the position stays.
  mutating func line(after prefix: StaticString) -> ArraySlice<UInt8>? {
    let start = position
    let wanted = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
    guard let line = line(), line.starts(with: wanted) else {
      position = start
      return nil
    }
    return line.dropFirst(wanted.count)
  }
}
