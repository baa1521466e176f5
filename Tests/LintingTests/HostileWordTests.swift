import Dictionaries
import Documents
import TestTools
import Testing

@testable import Linting

/// Words from drafts go into a library in C++; none of them may do harm there.
struct HostileWordTests {
  private static let pieces = [
    "a", "E", "ing", "'", "’", "-", ".", "ß", "é", "e\u{301}", "\u{301}", "\u{200D}", "\u{FEFF}",
    "\u{0}", "\u{1}", "\u{7F}", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}", "ﬁ", "İ", "ı", "Я", "中", "👩‍👩‍👧",
    "%s", "/",
    "\\", "1",
  ]

  @Test(arguments: 0..<4)
  func noWordDoesHarm(seed: Int) throws {
    let dictionary = try dictionary()
    var dice = SeededGenerator(seed: UInt64(seed) + 900)
    for round in 0..<1_500 {
      let count = round.isMultiple(of: 50) ? 5_000 : 1 + Int(dice.next() % 40)
      let word = (0..<count).map { _ in dice.pick(Self.pieces) }.joined()
      let knows = dictionary.knows(word)
      if word.utf8.contains(0) || count == 5_000 { #expect(!knows) }
      if round.isMultiple(of: 100) { #expect(dictionary.suggestions(for: word).count <= 5) }
    }
    #expect(dictionary.knows("bicycle") && !dictionary.knows("bicylce"))
  }

  @Test func aWordEndsNotAtAZeroByte() throws {
    let dictionary = try dictionary()
    #expect(!dictionary.knows("bicycle\u{0}xq") && dictionary.suggestions(for: "bicy\u{0}") == [])
  }

  @Test(arguments: [100, 101, 1_000_000])
  func aWordTooLongIsNotLookedUp(length: Int) throws {
    let word = String(repeating: "a", count: length)
    #expect(try !dictionary().knows(word))
    #expect(try dictionary().suggestions(for: word).isEmpty)
  }

  @Test func severalThreadsMayAskAtOnce() async throws {
    let dictionary = try dictionary()
    let answers = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<64 {
        group.addTask {
          index.isMultiple(of: 8)
            ? dictionary.suggestions(for: "bicylce").contains("bicycle")
            : dictionary.knows("bicycle") && !dictionary.knows("bicylce\(index)")
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count == 64 && answers.allSatisfy(\.self))
  }

  private func dictionary() throws -> HunspellDictionary {
    try HunspellDictionary(
      affixes: "/usr/share/hunspell/en_US.aff",
      words: "/usr/share/hunspell/en_US.dic"
    )
  }
}
