import Documents
import TestTools
import Testing

@testable import Linting

/// What can be mended without asking, and what never is.
struct FixerTests {
  private static let rules = [
    "extends: substitution\nmessage: '%s'\nignorecase: true\naction: {name: replace}\nswap: {utilise: use, leverage: use|apply}",
    "extends: substitution\nmessage: '%s'\nswap: {cheap: affordable}",
    "extends: hashtag\nmessage: '%s %s'\nwords: [night, ride]",
    "extends: existence\nmessage: m\nnonword: true\naction: {name: edit, params: [first]}\ntokens: ['🎉{2,}']",
    "extends: existence\nmessage: m\nnonword: true\naction: {name: remove}\ntokens: [' asap']",
    "extends: existence\nmessage: m\naction: {name: edit, params: [regex, '(\\w+)_(\\w+)', '$1-$2']}\ntokens: ['[a-z]+_[a-z]+']",
    "extends: existence\nmessage: m\nnonword: true\naction: {name: edit, params: [trim_right, '?']}\ntokens: ['[?]{2,}', '\\w+[?]{2}(?= )']",
    "extends: existence\nmessage: m\nnonword: true\naction: {name: edit, params: [trim_left, ' ']}\ntokens: [' {2,}now']",
    "extends: existence\nmessage: m\naction: {name: edit, params: [truncate, x]}\ntokens: [untouched]",
    "extends: existence\nmessage: m\ntokens: [guaranteed]",
    "extends: existence\nmessage: m\nnonword: true\naction: {name: edit, params: [front]}\ntokens: ['#ad\\b', 'Paid partnership\\.']",
    "extends: disclosure\nmessage: m\naction: {name: edit, params: [front]}\nposition: before-link\ntriggers: ['#?advert']\nlabels: ['#advert', 'advert\\w*']",
  ]

  @Test(arguments: [
    ("We utilise it.", "We use it."), ("We leverage it, cheap.", "We leverage it, cheap."),
    ("See #nightride!", "See #NightRide!"), ("Done 🎉🎉🎉", "Done 🎉"), ("Come asap.", "Come."),
    ("guar\u{200B}anteed", "guaranteed"), ("gu\u{430}ranteed", "gu\u{430}ranteed"),
    ("a\u{202E}b", "ab"), ("guaranteed", "guaranteed"), ("fine", "fine"),
    ("u\u{200B}tilise", "use"), ("See it: example.com #ad", "#ad See it: example.com"),
    ("#ad See it.", "#ad See it."), ("a snake_case name", "a snake-case name"),
    ("So?? Yes", "So Yes"), ("Go.  now", "Go.now"), ("untouched", "untouched"),
    ("See https://example.com #advert", "#advert See https://example.com"),
    ("See https://example.com\nAdvertisement", "Advertisement See https://example.com\n"),
    ("See https://example.com advertisement now", "See https://example.com advertisement now"),
    ("See it. Paid partnership. #ad", "Paid partnership. #ad See it."),
    ("#ad See it. Paid partnership.", "#ad Paid partnership. See it."),
    ("See it.\n#ad\nMore.", "#ad See it.\n\nMore."), ("#a\u{200B}d See it.", "#ad See it."),
  ])
  func aDraftIsMendedAndAgainChangesNothing(text: String, mended: String) throws {
    let once = try fixed("a.md", text)
    #expect(once == mended)
    #expect(try fixed("a.md", once) == once)
  }

  @Test func whatMayChangeTheMeaningIsOfferedOnly() throws {
    let fixer = try Self.fixer.get()
    let bytes = Array("We leverage it, cheap, cheap #nightride.".utf8)
    let offers = try fixer.offers(path: "a.md", bytes)
    #expect(offers.map(\.matched) == ["leverage", "cheap", "cheap"])
    #expect(offers.map(\.suggestions) == [["use", "apply"], ["affordable"], ["affordable"]])
    let mended = try fixer.taking(
      [(offers[0], "apply"), (offers[2], "affordable")],
      path: "a.md",
      bytes
    )
    #expect(String(decoding: mended, as: UTF8.self) == "We apply it, cheap, affordable #NightRide.")
    #expect(try fixer.offers(path: "a.md", mended).map(\.matched) == ["cheap"])
  }

  private static let pieces = [
    "utilise", "leverage", "cheap", "#nightride", "#ad", "Paid partnership.", "🎉🎉", "🎉", " asap",
    "guaranteed", "\u{200B}", "\u{202E}", " ", " ", "\n", ".", "é", "\u{430}", "---", "#", "*",
  ]

  @Test(arguments: 0..<6)
  func mendingTwiceIsMendingOnce(seed: Int) throws {
    var dice = SeededGenerator(seed: UInt64(seed) + 1)
    for _ in 0..<60 {
      let text = (0..<(1 + dice.next() % 12)).map { _ in dice.pick(Self.pieces) }.joined()
      guard let once = try? fixed("a.md", text) else { continue }
      #expect(try fixed("a.md", once) == once, "\(text.debugDescription)")
    }
  }

  @Test func aTextWithinJSONStaysJSON() throws {
    let text = "{\"text\": \"We utilise \\u2014 #nightride\", \"account\": \"official\"}"
    #expect(
      try fixed("a.json", text)
        == text.replacing("utilise", with: "use").replacing("nightride", with: "NightRide")
    )
  }

  @Test func aDiffShowsTheLinesThatChange() {
    let diff = LineDiff.format(
      path: "a.md",
      Array("one\ntwo\nthree".utf8),
      Array("one\n2\nthree!".utf8)
    )
    #expect(
      diff
        == "--- a/a.md\n+++ b/a.md\n@@ -2 +2 @@\n-two\n+2\n@@ -3 +3 @@\n-three\n\\ No newline at end of file\n+three!\n\\ No newline at end of file\n"
    )
    #expect(LineDiff.format(path: "a.md", [1], [1]).isEmpty)
  }

  private static let fixer = Result {
    let rules = try FixerTests.rules.enumerated().map { index, rule in
      let text = rule + "\n" + RuleTests.writ
      let loaded = try Rule.load(name: "p.R\(index)", path: "R.yml", text: text)
      return BoundRule(rule: loaded, policy: "p", version: "1.0")
    }
    return Fixer(Linter(rules: rules), today: try #require(Day("2027-01-01")))
  }

  private func fixed(_ path: String, _ text: String) throws -> String {
    String(decoding: try Self.fixer.get().fixed(path: path, Array(text.utf8)), as: UTF8.self)
  }
}
