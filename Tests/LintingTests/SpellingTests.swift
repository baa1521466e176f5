import Documents
import Testing

@testable import Linting

/// Which words are looked up, and which are not.
struct SpellingTests {
  @Test(arguments: [
    ("(one) \"two\" [three]; 'four'.", ["one", "two", "three", "four"]),
    ("$five, e.g. six, Mr. Seven: eight...", ["five", "e.g.", "six", "Mr.", "Seven", "eight"]),
    ("nine/ten www.example.com it\u{2019}s", ["nine/ten", "www.example.com", "it's"]),
    ("12 :-) — *", []), ("\u{201C}größe\u{201D}\u{A0}x\n", ["größe", "x"]),
  ])
  func aWordIsWhatStandsBetweenBlanks(text: String, words: [String]) {
    #expect(SpellingWords.words(in: Array(text.utf8)).map(\.text) == words)
  }

  @Test func aWordKnowsItsPlace() {
    let text = Array("\u{201C}größe\u{201D}, don\u{2019}t".utf8)
    let places = SpellingWords.words(in: text).map {
      String(decoding: text[$0.range], as: UTF8.self)
    }
    #expect(places == ["größe", "don\u{2019}t"])
  }

  @Test(arguments: [
    ("MongoDB", true), ("API", true), ("iOS", true), ("größe", true), ("a-b", true), ("v2", true),
    ("fooBarBaz", true), ("JavaScript", true), ("Bike", false), ("don't", false), ("iPhone", false),
    ("my_word", false), ("O'Neil", false), ("McX", true),
  ])
  func namesAndCodeAreNotLookedUp(word: String, isUnusual: Bool) {
    #expect(Spelling.isUnusual(word) == isUnusual)
  }

  @Test func acceptedWordsAreRightInAnyCase() throws {
    let rule = try Rule.load(
      name: "Vale.Spelling",
      path: "S.yml",
      text: "extends: spelling\nmessage: '%s'\n",
      requiringClause: false,
      accepted: ["[Pp]edelec", "quux frobn"],
      shelf: SystemDictionary.shelf
    )
    let text = "Pedelec, pedelec, pedelecs, quux frobn and frobn quux."
    let post = try Post(path: "p.md", bytes: Array(text.utf8))
    #expect(try rule.hits(in: post, Work()).map(\.message) == ["pedelecs", "frobn", "quux"])
  }

  @Test func whatMayBeMeantIsNamed() throws {
    let rule = try Rule.load(
      name: "s.Spelling",
      path: "S.yml",
      text:
        "extends: spelling\nmessage: '%s'\naction: {name: suggest, params: [spellings]}\n",
      requiringClause: false,
      shelf: SystemDictionary.shelf
    )
    let post = try Post(path: "p.md", bytes: Array("We recieve it.".utf8))
    #expect(try rule.hits(in: post, Work()).map(\.suggestions).first?.contains("receive") == true)
  }
}
