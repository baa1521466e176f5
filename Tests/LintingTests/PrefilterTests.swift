import Documents
import TestTools
import Testing

@testable import Linting

/// A rule that is not asked must be one that would have found nothing.
struct PrefilterTests {
  @Test(arguments: [
    ("guaranteed?", ["guarantee", "guaranteed"]), ("No Risk", ["no risk"]),
    ("\\b(?:cats?|dog)\\b", ["cat", "cats", "dog"]), ("#\\w+", ["#"]), ("a{2,}bcd+", ["bc"]),
    ("(?i)gr[ae]y wolf", ["gray wolf", "grey wolf"]), ("x\\.y\\/z", ["x.y/z"]),
    ("\\d+ (?:miles|km) per", [" miles per", " km per"]), ("(?<name>abc)(?=def)", ["abc"]),
    ("(?:ab|cd)*end", ["end"]), ("größe", ["gr"]), ("(?-i:Smith) for", ["smith for"]),
  ])
  func aPatternNeedsTheseTexts(pattern: String, texts: [String]) {
    let found = NeededTexts.of(pattern)?.map { String(decoding: $0, as: UTF8.self) }
    #expect(found.map(Set.init) == Set(texts))
  }

  @Test(arguments: [
    "\\w+", "a", "(?:abc|\\d)", "(?x)a b c", "(a)\\g1b", "abc|", "[abc]+", "\\Qabc\\E", "(*UCP)abc",
    "(?(1)abc|def)", "a??", "(?:abc)?", "[^a]", "abc{,3}", "(?#abc)", "(?R)abc", "(?|abc|def)",
  ])
  func whatIsNotSurelyUnderstoodNeedsNothing(pattern: String) {
    #expect(NeededTexts.of(pattern) == nil)
  }

  private static let pieces = [
    "a", "b", "ab", "cd", "k", "s", "S", "é", "ß", ".", "\\.", "\\w", "\\d", "\\b", "^", "$",
    "[ab]",
    "[^a]", "[k-s]", "[]a]", "[\\]b]", "\\x61", "\\x{62}", "\\pL", "\\p{Lu}a", "(?:ab|c)", "(a|bc)",
    "(?i)", "(?-i:K)", "(?=a)", "(?!b)", "(?<=a)", "(?>ab)", "?", "*", "+", "{2}", "{1,2}",
    "{0,1}?",
    "|", "(", ")", "(?:", "\\", "\\1", " ", "\\ ", "#", "-",
  ]
  private static let letters = [
    "a", "b", "ab", "A", "B", "c", "cd", "k", "K", "\u{212A}", "s", "\u{17F}", "S", "é", "ß", "x",
    "1", " ", ".", "]", "#", "-", "\n", "L", "aa", "bb",
  ]

  @Test(arguments: 0..<8)
  func whateverMatchesHoldsOneOfThem(seed: Int) throws {
    var dice = SeededGenerator(seed: UInt64(seed) + 1)
    var tried = 0
    for _ in 0..<3_000 {
      let source = (0..<(1 + dice.next() % 7)).map { _ in dice.pick(Self.pieces) }.joined()
      guard let needed = NeededTexts.of(source),
        let pattern = try? Pattern(source, .ignoringCase),
        let automaton = TextAutomaton(needed.map { ($0, 0) })
      else { continue }
      tried += 1
      for _ in 0..<20 {
        let text = (0..<(1 + dice.next() % 8)).map { _ in dice.pick(Self.letters) }.joined()
        guard (try? pattern.matches(text)) == true else { continue }
        var found = [false]
        automaton.mark(&found, in: Array(text.utf8))
        #expect(found[0], "\(source) in \(text.debugDescription) needs \(needed)")
      }
    }
    #expect(tried > 200)
  }

  @Test func theAutomatonFindsTextsWithinAndAcrossEachOther() throws {
    let texts = ["he", "she", "his", "hers", "usher"]
    let automaton = try #require(
      TextAutomaton(texts.enumerated().map { (Array($1.utf8), $0) })
    )
    for text in ["USHERS", "ahishe", "xyz", "hi", "her\u{17F}", "ushe"] {
      var found = [Bool](repeating: false, count: texts.count)
      automaton.mark(&found, in: Array(text.utf8))
      let plain = text.lowercased().replacing("\u{17F}", with: "s")
      #expect(found == texts.map { plain.contains($0) }, "\(text)")
    }
  }

  @Test func manyDraftsAreJudgedAsOneIs() throws {
    let rules = try ShippedRulesTests.rules.get()
    let (plain, quick) = (Linter(rules: rules), Linter(rules: rules, isForMany: true))
    let posts =
      rules.flatMap(\.rule.tests).map(\.post)
      + ["Results guar\u{200B}anteed.", "n o r i s k", "#VoteGreens", "Ｎｏ ｒｉｓｋ", ""]
    #expect(posts.count > 200)
    for text in posts {
      for account in Account.allCases {
        let post = Post(path: "a.md", text: text, account: account, channels: [.x])
        let day = try #require(Day("2026-03-01"))
        #expect(try plain.check(post, today: day) == quick.check(post, today: day), "\(text)")
      }
    }
  }
}
