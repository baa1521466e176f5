import Documents
import Foundation
import Policies
import Testing

struct RedlineTests {
  static let text = """
    # Social media
    Why we have this policy.

    ## Be open {#SM-1}
    Say that you work here when you praise our products, in the post itself.

    - before the link
    - in plain words

    ## Be quiet {#SM-2}
    Never post secrets.

    ## Be kind {#SM-3}
    Answer with respect.

    """

  @Test(arguments: [
    ("reflowed", "you praise our products, in the", "you\npraise our\nproducts, in the"),
    ("emphasis", "Never post", "**Never** *post*"), ("another list mark", "- ", "* "),
    ("a looser list", "\n- in plain", "\n\n- in plain"),
    ("an underlined heading", "# Social media\n", "Social media\n===\n"),
    ("closing marks", "## Be kind {#SM-3}", "##  Be kind {#SM-3} ##"),
    ("spaces", "Never post", "Never   post"),
    ("a goal", "{#SM-3}", "{#SM-3 serves=trust}"),
    ("a deeper heading", "## Be kind", "### Be kind"),
  ])
  func anotherLayoutIsNoChange(what: String, old: String, new: String) throws {
    let changed = Self.text.replacing(old, with: new)
    #expect(changed != Self.text, "\(what)")
    #expect(try redline(Self.text, changed) == "", "\(what)")
  }

  @Test func aChangedWordIsShownWithinItsLine() throws {
    let changed = Self.text.replacing("Never post secrets", with: "Do not post secrets")
    #expect(
      try redline(Self.text, changed) == """
        § SM-2 Be quiet (changed)
        [-Never-] {+Do not+} post secrets.

        """
    )
  }

  @Test func clausesThatComeAndGoAreSaid() throws {
    let added = Self.text + "\n## Be fast {#SM-4}\nAnswer soon.\n"
    #expect(try headings(Self.text, added) == ["SM-4 Be fast (added)"])
    #expect(try headings(added, Self.text) == ["SM-4 Be fast (removed)"])
    #expect(try redline(Self.text, added).contains("{+Answer soon.+}"))
    #expect(try redline(added, Self.text).contains("[-Answer soon.-]"))
  }

  @Test func aMovedClauseIsMovedAndNotRewritten() throws {
    let parts = Self.text.components(separatedBy: "\n## ")
    let moved = [parts[0], parts[3], parts[1], parts[2]].joined(separator: "\n## ")
    let found = try compare(Self.text, moved)
    #expect(found.changes.map(\.heading) == ["SM-3 Be kind (moved)"])
    #expect(found.text(in: .plain) == "§ SM-3 Be kind (moved)\nIt stood after SM-2 before.\n")
  }

  @Test func aMovedAndChangedClauseIsBoth() throws {
    let parts = Self.text.components(separatedBy: "\n## ")
    let changed = parts[3].replacing("respect", with: "patience")
    let moved = [parts[0], changed, parts[1], parts[2]].joined(separator: "\n## ")
    #expect(try headings(Self.text, moved) == ["SM-3 Be kind (moved, changed)"])
  }

  @Test func aRenumberedClauseIsAnotherClause() throws {
    let changed = Self.text.replacing("{#SM-2}", with: "{#SM-9}")
    #expect(
      try headings(Self.text, changed) == ["SM-2 Be quiet (removed)", "SM-9 Be quiet (added)"]
        || headings(Self.text, changed) == ["SM-9 Be quiet (added)", "SM-2 Be quiet (removed)"]
    )
  }

  @Test func aRemovedClauseIsShownWhereItStood() throws {
    let parts = Self.text.components(separatedBy: "\n## ")
    let without = [parts[0], parts[2], parts[3]].joined(separator: "\n## ")
    let entries = try compare(Self.text, without).entries
    #expect(entries.map(\.id) == ["", "SM-1", "SM-2", "SM-3"])
  }

  @Test func theTextBeforeTheFirstClauseIsCompared() throws {
    let changed = Self.text.replacing("Why we", with: "How we")
    #expect(try headings(Self.text, changed) == ["(before the first clause) (changed)"])
  }

  @Test func aNewPolicyIsAllNew() throws {
    let new = try Sample.policy(Self.text)
    #expect(Redline(from: nil, to: new).changes.allSatisfy { $0.fate == .added })
    #expect(Redline(from: new, to: nil).changes.allSatisfy { $0.fate == .removed })
    #expect(Redline(from: new, to: new).isEmpty)
    #expect(Redline(from: nil, to: nil).isEmpty)
  }

  @Test func controlCharactersAreNeverPrinted() throws {
    let changed = Self.text.replacing("Never", with: "\u{1B}[2J\u{202E}\u{7}Never")
    let shown = try redline(Self.text, changed)
    for character in ["\u{1B}", "\u{202E}", "\u{7}"] { #expect(!shown.contains(character)) }
  }

  @Test func aChangedLinkAddressIsShown() throws {
    let old = try Sample.policy("## A {#A-1}\nSee [here](https://a.example).\n")
    let new = try Sample.policy("## A {#A-1}\nSee [here](https://b.example).\n")
    #expect(Redline(from: old, to: new).text(in: .plain).contains("https://b.example"))
  }

  @Test func twoTextsWithoutAWordInCommonAreComparedInReasonableTime() throws {
    let one = (0..<20_000).map { "a\($0)" }.joined(separator: " ")
    let other = (0..<20_000).map { "b\($0)" }.joined(separator: " ")
    #expect(try headings("## A {#A-1}\n\(one)\n", "## A {#A-1}\n\(other)\n") == ["A-1 A (changed)"])
  }

  private func compare(_ old: String, _ new: String) throws -> Redline {
    Redline(from: try Sample.policy(old), to: try Sample.policy(new))
  }

  private func redline(_ old: String, _ new: String) throws -> String {
    try compare(old, new).text(in: .plain)
  }

  private func headings(_ old: String, _ new: String) throws -> [String] {
    try compare(old, new).changes.map(\.heading)
  }
}
