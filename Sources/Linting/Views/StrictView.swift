import Foundation

/// The text as it reads once every disguise is taken off.
///
/// What cannot be seen goes (default-ignorable characters, marks stacked on letters); compatibility
/// forms and look-alikes become plain letters; markup inside words goes; spaced letters are joined;
/// `#CamelCase` is split. Emoji stay whole, so that a rule about emoji sees what a reader sees.
enum StrictView {
  /// The plain reading of a light text; nil when it is no different.
  static func of(_ field: Field) -> Field? {
    guard mayDiffer(field.text) else { return nil }
    var pieces = PlainPieces(field)
    pieces.resolveLookAlikes()
    pieces.joinSpacedLetters()
    pieces.splitHashtags()
    let view = pieces.mapped
    guard view.text != field.text else { return nil }
    return Field(field.place, view.text, view.map(end: field.end))
  }

  /// A look at the bytes that spares most posts the work.
  private static func mayDiffer(_ text: [UInt8]) -> Bool {
    let end = text.lastIndex { $0 != 0x0A && $0 != 0x20 }.map { $0 + 1 } ?? 0
    var (previous, beforePrevious): (UInt8, UInt8) = (0, 0)
    var mayBeSpaced = false
    for byte in text[..<end] {
      if byte >= 0x80 || isSuspicious(byte) { return true }
      if isLetter(byte), isSeparator(previous), isLetter(beforePrevious) { mayBeSpaced = true }
      if isBlank(previous), isBlank(byte) { return true }
      if previous == 0x0A, byte != 0x0A, beforePrevious != 0x0A { return true }
      (beforePrevious, previous) = (previous, byte)
    }
    return mayBeSpaced && hasSpacedLetters(text)
  }

  private static func isSuspicious(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "_"), UInt8(ascii: "~"),
      UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: "#"):
      true
    default: false
    }
  }

  /// Whether four letters in a row stand by themselves.
  private static func hasSpacedLetters(_ text: [UInt8]) -> Bool {
    var alone = 0
    for index in text.indices {
      guard isLetter(text[index]) else {
        if !isSeparator(text[index]) { alone = 0 }
        continue
      }
      let before = index > 0 && isLetter(text[index - 1])
      let after = index + 1 < text.count && isLetter(text[index + 1])
      alone = before || after ? 0 : alone + 1
      if alone >= 4 { return true }
    }
    return false
  }

  static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "*"), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: ","):
      true
    default: false
    }
  }
  static func isLetter(_ byte: UInt8) -> Bool { byte & 0xDF >= 65 && byte & 0xDF <= 90 }
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
