import Policies
import Testing

@Suite struct ClauseMergeTests {
  private let head = "---\nid: travel\ntitle: Travel\n---\n# Travel\n\n"
  private let one = "## One {#TR-1}\nWalk.\n\n"
  private let two = "## Two {#TR-2}\nRide.\n\n"
  private let three = "## Three {#TR-3}\nFly.\n"

  @Test func `The parts of a file put together are the file`() throws {
    for text in [head + one + two + three, head + one + "## Two {#TR-2}\nno end", head] {
      #expect(try ClauseSource(parsing: Array(text.utf8)).text == text)
    }
    #expect(try source(head + one + two).parts.map(\.id) == ["", "TR-1", "TR-2"])
  }

  @Test func `What one side changed is taken from that side`() throws {
    let mine = head + one.replacing("Walk", with: "Stroll") + two + three
    let theirs = head + one + two.replacing("Ride", with: "Cycle") + three
    let merge = try merge(mine, theirs)
    #expect(merge.conflicts.isEmpty)
    let both = mine.replacing("Ride", with: "Cycle")
    #expect(merge.text(choosing: [:]) == both)
  }

  @Test func `Where both changed a clause somebody chooses the words`() throws {
    let mine = head + one.replacing("Walk", with: "Stroll") + two + three
    let theirs = head + one.replacing("Walk", with: "Run") + two + three
    let merge = try merge(mine, theirs)
    #expect(merge.conflicts.map(\.id) == ["TR-1"])
    #expect(merge.conflicts.first?.base == one)
    #expect(merge.text(choosing: [:]) == nil)
    #expect(merge.text(choosing: ["TR-1": .mine]) == mine)
    #expect(merge.text(choosing: ["TR-1": .theirs]) == theirs)
    let words = one.replacing("Walk", with: "March")
    #expect(
      merge.text(choosing: ["TR-1": .words(words)])
        == head + words + two + three
    )
  }

  @Test func `New clauses of both sides stay, each after its neighbour`() throws {
    let mine = head + one + "## Mine {#TR-9}\nSail.\n\n" + two + three
    let theirs = head + one + two + three + "\n## Theirs {#TR-8}\nSwim.\n"
    let text = try #require(try merge(mine, theirs).text(choosing: [:]))
    let document = try PolicyDocument(parsing: Array(text.utf8))
    #expect(
      document.clauses.map(\.id).filter { !$0.isEmpty } == ["TR-1", "TR-9", "TR-2", "TR-3", "TR-8"]
    )
  }

  @Test func `A clause that one side removed and the other changed needs a choice`() throws {
    let mine = head + one + three
    let theirs = head + one + two.replacing("Ride", with: "Cycle") + three
    let merge = try merge(mine, theirs)
    #expect(merge.conflicts.map(\.id) == ["TR-2"])
    #expect(merge.conflicts.first?.mine == nil)
    #expect(merge.text(choosing: ["TR-2": .mine]) == mine)
    #expect(merge.text(choosing: ["TR-2": .theirs]) == theirs)
    let untouched = try self.merge(mine, head + one + two + three)
    #expect(untouched.conflicts.isEmpty)
    #expect(untouched.text(choosing: [:]) == mine)
  }

  private func source(_ text: String) throws -> ClauseSource {
    try ClauseSource(parsing: Array(text.utf8))
  }

  private func merge(_ mine: String, _ theirs: String) throws -> ClauseMerge {
    try ClauseMerge(
      base: source(head + one + two + three),
      mine: source(mine),
      theirs: source(theirs)
    )
  }
}
