import Documents
import TestTools
import Testing

@testable import Linting

/// From every place of every reading of a text there is a way back to the bytes of the file.
struct ByteMapTests {
  private static let pieces = [
    "a", "Z", " ", "\n", "\r\n", "\r", ".", "#", "#NightRide", "*", "**", "`", "_", "\\", "<b>",
    "&",
    "&amp;", "&#x61;", "&shy;", "é", "e\u{301}", "\u{301}", "ß", "\u{200B}", "\u{200D}", "\u{FE0F}",
    "🎉", "👩‍👩‍👧", "🇬🇧", "🏴\u{E0067}\u{E0062}\u{E007F}", "ｆ", "𝗴", "а", "n o r i s k", "ﷺ", "한", "ᄒ",
    "\u{202E}", "\u{A0}", "न\u{94D}", "\u{0600}",
  ]

  @Test(arguments: 0..<6)
  func everyReadingLeadsBack(seed: Int) throws {
    var dice = SeededGenerator(seed: UInt64(seed) + 1)
    for _ in 0..<400 {
      let text = (0..<(1 + dice.next() % 24)).map { _ in dice.pick(Self.pieces) }.joined()
      let bytes = Array(text.utf8)
      let light = LightView.of(Field(.body, bytes, at: 0))
      for view in [light, StrictView.of(light)].compactMap(\.self) {
        #expect(String(validating: view.text, as: UTF8.self) != nil, "\(text.debugDescription)")
        var last = 0
        for index in view.text.indices {
          let range = view.fileRange(index..<index + 1)
          #expect(range.lowerBound >= last && range.upperBound <= bytes.count)
          last = range.lowerBound
        }
        #expect(view.fileRange(0..<view.text.count).upperBound <= bytes.count)
      }
    }
  }

  @Test(arguments: 0..<6)
  func theLightReadingIsTheSameCharacterByCharacter(seed: Int) {
    var dice = SeededGenerator(seed: UInt64(seed) + 50)
    for _ in 0..<400 {
      let text = (0..<(1 + dice.next() % 16)).map { _ in dice.pick(Self.pieces) }.joined()
      guard !text.contains("&") else { continue }
      let light = LightView.of(Field(.body, Array(text.utf8), at: 0))
      let wanted = text.map { character -> String in
        if character == "\r\n" || character == "\r" { return "\n" }
        return character == "\u{A0}" ? " " : String(character)
      }.joined()
      // Swift's texts are equal when they are the same in composed form.
      #expect(String(decoding: light.text, as: UTF8.self) == wanted, "\(text.debugDescription)")
    }
  }

  @Test(arguments: 0..<6)
  func aPlaceLeadsToTheByteItCameFrom(seed: Int) {
    var dice = SeededGenerator(seed: UInt64(seed) + 200)
    for _ in 0..<400 {
      let text = (0..<(1 + dice.next() % 24)).map { _ in dice.pick(Self.pieces) }.joined()
      let lines = LineIndex(Array(text.utf8))
      var offset = 0
      for line in text.split(separator: /\r?\n/, omittingEmptySubsequences: false) {
        for character in line {
          #expect(
            lines.byte(of: lines.position(ofByte: offset)) == offset,
            "\(text.debugDescription)"
          )
          offset += character.utf8.count
        }
        offset += text.utf8.dropFirst(offset).first == 0x0D ? 2 : 1
      }
    }
  }
}
