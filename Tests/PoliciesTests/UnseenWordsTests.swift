import Documents
import Foundation
import Policies
import Testing

/// Words that CommonMark keeps from readers are part of what is signed, and no text is proposed with them.
struct UnseenWordsTests {
  @Test(arguments: [
    ("| a | b |\n|---|---|\n| 1 | 2 | You must pay |", "8:11", "You must pay"),
    ("See [us](https://acme.example \"You agree to overtime\").", "6:32", "You agree to overtime"),
    ("Text.\n\n[you must pay]: https://acme.example", "8:2", "you must pay https acme example"),
    ("See [us][You must pay].\n\n[You must pay]: #SM-3", "6:10", "You must pay"),
    ("```text You must pay\nx\n```", "6:4", "text You must pay"),
    ("```post do You must pay\nx\n```", "6:4", "post do You must pay"),
    ("![a plan](plan.png 'You must pay')", "6:21", "You must pay"),
    ("Pay, or you must.\n\n| a |\n|---|\n| 1 | you must Pay |", "10:7", "you must Pay"),
  ])
  func theyAreNamedWithTheirPlace(text: String, place: String, words: String) throws {
    let found = try UnseenWordsTests.findings(text)
    #expect(found.first?.position.description == place, "\(found)")
    #expect(found.first?.message.hasPrefix("no reader is shown '\(words)'") == true, "\(found)")
    #expect(found.allSatisfy { $0.weight == .error && $0.rule == "unseen-words" })
  }

  @Test(arguments: [
    "A *word*, **two**, un*believ*able, snake_case, `co_de`, 2\\*3, a ~~b~~ and \\[c\\].",
    "1. one\n1. two\n   3) three\n10. four", "> 2. quoted\n>\n> words",
    "Caf&eacute; &amp; tea &#8211; &copy;",
    "[words](https://acme.example/a_b?c=d&e=f#g) and <https://acme.example> and <ask@acme.example>",
    "[https://acme.example](https://acme.example)", "| a | b |\n|:--|--:|\n| *1* | `2` |",
    "```yaml\nkey: value\n```", "```post dont account=own topic=x\nBuy!\n```", "    indented code",
    "Title\n=====\n\nText  \nwith breaks\\\nand more.", "<!-- a remark --> and <b>bold</b>",
    "![a plan](plan.png)", "**“Post”** means a text.", "日本語の方針、テスト。", "a\r\nb",
  ])
  func whatReadersAreShownIsLeftAlone(text: String) throws {
    #expect(try UnseenWordsTests.findings(text).map(\.message) == [])
  }

  @Test func manyAreFoundInTime() throws {
    let rows = (0..<4_000).map { "| \($0) | hidden\($0) |" }.joined(separator: "\n")
    let found = try UnseenWordsTests.findings("| a |\n|---|\n\(rows)")
    #expect(found.count == 4_000 && found.last?.position.line == 4_007)
  }

  /// Addresses count twice among what is shown: so many differences would take gigabytes to compare in order.
  @Test func aFewAmongManyAddressesAreFoundInTime() throws {
    let links = (0..<20_000).map { "<https://acme.example/\($0)>" }.joined(separator: "\n")
    let found = try UnseenWordsTests.findings("| a |\n|---|\n| 1 | overtime |\n\n\(links)")
    #expect(found.map(\.position.description) == ["8:7"])
  }

  private static func findings(_ text: String) throws -> [TextFinding] {
    let front = "---\nid: social-media\ntitle: T\n---\n\n"
    return try PolicyDocument(parsing: Array((front + text + "\n").utf8)).findings(after: [])
      .filter { $0.rule == "unseen-words" }
  }
}
