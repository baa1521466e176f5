import Foundation

// Going through a text's or an array's bytes one by one is a third of what reading a record costs;
// these look at the memory itself.

extension [UInt8] {
  /// Whether two arrays hold the same bytes, by the C library.
  func isSame(as other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBytes { bytes in
      other.withUnsafeBytes { other in
        guard let first = bytes.baseAddress, let second = other.baseAddress else { return true }
        return memcmp(first, second, bytes.count) == 0
      }
    }
  }

  /// Whether a text's bytes stand at a place; `false` where the array ends before them.
  func holds(_ text: String, at start: Int) -> Bool {
    text.withBytes { text in
      guard text.count <= count - start else { return false }
      return withUnsafeBufferPointer { bytes in
        text.indices.allSatisfy { bytes[start + $0] == text[$0] }
      }
    }
  }
}

extension ArraySlice<UInt8> {
  /// The parts between each occurrence of a byte and the next, empty ones too.
  func parts(at mark: UInt8) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = startIndex
    withUnsafeBufferPointer { bytes in
      for (place, byte) in bytes.enumerated() where byte == mark {
        parts.append(self[start..<startIndex + place])
        start = startIndex + place + 1
      }
    }
    parts.append(self[start...])
    return parts
  }
}

extension String {
  /// Hands over the bytes of the text's UTF-8.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body)
      ?? ContiguousArray(utf8).withUnsafeBufferPointer(body)
  }
}
