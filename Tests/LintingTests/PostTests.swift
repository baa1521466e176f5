import Documents
import Linting
import Testing

struct PostTests {
  @Test func frontMatterIsRead() throws {
    let post = try Post(
      path: "a.md",
      bytes: Array(
        """
        ---
        account: own
        channel: [x, bluesky]
        author: alice
        disclosure: I work at Example.
        media: [{file: lamp.png, alt: A lamp}]
        allow: [{rule: Promises, reason: quoted, by: alice}]
        layout: post
        ---
        Text
        """.utf8
      )
    )
    #expect(post.account == .own)
    #expect(post.channels == [.x, .bluesky])
    #expect(post.author == "alice")
    #expect(post.disclosure == "I work at Example.")
    #expect(post.media.map(\.alt) == ["A lamp"])
    #expect(post.allowances.map(\.reason) == ["quoted"])
  }

  @Test(arguments: [
    ("---\nauthor: a\n---\n", "1:1: say whose account: 'account: official' or 'account: own'"),
    ("---\naccount: offical\n---\n", "2:10: unknown account 'offical'; did you mean 'official'?"),
    ("---\naccount: own\nchanel: x\n---\n", "3:1: unknown key 'chanel'; did you mean 'channel'?"),
    (
      "---\naccount: own\nchannel: blusky\n---\n",
      "3:10: unknown channel 'blusky'; did you mean 'bluesky'?"
    ),
    (
      "---\naccount: own\nmedia: [{flie: a}]\n---\n",
      "3:10: unknown key 'flie'; did you mean 'file'?"
    ),
    (
      "---\naccount: own\nallow: [{rule: R, reson: x}]\n---\n",
      "3:19: unknown key 'reson' in an entry of 'allow'; did you mean 'reason'?"
    ),
    (
      "---\naccount: own\naccount: own\n---\n",
      "3:1: the key 'account' is written twice; it is there already on line 2"
    ),
  ])
  func aPostThatIsNotRightIsRefusedWithItsPlace(text: String, message: String) {
    #expect(failure(Array(text.utf8)) == message)
  }

  @Test func whatIsNotTextIsRefusedWithThePlaceOfTheFirstBadByte() {
    #expect(
      failure(Array("ab\nc".utf8) + [0x80]) == "2:2: byte 0x80 is not UTF-8; save the file as UTF-8"
    )
    #expect(failure([0xFF, 0xFE, 0x41, 0]) == "1:1: this file is UTF-16; save it as UTF-8")
  }

  @Test func aHundredMegabytesAreRefusedBeforeAnyWork() {
    let bytes = [UInt8](repeating: 0xFF, count: 100 << 20)
    #expect(failure(bytes) == "104857600 bytes; a post may have at most 1048576")
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "], [1_000, 100_000])
  func aYAMLBombInAPostIsRefused(piece: String, depth: Int) {
    let bomb = "---\n" + String(repeating: piece, count: depth) + "\n---\n"
    #expect(failure(Array(bomb.utf8))?.contains("nested deeper than 32 levels") == true)
  }

  private func failure(_ bytes: [UInt8]) -> String? {
    do throws(DocumentError) {
      _ = try Post(path: "a.md", bytes: bytes)
      return nil
    } catch {
      return error.description
    }
  }
}
