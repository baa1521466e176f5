import Documents
import Policies
import Testing

/// What becomes of texts that were not written for Writ.
struct PolicyImportTests {
  @Test func everyHeadingBecomesAClauseAndATitleAloneDoesNot() throws {
    let policy = try Incoming.policy("# Gifts\n\n## Small ones\nFine.\n\nLarge ones\n---\nAsk.\n")
    #expect(policy.document.front.title == "Gifts")
    #expect(policy.document.clauses.map(\.id) == ["", "GI-1", "GI-2"])
    #expect(policy.text.contains("## Small ones {#GI-1}\nFine."))
    #expect(policy.text.contains("Large ones {#GI-2}\n---\nAsk."))
  }

  @Test func aTitleWithTextBelowItIsAClause() throws {
    let policy = try Incoming.policy("# Gifts\n\nNone at all.\n\n## Except\nFlowers.\n")
    #expect(policy.document.clauses.map(\.id) == ["GI-1", "GI-2"])
  }

  @Test func aTextWithoutHeadingsIsOneClauseAndSaysSo() throws {
    let policy = try Incoming.policy("Take no gifts.\n\nNever.\n")
    #expect(policy.document.clauses.map(\.id) == ["GI-1"])
    #expect(policy.text.hasSuffix("## Gifts {#GI-1}\n\nTake no gifts.\n\nNever.\n"))
    #expect(policy.notes.contains { $0.text.contains("no heading") })
  }

  @Test func idsThatAreThereStayAndEachIsGivenOnce() throws {
    let policy = try Incoming.policy(
      "## A {#GI-2 serves=trust}\n\n## B\n\n## C {#GI-2}\n\n## D {: #old .x}\n\n## E {not one}\n"
    )
    #expect(policy.document.clauses.map(\.id) == ["GI-2", "GI-3", "GI-4", "old", "GI-5"])
    #expect(policy.document.clauses[0].serves == "trust")
    #expect(policy.document.clauses[4].title == "E {not one}")
    #expect(policy.notes.map(\.line) == [5, 7])
  }

  @Test func typedNumbersThatRiseGiveWayToIDsAndAreListed() throws {
    let policy = try Incoming.policy(
      "## 1. Scope\nSee Section 2.1 and §2.\n\n## 2) Rules\n\n### 2.1 Gifts\n\n## § 4 Travel\n"
    )
    #expect(policy.document.clauses.map(\.title) == ["Scope", "Rules", "Gifts", "Travel"])
    #expect(policy.numbers.map(\.old) == ["1", "2", "2.1", "4"])
    #expect(policy.numbers.map(\.clause) == ["GI-1", "GI-2", "GI-3", "GI-4"])
    #expect(
      policy.notes.map(\.text) == ["'Section 2.1' is clause GI-3 now", "'§2' is clause GI-2 now"]
    )
    #expect(policy.notes.map(\.line) == [2, 2])
  }

  @Test(arguments: [
    ["10 rules for guests", "Scope"], ["1. Scope", "3. Rules", "2. More"],
    ["2024 in numbers", "A"],
    ["1. Scope", "Rules"], ["2 Scope", "3 Rules"], ["1.", "2."],
  ])
  func numbersThatMayBeWordsStay(titles: [String]) throws {
    let policy = try Incoming.policy(titles.map { "## \($0)\n\n" }.joined())
    #expect(policy.document.clauses.map(\.title) == titles)
    #expect(policy.numbers.isEmpty)
  }

  @Test func headingsThatAWordProcessorNumberedAreCounted() throws {
    let policy = try Incoming.policy(
      "# Scope\nText, see clause 1.2.\n\n## A\n\n## B\n\n# Rules\n\n## C\n",
      counting: true
    )
    #expect(policy.numbers.map(\.old) == ["1", "1.1", "1.2", "2", "2.1"])
    #expect(policy.notes.map(\.text) == ["'clause 1.2' is clause GI-3 now"])
  }

  @Test func foreignFrontMatterIsTakenOverOrNamed() throws {
    let policy = try Incoming.policy(
      "---\ntitle: Gifts & trips\nreview_date: 2027-01-31\nlang: de\nowner: role:legal\n"
        + "audience: [Every One]\nid: other\ntags: [a, b]\n---\n\n## A\n"
    )
    let front = policy.document.front
    #expect(front.title == "Gifts & trips" && front.language == "de" && front.owner == "role:legal")
    #expect(front.reviewBy == Day("2027-01-31"))
    #expect(front.audience == ["everyone"] && front.id == "gifts")
    #expect(policy.notes.map(\.line) == [6, 7, 8])
    #expect(policy.notes[2].text == "'tags' of the front matter is left out: a, b")
  }

  @Test(arguments: [
    "yes", "a: b", "#1", "\"x\" \\ y", "- a", "it's: ", "{a}", "2027-01-01", "ja\tnein",
  ])
  func aTitleIsTextWhateverYAMLWouldMakeOfIt(title: String) throws {
    let policy = try Incoming.policy("## A\n", front: ImportedFront(title: title, owner: title))
    #expect(policy.document.front.title == title.replacing("\t", with: " "))
    #expect(policy.document.front.owner == title.replacing("\t", with: " "))
  }

  @Test func whatCannotComeAlongIsNamedWithItsLine() throws {
    let policy = try Incoming.policy(
      "## A\n\n[x](other.md) ![y](y.png) [z](#a) [w](https://example.com)\n\n<b>raw</b>\n\n"
        + "<!-- a remark -->\n\nFill {{ name }}.\n\nhid\u{202E}den\n"
    )
    #expect(policy.notes.map(\.line) == [3, 3, 3, 5, 9, 11])
    #expect(policy.notes[2].text == "the link '#a' should lead to '#GI-1' now")
  }

  @Test func lineEndsMarksAndHardSpacesAreMended() throws {
    let text = "\u{FEFF}##\u{A0}A\r\n\r\n-\u{A0}One\u{A0}two\r\n\r\n## B\r\r“Quoted”\ttext\r\n"
    let policy = try Incoming.policy(text)
    #expect(policy.document.clauses.map(\.title) == ["A", "B"])
    #expect(policy.text.contains("- One\u{A0}two\n"))
    #expect(policy.text.contains("“Quoted”\ttext\n"))
    #expect(!policy.text.contains("\r"))
  }

  @Test(arguments: [
    "---\na: [\n---\nx", "---\na: 1\na: 2\n---\nx", "---\nnever closed\n", "---\n- a\n---\n",
    String(repeating: "a ", count: 600_000),
  ])
  func whatCannotBeReadIsRefused(text: String) {
    #expect(throws: DocumentError.self) { try Incoming.policy(text) }
  }

  @Test(arguments: [
    "# A {#\n## `x {#y}`\n## [a](b \"{#c}\")\n", "Title\nof two lines\n===\n\ntext\n\n---\n",
    "> # Quoted\n\n- # In a list\n", "#\n\n##\n\n### \n", "## A #\n## B \\#\n## C#\n",
    "[a]: b\n\n## [a] {.x}\n\n| a |\n|---|\n| b |\n", "```\n# code\n```\n\n    # code\n",
    "## **1. Bold**\n\n## **2. Also**\n", "# A\n\n***\n\n# A\n\n# A\n",
  ])
  func oddMarkdownKeepsItsWords(text: String) throws {
    let policy = try Incoming.policy(text)
    #expect(!policy.document.clauses.isEmpty)
  }

  @Test(arguments: [
    ("social-media", "SM"), ("travel", "TR"), ("18f-social-media", "FSM"), ("2024", "C"),
    ("a-b-c-d-e", "ABCD"), ("x", "X"),
  ])
  func clauseIDsBeginWithTheLettersOfThePolicy(id: String, letters: String) {
    #expect(ClausePrefix(policy: id).letters == letters)
  }

  @Test func twoPoliciesDoNotShareTheLettersOfTheirClauses() {
    #expect(ClausePrefix(policy: "social-media", avoiding: ["SM"]).letters == "SO")
    #expect(ClausePrefix(policy: "travel", avoiding: ["TR", "TRA"]).letters == "TRAV")
  }
}

/// Texts on their way in.
enum Incoming {
  static func policy(
    _ text: String,
    front: ImportedFront = ImportedFront(),
    counting: Bool = false
  ) throws -> PolicyImport {
    let request = PolicyImport.Request(
      id: "gifts",
      front: front,
      prefix: ClausePrefix(policy: "gifts"),
      countsHeadings: counting
    )
    return try PolicyImport(Array(text.utf8), as: request)
  }
}
