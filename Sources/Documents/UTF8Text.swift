/// Reads bytes as text, and refuses what is not.
public enum UTF8Text {
  /// The bytes as text, without a byte order mark.
  ///
  /// The error names the first byte that is not UTF-8, or NUL, and where it is.
  public static func decode(_ bytes: [UInt8]) throws(DocumentError) -> String {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw DocumentError("this file is UTF-16; save it as UTF-8", at: Position(line: 1, column: 1))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let offset = firstInvalid(in: bytes)
      let byte = String(bytes[offset], radix: 16, uppercase: true)
      throw DocumentError(
        "byte 0x\(byte) is not UTF-8; save the file as UTF-8",
        at: LineIndex(bytes).position(ofByte: offset)
      )
    }
    if let offset = bytes.firstIndex(of: 0) {
      throw DocumentError(
        "a NUL byte does not belong in a text file",
        at: LineIndex(bytes).position(ofByte: offset)
      )
    }
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// The offset of the first byte that begins no valid sequence (Unicode 15, table 3-7).
  private static func firstInvalid(in bytes: [UInt8]) -> Int {
    var offset = 0
    while offset < bytes.count {
      guard let length = length(at: offset, in: bytes) else { return offset }
      offset += length
    }
    return max(0, bytes.count - 1)
  }

  private static func length(at offset: Int, in bytes: [UInt8]) -> Int? {
    let (length, second): (Int, ClosedRange<UInt8>)
    switch bytes[offset] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return nil }
    let rest = bytes[(offset + 2)..<(offset + length)]
    return rest.allSatisfy { $0 & 0xC0 == 0x80 } ? length : nil
  }
}
