import Foundation

/// The text as rules read it: letters composed (NFC), one kind of line end, character references
/// resolved, no-break spaces as spaces.
///
/// Nothing that a reader sees changes, so a match here is a plain finding.
enum LightView {
  /// The changed text, or the same when there is nothing to change.
  static func of(_ field: Field) -> Field {
    guard needsWork(field.text) else { return field }
    var view = MappedText(capacity: field.text.count)
    var offset = 0
    for character in String(decoding: field.text, as: UTF8.self) {
      let range = offset..<offset + character.utf8.count
      offset = range.upperBound
      guard offset > 0, range.lowerBound >= view.resume else { continue }
      if character == "&", let found = HTMLEntity.decode(field.text[range.lowerBound...]) {
        let whole = range.lowerBound..<range.lowerBound + found.length
        view.append(found.text, for: field.fileRange(whole))
        view.resume = whole.upperBound
      } else {
        view.append(character, range, of: field)
      }
    }
    return Field(field.place, view.text, view.map(end: field.end))
  }

  private static func needsWork(_ text: [UInt8]) -> Bool {
    text.contains { $0 >= 0x80 || $0 == 0x0D || $0 == UInt8(ascii: "&") }
  }
}

extension MappedText {
  /// Adds a character in its composed form, spaces of any kind but line ends as a space.
  fileprivate mutating func append(_ character: Character, _ range: Range<Int>, of field: Field) {
    let scalars = character.unicodeScalars
    if character == "\r\n" || character == "\r" {
      return append([0x0A], for: field.fileRange(range))
    }
    if let scalar = scalars.first, scalars.count == 1,
      [0xA0, 0x202F, 0x2007].contains(scalar.value)
    {
      return append([0x20], for: field.fileRange(range))
    }
    if scalars.count > 1 {
      let composed = String(character).precomposedStringWithCanonicalMapping
      if !composed.utf8.elementsEqual(field.text[range]) {
        return append(composed.utf8, for: field.fileRange(range))
      }
    }
    for index in range { append([field.text[index]], for: field.fileRange(index..<index + 1)) }
  }
}

extension Field {
  /// The byte of the file at which the text ends.
  var end: Int { fileRange(text.count..<text.count).lowerBound }
}
