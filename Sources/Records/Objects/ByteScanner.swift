import Signing

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
    guard let end = bytes.place(of: UInt8(ascii: "\n"), from: position) else { return nil }
    defer { position = end + 1 }
    return bytes[position..<end]
  }

  /// The next line's value if it is `<name>: <value>` or, without a value, `<name>:`; else the
  /// position stays.
  mutating func value(of name: String) -> ArraySlice<UInt8>? {
    let (start, count) = (position, name.utf8.count)
    guard bytes.count > start + count, bytes[start + count] == UInt8(ascii: ":"),
      bytes.holds(name, at: start), let line = line()
    else { return nil }
    // A field without a value has no space after its colon, so that no line ends with one.
    let value = line.dropFirst(count + 1)
    guard value.isEmpty || value.first == UInt8(ascii: " ") && value.count > 1 else {
      position = start
      return nil
    }
    return value.dropFirst()
  }

  /// The next line without `prefix`, which it must begin with; else the position stays.
  mutating func line(after prefix: StaticString) -> ArraySlice<UInt8>? {
    let (start, wanted) = (position, prefix.utf8CodeUnitCount)
    let isThere = bytes.holds(
      UnsafeRawBufferPointer(start: prefix.utf8Start, count: wanted),
      at: start
    )
    guard isThere, let line = line(), line.count >= wanted else {
      position = start
      return nil
    }
    return line.dropFirst(wanted)
  }
}
