import Documents
import Testing

struct TextTests {
  @Test(arguments: [
    ("plain é 👩‍👩‍👧", "plain é 👩‍👩‍👧"),
    ("\u{1B}[31mred\u{7}", #"\u{1B}[31mred\u{7}"#),
    ("a\tb\nc\r", #"a b\u{A}c\u{D}"#),
    ("\u{9B}31m\u{7F}", #"\u{9B}31m\u{7F}"#),
    ("user\u{202E}txt.exe\u{2066}", #"user\u{202E}txt.exe\u{2066}"#),
    ("a\u{E0061}\u{2028}\u{61C}", #"a\u{E0061}\u{2028}\u{61C}"#),
  ])
  func harmfulCharactersAreShownNotObeyed(text: String, shown: String) {
    #expect(TerminalText.safe(text) == shown)
  }

  @Test func linesStayWhereTheyMay() {
    #expect(TerminalText.safeLines("a\n\u{1B}b\n") == "a\n\\u{1B}b\n")
  }

  @Test(arguments: [
    ("clasue", "clause"), ("Becuase", "because"), ("chanel", "channel"), ("instaed", "instead"),
    ("zebra", nil), ("x", nil), ("", nil),
  ])
  func theWordSomebodyMeantIsFound(word: String, match: String?) {
    let known = ["clause", "because", "channel", "instead", "on"]
    #expect(Nearest.match(word, among: known) == match)
  }

  @Test(arguments: [
    (0, 1, 1), (2, 1, 3), (4, 2, 1), (6, 2, 2), (9, 2, 3), (13, 3, 1), (99, 3, 1),
  ])
  func bytesBecomeLinesAndCharacters(offset: Int, line: Int, column: Int) {
    let lines = LineIndex(Array("ab\r\néé👍\n".utf8))
    #expect(lines.position(ofByte: offset) == Position(line: line, column: column))
  }

  @Test(arguments: [(1, 1, 0), (2, 3, 8), (2, 4, 12), (3, 1, 13), (3, 2, nil), (4, 1, nil)])
  func linesAndCharactersBecomeBytes(line: Int, column: Int, offset: Int?) {
    let lines = LineIndex(Array("ab\r\néé👍\n".utf8))
    #expect(lines.byte(of: Position(line: line, column: column)) == offset)
  }

  @Test(arguments: [(0, 1), (3, 1), (4, 2), (6, 3)])
  func aByteOrderMarkHasNoColumn(offset: Int, column: Int) {
    let lines = LineIndex(Array("\u{FEFF}aé!".utf8))
    #expect(lines.position(ofByte: offset) == Position(line: 1, column: column))
  }

  @Test func manyPlacesAreFoundInOneWalk() {
    let bytes = Array("aé\n\nxyz é é".utf8)
    let lines = LineIndex(bytes)
    let offsets = Array(0...bytes.count)
    #expect(lines.positions(ofSorted: offsets) == offsets.map { lines.position(ofByte: $0) })
  }

  @Test(arguments: ["2027-02-29", "2027-13-01", "27-01-01", "2027-1-01", "2027-01-01T", "x"])
  func aDayThatIsNotInTheCalendarIsNone(text: String) {
    #expect(Day(text) == nil)
  }
}
