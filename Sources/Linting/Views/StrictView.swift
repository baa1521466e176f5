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
    var (previous, beforePrevious): (UInt8, UInt8) = (0, 0)
    for byte in text {
      if byte >= 0x80 || suspicious.contains(byte) { return true }
      let isSpaced = isSeparator(previous) && isLetter(byte) && isLetter(beforePrevious)
      if isSpaced || (isBlank(previous) && isBlank(byte)) { return true }
      (beforePrevious, previous) = (previous, byte)
    }
    return false
  }

  private static let suspicious: Set<UInt8> = Set("*`_~\\<#\n".utf8)

  static func isSeparator(_ byte: UInt8) -> Bool { " .-_*|/,".utf8.contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
