import Signing

// These look at the memory itself, as those of `Signing` do.

extension [UInt8] {
  /// Whether a text's bytes stand at a place; `false` where the array ends before them.
  func holds(_ text: String, at start: Int) -> Bool {
    text.withBytes { holds(UnsafeRawBufferPointer($0), at: start) }
  }
}

extension ArraySlice<UInt8> {
  /// The text whose UTF-8 this is; `nil` where it is none.
  var text: String? {
    do throws(UTF8.ValidationError) {
      return String(copying: try UTF8Span(validating: span))
    } catch {
      return nil
    }
  }

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
