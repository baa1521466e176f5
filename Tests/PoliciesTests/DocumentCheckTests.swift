import Documents
import Foundation
import Policies
import Testing

/// What the checks of a policy's text find.
struct DocumentCheckTests {
  @Test func aGoodPolicyHasNothingToFind() throws {
    #expect(try found("# T\n\n## A {#SM-1}\n\n**Do**\n\n- x\n\n**Don't**\n\n- y\n") == [])
  }

  @Test(arguments: [
    ("owner: role:legal", "owner: role:nobody", "owner"), ("owner: role:legal\n", "", "owner"),
    ("owner: role:legal", "owner: zoe", "owner"), ("review-by: 2027-01-01\n", "", "review-date"),
    ("review-by: 2027-01-01", "review-by: 2026-01-04", "review-date"),
    ("[everyone]", "[sales, ghosts]", "audience"),
    ("## A {#SM-1}", "## A", "clause-id"), ("text", "**Don't**\n\n- lie", "do-and-dont"),
    ("text", "te\u{202E}xt", "hidden-character"), ("text", "te\u{200B}xt", "hidden-character"),
    ("{#SM-1}", "{#SM-1 of=0123456789abcdef}", "translation"),
    ("contact: \"#ask-legal\"\n", "", "contact"), ("owner: role:legal", "owner: ana", "owner"),
    ("text", "You must ask. You should wait.", "must-and-should"),
    ("text", "**“Post”** means a text.", "term-unused"),
    ("text", "text\n\n## B {#SM-2 serves=trust}\nwords", "goal"),
    ("text", "\(twice)\n\n\(twice)", "duplicate"),
  ])
  func oneFaultIsOneFinding(old: String, new: String, check: String) throws {
    let text = DocumentCheckTests.good.replacing(old, with: new)
    #expect(try found(whole: text) == [check])
  }

  private static let twice = "One and two and three and four and five."

  @Test(arguments: [
    "You must ask, and you may wait.", "**“Post”** means a text. A post is short.",
    "You should ask.",
  ])
  func goodWordsAreLeftAlone(words: String) throws {
    #expect(try found(whole: DocumentCheckTests.good.replacing("text", with: words)) == [])
  }

  @Test func aFindingReadsAsEditorsReadIt() throws {
    let text = DocumentCheckTests.good.replacing("text", with: "te\u{202E}xt")
    let finding = try #require(DocumentCheck.findings(in: policy(text)).first)
    #expect(
      finding.description == "policies/social-media/policy.md:13:3: error: [hidden-character] "
        + "the character U+202E hides or reorders text; take it out"
    )
  }

  @Test func theDayOfTheReviewHasNotPassed() throws {
    let text = DocumentCheckTests.good.replacing("2027-01-01", with: "2026-01-05")
    #expect(try found(whole: text) == [])
  }

  private static let good = """
    ---
    id: social-media
    title: Social media policy
    owner: role:legal
    contact: "#ask-legal"
    review-by: 2027-01-01
    audience: [everyone]
    language: en
    ---
    # Social media policy

    ## A {#SM-1}
    text

    """

  private func found(_ body: String) throws -> [String] {
    let front = DocumentCheckTests.good.components(separatedBy: "# Social")[0]
    return try found(whole: front + body)
  }

  private func found(whole text: String) throws -> [String] {
    try DocumentCheck.findings(in: policy(text)).map(\.check)
  }

  private func policy(_ text: String) throws -> PolicyCase {
    PolicyCase(
      path: "policies/social-media/policy.md",
      bytes: Array(text.utf8),
      document: try PolicyDocument(parsing: Array(text.utf8)),
      translations: [],
      surroundings: PolicyCase.Surroundings(
        today: Day("2026-01-05"),
        groups: ["sales"],
        roles: ["legal"],
        knows: { $0 == "ana" }
      ),
      digest: { $0 }
    )
  }
}
