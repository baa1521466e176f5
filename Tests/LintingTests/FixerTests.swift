import Documents
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
    "extends: existence\nmessage: m\ntokens: [guaranteed]",
  ]

  @Test(arguments: [
    ("We utilise it.", "We use it."), ("We leverage it, cheap.", "We leverage it, cheap."),
    ("See #nightride!", "See #NightRide!"), ("Done 🎉🎉🎉", "Done 🎉"), ("Come asap.", "Come."),
    ("guar\u{200B}anteed", "guaranteed"), ("gu\u{430}ranteed", "gu\u{430}ranteed"),
    ("a\u{202E}b", "ab"), ("guaranteed", "guaranteed"), ("fine", "fine"),
    ("u\u{200B}tilise", "use"),
  ])
  func aDraftIsMendedAndAgainChangesNothing(text: String, mended: String) throws {
    let once = try fixed("a.md", text)
    #expect(once == mended)
    #expect(try fixed("a.md", once) == once)
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

  private func fixed(_ path: String, _ text: String) throws -> String {
    let rules = try Self.rules.enumerated().map { index, rule in
      let loaded = try Rule.load(
        name: "p.R\(index)",
        path: "R.yml",
        text: rule + "\n" + RuleTests.writ
      )
      return BoundRule(rule: loaded, policy: "p", version: "1.0")
    }
    let fixer = Fixer(Linter(rules: rules), today: try #require(Day("2027-01-01")))
    return String(decoding: try fixer.fixed(path: path, Array(text.utf8)), as: UTF8.self)
  }
}
