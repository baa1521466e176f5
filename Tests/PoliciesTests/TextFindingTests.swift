import Documents
import Policies
import Testing

/// References, terms and ids are checked, and each finding names its place.
struct TextFindingTests {
  @Test func aReferenceToAnUnknownClauseIsFoundWithTheNearest() throws {
    let text = """
      ## A {#SM-3}
      Text, [see](#SM-3)
      and *also*, [there](#SM-33), [and](<#sm-3>).

      - [here](#SM-33)

      `[not](#SM-34)`
      """
    #expect(
      try findings(text) == [
        "8:21: there is no clause 'SM-33'; did you mean '#SM-3'?",
        "8:37: there is no clause 'sm-3'; did you mean '#SM-3'?",
        "10:10: there is no clause 'SM-33'; did you mean '#SM-3'?",
      ]
    )
  }

  @Test func aReferenceByTitleIsToldTheID() throws {
    let text = "## Say who you are! {#SM-3}\n[see](#say-who-you-are)\n"
    #expect(
      try findings(text) == [
        "7:7: there is no clause 'say-who-you-are'; a title may change, so write '#SM-3'"
      ]
    )
  }

  @Test func referencesKnowWhereTheyStand() throws {
    let policy = try Sample.policy("[a](#B-1)\n\n## A {#A-1}\n[b][x] [c](#B-1)\n\n[x]: #A-1\n")
    #expect(policy.references.map(\.target) == ["B-1", "A-1", "B-1"])
    #expect(policy.references.map(\.clause) == ["", "A-1", "A-1"])
    #expect(policy.references.map(\.position.description) == ["6:5", "9:1", "9:12"])
  }

  @Test(arguments: [
    ("**“Confidential information”** means secrets.", ["Confidential information"]),
    ("the company (**\"Acme\"**) and __«le groupe»__", ["Acme", "le groupe"]),
    ("**„Geheimnis“** ist, was", ["Geheimnis"]),
    ("**“Two** words”", []), ("**bold** “quoted”", []), ("**“one” and “two”**", []),
    ("**“”**", []), ("`**“code”**`", []), ("- **“Item”** means", ["Item"]),
  ])
  func boldWordsInQuotationMarksAreDefinitions(text: String, terms: [String]) throws {
    #expect(try Sample.policy("## A {#A-1}\n\(text)\n").terms.map(\.term) == terms)
  }

  @Test func aTermDefinedTwiceIsNamedWithBothPlaces() throws {
    let text = """
      ## A {#A-1}
      **“Customer”** means somebody who buys.

      ## B {#B-1}
      Here **“customer”** means anybody.
      """
    #expect(
      try findings(text) == ["10:8: 'customer' is defined twice, first on line 7 in clause A-1"]
    )
    let terms = try Sample.policy(text).terms
    #expect(terms.map(\.clause) == ["A-1", "B-1"])
    #expect(terms.map(\.position.description) == ["7:3", "10:8"])
  }

  @Test func aHeadingOfTheClausesLevelWithoutAnIDGetsOneOffered() throws {
    let text = "# Title\n## A {#SM-7}\n## B\nText.\n### Deeper\n## C\n"
    let found = try Sample.policy(text).findings(after: [])
    #expect(
      found.map(\.message) == [
        "the heading 'B' has no id; write {#SM-8} after it to make it a clause of its own",
        "the heading 'C' has no id; write {#SM-9} after it to make it a clause of its own",
      ]
    )
    #expect(found.allSatisfy { $0.weight == .advice })
  }

  static let first = "## Be kind {#SM-1}\nAnswer with respect.\n\n## Be fast {#SM-2}\nDo it soon.\n"

  @Test func anIDThatWasTakenOutMayNotComeBackForSomethingElse() throws {
    let second = "## Be kind {#SM-1}\nAnswer with respect.\n"
    let third = second + "\n## Pay the bill {#SM-2}\nMoney is due in May.\n"
    #expect(
      try findings(third, after: [("1.0", Self.first), ("2.0", second), ("main", second)]) == [
        "9:1: clause id 'SM-2' was 'Be fast' in 1.0 (line 9) and was taken out since; "
          + "another clause needs an id of its own, such as 'SM-3'"
      ]
    )
  }

  @Test func aClauseThatComesBackAsItWasIsWelcome() throws {
    let second = "## Be kind {#SM-1}\nAnswer with respect.\n"
    let earlier = [("1.0", Self.first), ("2.0", second)]
    #expect(try findings(Self.first, after: earlier) == [])
    let renamed = Self.first.replacing("Be fast", with: "Be quick")
    #expect(try findings(renamed, after: earlier) == [])
  }

  @Test func idsThatWereGivenOutAnewAreFound() throws {
    let renumbered = """
      ## Be honest {#SM-1}
      Say what is true.

      ## Be kind {#SM-2}
      Answer with respect.

      ## Be fast {#SM-3}
      Do it soon.
      """
    #expect(
      try findings(renumbered, after: [("main", Self.first)]) == [
        "6:1: clause id 'SM-1' was 'Be kind' in main (line 6), which is now 'SM-2' (line 9); "
          + "an id stays with its clause",
        "9:1: clause id 'SM-2' was 'Be fast' in main (line 9), which is now 'SM-3' (line 12); "
          + "an id stays with its clause",
      ]
    )
  }

  @Test(arguments: [
    "## Be kind {#SM-1}\nAnswer.\n\n## Be quick {#SM-2}\nDo it soon.\n",
    "## Be fast {#SM-2}\nDo it soon.\n\n## Be kind {#SM-1}\nAnswer with respect.\n",
    "## Be kind {#SM-1}\nAnswer.\n\n### More {#SM-3}\nWith respect.\n\n## Be fast {#SM-2}\nDo.\n",
  ])
  func renamedMovedAndSplitClausesAreFine(text: String) throws {
    #expect(try findings(text, after: [("1.0", Self.first), ("main", Self.first)]) == [])
  }

  @Test func theTextForReadingHasNumbersAndResolvedReferences() throws {
    let text = """
      # Title

      ## Be kind {#SM-7 serves=trust}
      Do so, [see](#SM-2) and [](#SM-2), not [x](#SM-9) or `[see](#SM-2)`.

      ### In detail {#SM-2}
      [Up](#SM-7 "title") and [out](https://example.com).

      ```post dont
      Hey!
      ```
      """
    #expect(
      try Sample.policy(text).readingText == """
        # Title

        ## 1 Be kind (SM-7)
        Do so, see (1.1, In detail) and 1.1, In detail, not [x](#SM-9) or `[see](#SM-2)`.

        ### 1.1 In detail (SM-2)
        Up (1, Be kind) and [out](https://example.com).

        ```
        (not like this)
        Hey!
        ```
        """
    )
  }

  @Test func aHostileTextIsCheckedInBoundedTime() throws {
    let links = String(repeating: "[a](#B-1) ", count: 60_000) + "\n\n"
    let terms = (0..<20_000).map { "**“t\($0)”** " }.joined() + "\n"
    let policy = try Sample.policy("## A {#A-1}\n" + links + terms)
    #expect(policy.findings(after: []).count == 60_000)
    #expect(policy.terms.count == 20_000)
    let clauses = (0..<30_000).map { "## A {#A-\($0)}\nx\n" }
    let (old, new) = (clauses.joined(), clauses.reversed().joined())
    #expect(try findings(new, after: [("1.0", old), ("main", old)]) == [])
  }

  private func findings(_ text: String, after earlier: [(String, String)] = []) throws -> [String] {
    let texts = try earlier.map { EarlierText(name: $0.0, document: try Sample.policy($0.1)) }
    return try Sample.policy(text).findings(after: texts).map { "\($0.position): \($0.message)" }
  }
}
