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
    while offset < field.text.count {
      let plain = plainEnd(of: field.text, from: offset)
      view.copy(offset..<plain, of: field)
      offset = plain
      if let found = HTMLEntity.decode(field.text[offset...]) {
        view.append(found.text, for: field.fileRange(offset..<offset + found.length))
        offset += found.length
      } else {
        let end = clusterEnd(of: field.text, from: offset)
        for character in String(decoding: field.text[offset..<end], as: UTF8.self) {
          if character == "&", HTMLEntity.decode(field.text[offset...]) != nil { break }
          let next = offset + character.utf8.count
          view.append(character, offset..<next, of: field)
          offset = next
        }
      }
    }
    return Field(field.place, view.text, view.map(end: field.end))
  }

  /// The end of the letters of ASCII that stand for themselves from here on.
  private static func plainEnd(of text: [UInt8], from start: Int) -> Int {
    var end = start
    while end < text.count, isPlain(text[end]), end + 1 == text.count || text[end + 1] < 0x80 {
      end += 1
    }
    return end
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte < 0x80 && byte != 0x0D && byte != UInt8(ascii: "&")
  }

  /// The next place between two letters of ASCII: no character goes on over it, but for CRLF.
  private static func clusterEnd(of text: [UInt8], from start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] >= 0x80 || text[end - 1] >= 0x80 || text[end] == 0x0A {
      end += 1
    }
    return min(end, text.count)
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
    copy(range, of: field)
  }

  /// Adds a part of a text as it is.
  fileprivate mutating func copy(_ range: Range<Int>, of field: Field) {
    for index in range { append([field.text[index]], for: field.fileRange(index..<index + 1)) }
  }
}

extension Field {
  /// The byte of the file at which the text ends.
  var end: Int { fileRange(text.count..<text.count).lowerBound }
}
