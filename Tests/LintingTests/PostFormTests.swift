import Documents
import Testing

@testable import Linting

/// The forms that a draft may have.
struct PostFormTests {
  @Test func aThreadInFrontMatterIsRead() throws {
    let post = try post(
      "a.md",
      """
      ---
      account: official
      channel: [x, bluesky]
      thread:
      - Second post
      - {text: Third post, media: [{file: c.png, alt: A lamp}]}
      poll: {options: [Red, Blue]}
      link: {title: All lamps}
      warning: Flashing lights
      audience: public
      region: [us, eu]
      ---
      First post
      """
    )
    #expect(post.parts.map(\.trimmed) == ["First post", "Second post", "Third post"])
    #expect(texts(of: .pollOptions, in: post) == ["Red", "Blue"])
    #expect(texts(of: .linkTitle, in: post) == ["All lamps"])
    #expect(texts(of: .warning, in: post) == ["Flashing lights"])
    #expect(texts(of: .mediaAlt, in: post) == ["A lamp"])
    #expect(post.audiences == [.everyone])
    #expect(post.regions == [.us, .eu])
  }

  @Test func aPostInJSONKnowsWhereEachLetterStands() throws {
    let text =
      "{\"account\": \"own\", \"text\": \"caf\\u00e9 \\ud83d\\ude00 no\\nrisk\", \"channel\": [\"x\"]}"
    let post = try post("a.json", text)
    #expect(post.account == .own)
    #expect(post.channels == [.x])
    #expect(post.body.trimmed == "café 😀 no\nrisk")
    let risk = try #require(post.body.trimmed.utf8.count - 4 as Int?)
    let range = post.body.fileRange(risk..<risk + 4)
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == "risk")
    let face = post.body.fileRange(6..<10)
    #expect(String(decoding: Array(text.utf8)[face], as: UTF8.self) == "\\ud83d\\ude00")
  }

  @Test func aListInJSONIsAThread() throws {
    let post = try post(
      "a.json",
      "[{\"text\": \"One\", \"account\": \"official\"}, \"Two\", {\"text\": \"Three\"}]"
    )
    #expect(post.parts.map(\.trimmed) == ["One", "Two", "Three"])
    #expect(post.saysAccount)
  }

  @Test func aTweetGoesToXAndLinesPartItsThread() throws {
    let post = try post("a.tweet", "---\nmedia:\n- {file: a.png, alt: A}\n---\nOne\n\n---\nTwo\n")
    #expect(post.channels == [.x])
    #expect(!post.saysAccount && post.account == .official)
    #expect(post.parts.map(\.trimmed) == ["One", "Two"])
  }

  @Test(arguments: [
    ("{\"text\": \"a\"", "1:13: a ',' or '}' is missing"),
    ("{\"text\": \"a\", \"text\": \"b\"}", "1:15: the key 'text' is written twice"),
    ("{\"text\": \"\\ud83d\"}", "1:17: this escape is not known"),
    ("{\"text\": \"\\udc00\"}", "1:17: half of a character"),
    ("{\"txt\": \"a\"}", "1:1: 'text' is missing"), ("[]", "1:1: there is no post in this list"),
    ("{\"text\": \"a\"} x", "1:15: something stands after the value"),
    ("{\"text\": 'a'}", "1:10: this is no JSON value"),
    ("\"a\"", "1:1: a post is an object such as {\"text\": \"…\"}"),
    (
      "{\"text\": \"a\", \"acount\": \"own\"}",
      "1:15: unknown key 'acount'; did you mean 'account'?"
    ),
    ("{\"text\": \"a\nb\"}", "1:12: a line end or control character in a text"),
  ])
  func jsonThatIsNotRightIsRefusedWithItsPlace(text: String, message: String) {
    #expect(failure("a.json", text) == message)
  }

  @Test func aJSONBombIsRefused() {
    let message = failure("a.json", String(repeating: "[", count: 100_000))
    #expect(message?.contains("nested deeper than 32 levels") == true)
  }

  private func texts(of place: Place, in post: Post) -> [String] {
    post.fields(at: [place]).map(\.trimmed)
  }

  private func post(_ path: String, _ text: String) throws -> Post {
    try Post(path: path, bytes: Array(text.utf8))
  }

  private func failure(_ path: String, _ text: String) -> String? {
    do throws(DocumentError) {
      _ = try Post(path: path, bytes: Array(text.utf8))
      return nil
    } catch {
      return error.description
    }
  }
}
