import Documents
import Policies
import Testing

struct PolicyDocumentTests {
  @Test func aPolicyIsReadWithItsClausesAndExamples() throws {
    let policy = try PolicyDocument(
      parsing: Array(
        """
        ---
        id: social-media
        title: Social media policy
        owner: role:communications
        contact: "#ask-social"
        review-by: 2027-12-01
        audience: [everyone, board]
        language: en
        ---
        # Social media policy
        Why we have this.

        ## Say who you work for {#SM-3 serves=trust}
        If you *praise* our [products](https://example.com), say so.

        ```post do account=own channel=linkedin
        I work here.
        ```
        ```post dont
        Best light ever!
        ```
        ```swift
        let x = 1
        ```
        ### Details {#SM-3.1}
        """.utf8
      )
    )
    #expect(policy.front.id == "social-media")
    #expect(policy.front.owner == "role:communications")
    #expect(policy.front.contact == "#ask-social")
    #expect(policy.front.reviewBy == Day("2027-12-01"))
    #expect(policy.front.audience == ["everyone", "board"])
    #expect(policy.clauses.map(\.id) == ["", "SM-3", "SM-3.1"])
    let clause = try #require(policy[id: "SM-3"])
    #expect(clause.title == "Say who you work for")
    #expect(clause.serves == "trust")
    #expect(clause.line == 13 && clause.level == 2)
    #expect(clause.blocks[1].text == "If you praise our products (https://example.com), say so.")
    #expect(policy.examples.map(\.isFine) == [true, false])
    #expect(policy.examples[0].attributes == ["account": "own", "channel": "linkedin"])
    #expect(policy.examples[0].clause == "SM-3" && policy.examples[0].line == 16)
    #expect(policy.examples[1].text == "Best light ever!\n")
  }

  @Test func whatTheFrontMatterLeavesOutHasADefault() throws {
    let policy = try PolicyDocument(parsing: Array("---\nid: a\ntitle: A\n---\n".utf8))
    #expect(policy.front.audience == ["everyone"])
    #expect(policy.front.language == "en")
    #expect(policy.clauses.isEmpty)
  }

  @Test(arguments: [
    ("", nil), ("# No front matter\n", nil), ("---\nid: a\n", "1:1"),
    ("---\ntitle: A\n---\n", "2:1"),
    ("---\nid: a\n---\n", "2:1"), ("---\nid: A b\ntitle: A\n---\n", "2:5"),
    ("---\nid: a\ntitle: A\nversion: 1\n---\n", "4:1"),
    ("---\nid: a\nid: b\ntitle: A\n---\n", "3:1"),
    ("---\nid: a\ntitle: [A]\n---\n", "3:8"),
    ("---\nid: a\ntitle: A\nreview-by: soon\n---\n", "4:12"),
    ("---\nid: a\ntitle: A\naudience: [Every One]\n---\n", "4:11"),
    ("---\nid: a\ntitle: A\naudience: []\n---\n", "4:11"),
    ("---\nid: a\ntitle: A\n---\n## B {#1-B}\n", "5:1"),
    ("---\nid: a\ntitle: A\n---\n\n## B {#ü}\n", "6:1"),
    ("---\nid: a\ntitle: A\n---\n## B {#B-1 owner=x}\n", "5:1"),
    ("---\nid: a\ntitle: A\n---\n## B {#B-1 serves}\n", "5:1"),
    ("---\nid: a\ntitle: A\n---\n## B {#}\n", "5:1"),
  ])
  func whatIsWrongIsNamedWithItsPlace(text: String, place: String?) throws {
    let error = try #require(Sample.error(text), "nothing was wrong with: \(text)")
    guard let place else { return }
    #expect(error.position?.description == place, "\(error)")
  }

  @Test func aClauseIDUsedTwiceIsNamedWithBothPlaces() throws {
    let text = Sample.front + "## A {#X-1}\n\ntext\n\n## B {#X-1}\n"
    let error = try #require(Sample.error(text))
    #expect(error.position?.line == 10)
    #expect(error.message == "clause id 'X-1' is used twice, first on line 6")
  }

  @Test(arguments: ["## Braces {not an id}", "## {}", "## A {#X-1} and more", "Text {#X-1}"])
  func aHeadingWithoutAnIDBelongsToTheClauseBefore(line: String) throws {
    let policy = try Sample.policy("## First {#A-1}\n\n\(line)\n")
    #expect(policy.clauses.map(\.id) == ["A-1"])
    #expect(policy.clauses[0].blocks.count == 2)
  }

  @Test func aPolicyOverAMebibyteIsRefused() throws {
    let start = Array(Sample.front.utf8)
    let filler = [UInt8](
      repeating: UInt8(ascii: "a"),
      count: PolicyDocument.sizeLimit - start.count
    )
    #expect(Sample.error(start + filler) == nil)
    #expect(Sample.error(start + filler + [10]) != nil)
  }

  @Test(arguments: [[0xFF], [0xC3, 0x28], [0x00]] as [[UInt8]])
  func bytesThatAreNoTextAreRefused(bytes: [UInt8]) {
    #expect(Sample.error(Array(Sample.front.utf8) + bytes) != nil)
  }

  @Test(arguments: [
    String(repeating: "> ", count: 20_000), String(repeating: "- ", count: 20_000),
    String(repeating: "[", count: 100_000), String(repeating: "*a ", count: 50_000),
    String(repeating: "`", count: 100_001), String(repeating: "<", count: 100_000),
    String(repeating: "|a", count: 1000) + "\n" + String(repeating: "|-", count: 1000) + "\n",
    String(repeating: "![", count: 50_000), String(repeating: "## A {#", count: 10_000),
  ])
  func hostileMarkdownIsReadInReasonableTime(body: String) {
    _ = Sample.error(Sample.front + body + "\n")
  }
}
