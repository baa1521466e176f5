import Policies
import Testing

struct IdentifierTests {
  @Test(arguments: ["a", "0", "ana", "p-0123", "a--b", "a-b-c", String(repeating: "a", count: 41)])
  func anIDIsAccepted(text: String) throws {
    #expect(Identifier.isValid(text))
    #expect(try #require(PersonID(text)).description == text)
    #expect(PersonID(text)?.signature == "\(text) <\(text)@writ.invalid>")
  }

  @Test(arguments: [
    "", "-", "-a", "a-", "A", "aB", "a_b", "a.b", "a b", " a", "a ", "a\n", "\na", "a\u{0}", "a/b",
    "../a",
    "*", "a*", "!a", "a,b", "\"a\"", "a@b", "a;b", "$a", "`a`", "a\\b", "ä", "\u{430}na", "а", "ａ",
    "a\u{301}", "a\u{200B}", "\u{202E}a", "ﬁ", "١", "K", "\u{212A}",
    String(repeating: "a", count: 42),
    String(repeating: "a", count: 1_000_000),
  ])
  func whatIsNoIDIsRefused(text: String) {
    #expect(!Identifier.isValid(text))
    #expect(PersonID(text) == nil)
  }

  @Test func onlySmallLettersDigitsAndInnerDashesAreAllowed() {
    for scalar in (0...0x2FF).compactMap(Unicode.Scalar.init) {
      let isPlain = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
      #expect(Identifier.isValid(String(Character(scalar))) == isPlain, "\(scalar.value)")
      let inside = "a" + String(Character(scalar)) + "b"
      #expect(Identifier.isValid(inside) == (isPlain || scalar == "-"), "\(scalar.value)")
    }
  }

  @Test(arguments: [
    ("Say what you measured", "say-what-you-measured"), ("  Déjà vu, again!  ", "d-j-vu-again"),
    ("a b c d e f g h", "a-b-c-d-e-f"), ("SM-3: 3 days", "sm-3-3-days"), ("", nil), ("!!!", nil),
    ("日本", nil),
    ("../../etc/passwd", "etc-passwd"), ("--force", "force"),
    (String(repeating: "a", count: 60), nil),
  ])
  func wordsBecomeAnID(words: String, id: String?) {
    #expect(Identifier.make(from: words) == id)
  }

  @Test func whateverComesOutOfWordsIsAnID() {
    for seed in 0..<2000 {
      let words = String(
        String.UnicodeScalarView(
          (0..<12).compactMap { Unicode.Scalar((seed * 7919 + $0 * 104_729) % 0x3000) }
        )
      )
      if let id = Identifier.make(from: words) { #expect(Identifier.isValid(id), "\(words)") }
    }
  }

  @Test func peopleAreOrderedByBytes() {
    let people = ["b", "a-b", "a0", "a"].compactMap { PersonID($0) }
    #expect(people.sorted().map(\.description) == ["a", "a-b", "a0", "b"])
  }
}
