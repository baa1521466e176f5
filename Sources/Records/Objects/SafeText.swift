/// Text that may stand in a signed record: readable, on one line, without hidden characters.
enum SafeText {
  static let longest = 1000
  private static let space = UInt8(ascii: " ")

  /// Whether the text is one line of at most 1,000 bytes that shows all it contains.
  static func isLine(_ text: String) -> Bool {
    guard (1...longest).contains(text.utf8.count), text.utf8.first != space,
      text.utf8.last != space
    else { return false }
    // Most lines are plain ASCII, for which no table of properties is needed.
    return text.withBytes { $0.allSatisfy { (0x20..<0x7F).contains($0) } }
      || text.unicodeScalars.allSatisfy(isVisible)
  }

  /// Escapes a comment: everything but unreserved ASCII (RFC 3986) becomes `%XX`.
  static func escape(_ text: String) -> String {
    var out = ""
    for byte in text.utf8 {
      if isUnreserved(byte) {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        out += "%" + hexadecimal(byte)
      }
    }
    return out
  }

  /// Reads what `escape` wrote; `nil` for any other spelling, or over 20,000 bytes.
  static func unescape(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    guard rest.count <= 20_000 else { return nil }
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let plain = String(validating: bytes, as: UTF8.self), escape(plain) == text else {
      return nil
    }
    return plain
  }

  /// The line with every hidden or control character shown as U+FFFD.
  static func visible(_ line: some StringProtocol) -> String {
    String(line.unicodeScalars.map { isVisible($0) ? Character($0) : "\u{FFFD}" })
  }

  /// The first few characters of untrusted text, for an error message.
  static func excerpt(_ text: String) -> String {
    let plain = text.unicodeScalars.prefix(60).map { isVisible($0) ? Character($0) : "\u{FFFD}" }
    return String(plain) + (text.unicodeScalars.count > 60 ? "…" : "")
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16, uppercase: true)
    return text.count == 1 ? "0" + text : text
  }
}
