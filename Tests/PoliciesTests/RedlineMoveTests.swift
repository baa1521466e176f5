import Documents
import Foundation
import Policies
import Testing

/// Text that moved is shown as moved, whatever became of the clause around it.
struct RedlineMoveTests {
  static let text = """
    ## Be open {#SM-1}
    Say that you work here when you praise our products.

    Put it before the link, where people see it.

    ## Be quiet {#SM-2}
    Never post secrets that somebody told you.

    """

  @Test func aSplitClauseShowsItsSentencesAsMoved() throws {
    let split = Self.text.replacing(
      "Put it before",
      with: "## Where to say it {#SM-3}\nPut it before"
    )
    #expect(
      try redline(Self.text, split) == """
        § SM-1 Be open (changed)
        …
        Moved to SM-3: Put it before the link, where people see …

        § SM-3 Where to say it (added)
        Moved here from SM-1:
          Put it before the link, where people see it.

        """
    )
  }

  @Test func aClauseUnderAnotherIDKeepsItsSentences() throws {
    let found = try compare(Self.text, Self.text.replacing("{#SM-2}", with: "{#SM-9}"))
    #expect(found.changes.map(\.heading) == ["SM-2 Be quiet (removed)", "SM-9 Be quiet (added)"])
    let moves = found.entries.flatMap(\.lines).compactMap(\.move)
    #expect(moves.map(\.clause) == ["SM-9", "SM-2"])
    #expect(moves.map(\.isDeparture) == [true, false])
    #expect(Set(moves.map(\.index)) == [1])
  }

  @Test func blocksThatChangedPlacesWithinAClauseAreMoved() throws {
    let parts = Self.text.components(separatedBy: "\n\n")
    let (first, second) = (parts[0].dropFirst("## Be open {#SM-1}\n".count), parts[1])
    let swapped = Self.text.replacing(
      "\(first)\n\n\(second)",
      with: "\(second)\n\n\(first)"
    )
    let moves = try compare(Self.text, swapped).entries.flatMap(\.lines).compactMap(\.move)
    #expect(moves.map(\.clause) == ["SM-1", "SM-1"])
  }

  @Test func aMovedSentenceThatSaysMustStaysMaterial() throws {
    let old = "## A {#A-1}\nYou must ask before you post it.\n\n## B {#B-1}\nText.\n"
    let new = "## A {#A-1}\n\n## B {#B-1}\nText.\n\nYou must ask before you post it.\n"
    let assessment = try ChangeAssessment(from: Sample.policy(old), to: Sample.policy(new))
    #expect(assessment.change == .material)
  }

  @Test func shortBlocksAreNoMoves() throws {
    let old = "## A {#A-1}\n**Do**\n\n## B {#B-1}\nText.\n"
    let new = "## A {#A-1}\n\n## B {#B-1}\n**Do**\n\nText.\n"
    #expect(try compare(old, new).entries.flatMap(\.lines).allSatisfy { $0.move == nil })
  }

  @Test func aRenamedClauseShowsBothTitles() throws {
    let changed = Self.text.replacing("Be quiet", with: "Keep quiet")
    #expect(
      try redline(Self.text, changed)
        == "§ SM-2 Keep quiet (renamed)\nTitle: [-Be-] {+Keep+} quiet\n"
    )
  }

  @Test func aDeletedParagraphStaysALineOfItsOwn() throws {
    let changed = Self.text.replacing(
      "Say that you work here when you praise our products.",
      with: ""
    )
    #expect(
      try redline(Self.text, changed) == """
        § SM-1 Be open (changed)
        [-Say that you work here when you praise our products.-]
        …

        """
    )
  }

  @Test func aRewrittenSentenceIsShownInTwoPieces() throws {
    let old = "## A {#A-1}\nWe think that colleagues the firm employs are kind people.\n"
    let new = "## A {#A-1}\nEvery person under contract the moment they join deserves respect.\n"
    let runs = try compare(old, new).entries[0].lines[0].runs
    #expect(runs.map(\.mark) == [.delete, .insert])
  }

  @Test func linesOfCodeStayLines() throws {
    let old = "## A {#A-1}\n```\none two\n  three\n```\n"
    let runs = try compare(old, old.replacing("three", with: "four")).entries[0].lines[0].runs
    #expect(runs.map(\.text) == ["one two", "three", "four"])
    #expect(runs.map(\.space) == ["", "\n  ", "\n  "])
  }

  @Test func bothNumbersAreKnown() throws {
    let more = "## First {#SM-0}\nNew.\n\n" + Self.text
    let entry = try #require(compare(Self.text, more).entries.last)
    #expect(entry.formerNumber == "2")
    #expect(entry.number == "3")
    #expect(!entry.isChange)
  }

  @Test(arguments: [
    ([2, 2, 3, 3, 2], ["1", "2", "2.1", "2.2", "3"]),
    ([3, 2, 4, 3, 4], ["1", "2", "2.1", "2.2", "2.2.1"]),
    ([1, 4, 1], ["1", "1.1", "2"]),
  ])
  func clausesAreNumberedByTheirHeadings(levels: [Int], numbers: [String]) throws {
    let text = levels.enumerated().map { index, level in
      String(repeating: "#", count: level) + " Title {#C-\(index)}\n"
    }.joined()
    let found = ClauseNumbers(try Sample.policy(text))
    #expect(levels.indices.map { found["C-\($0)"] } == numbers.map(Optional.some))
    #expect(found["C-9"] == nil)
  }

  @Test(.timeLimit(.minutes(2))) func aPolicyOfAMebibyteIsComparedInBoundedTime() throws {
    let lines = (0..<90_000).map { "w\($0)" }
    let clauses = { (mark: String) in
      stride(from: 0, to: lines.count, by: 2500).map { start in
        "## A {#A-\(start)}\n"
          + lines[start..<(start + 2500)].map { mark + $0 }.joined(separator: " ")
      }.joined(separator: "\n\n") + "\n"
    }
    let found = try compare(clauses("a"), clauses("b"))
    #expect(found.changes.count == 36)
    #expect(!found.text(in: .plain).isEmpty)
  }

  @Test func manyClausesInAnotherOrderAreComparedInBoundedTime() throws {
    let clauses = (0..<20_000).map { "## A {#A-\($0)}\nsame same same same same\n" }
    let found = try compare(clauses.joined(), clauses.reversed().joined())
    #expect(found.changes.count == 19_999)
  }

  private func compare(_ old: String, _ new: String) throws -> Redline {
    Redline(from: try Sample.policy(old), to: try Sample.policy(new))
  }

  private func redline(_ old: String, _ new: String) throws -> String {
    try compare(old, new).text(in: .plain)
  }
}
