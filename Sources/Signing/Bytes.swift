import Foundation

// Going through bytes one by one is a third of what reading a record costs; these look at the memory
// itself, by the C library.

extension [UInt8] {
  /// Whether two arrays hold the same bytes.
  package func isSame(as other: [UInt8]) -> Bool {
    count == other.count && holds(other, at: 0)
  }

  /// Whether some bytes stand at a place; `false` where the array ends before them.
  package func holds(_ wanted: [UInt8], at start: Int) -> Bool {
    wanted.withUnsafeBytes { holds($0, at: start) }
  }

  /// Whether some bytes stand at a place; `false` where the array ends before them.
  package func holds(_ wanted: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard start >= 0, wanted.count <= count - start else { return false }
    return withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress, let other = wanted.baseAddress else { return true }
      return memcmp(first + start, other, wanted.count) == 0
    }
  }

  /// The first place of a byte, from `start` on.
  package func place(of byte: UInt8, from start: Int = 0) -> Int? {
    withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress, start >= 0, start < bytes.count,
        let found = memchr(first + start, Int32(byte), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - first
    }
  }
}
