import Documents
import Policies
import Testing

struct OrganisationTests {
  static let text = """
    organisation: "Example"
    statement: "I follow {title} {version} of {organisation}."
    approvals:
      - paths: ["policies/secret/**"]
        needs: {legal: 2, board: 1}
      - paths: ["policies/**", "goals.yml"]
        needs: {legal: 1}
    notice-days: {material: 14}
    due-days: 21

    """

  @Test func theSettingsAreRead() throws {
    let organisation = try Organisation(parsing: Array(Self.text.utf8))
    #expect(organisation.name == "Example")
    #expect(organisation.noticeDays == [.material: 14])
    #expect(organisation.dueDays == 21)
    #expect(
      organisation.statement(title: "Travel", version: .first) == "I follow Travel 1.0 of Example."
    )
  }

  @Test(
    arguments: [
      (["policies/a/policy.md"], ["legal": 1]), (["goals.yml"], ["legal": 1]),
      (["policies/secret/a.md"], ["legal": 2, "board": 1]),
      (["goals.yml", "policies/secret/a.md"], ["legal": 2, "board": 1]), ([], nil),
      (["README.md"], nil), (["goals.yml", "README.md"], nil), (["a/policies/b"], nil),
      (["goals.yml.x"], nil),
    ] as [([String], [String: Int]?)]
  )
  func theFirstRuleThatFitsAFileDecidesAndTheMostIsNeeded(
    paths: [String],
    needs: [String: Int]?
  ) throws {
    let rules = try Organisation(parsing: Array(Self.text.utf8)).approvals
    #expect(rules.needs(for: paths) == needs)
  }

  @Test(arguments: [
    ("no name", "organisation: \"Example\"\n", ""), ("no statement", "statement", "sentence"),
    ("no approvals", "approvals", "approval"), ("an unknown word", "due-days", "due"),
    ("a rule without a number", "{legal: 1}", "{}"), ("nobody", "{legal: 1}", "{legal: 0}"),
    ("less than nobody", "{legal: 1}", "{legal: -1}"), ("too many", "{legal: 1}", "{legal: 101}"),
    ("a fraction", "{legal: 1}", "{legal: 1.5}"), ("a word", "{legal: 1}", "{legal: one}"),
    ("a role in capitals", "{legal: 1}", "{Legal: 1}"), ("a list", "{legal: 1}", "[legal]"),
    ("no paths", "paths: [\"policies/**\", \"goals.yml\"]\n    ", ""),
    ("an unknown part of a rule", "    needs: {legal: 1}", "    needs: {legal: 1}\n    unless: x"),
    ("a role twice", "{legal: 1}", "{legal: 1, legal: 0}"),
    ("an unknown class", "{material", "{huge"),
    ("a negative notice", "14", "-1"), ("a notice of years", "14", "99999"),
    ("a due date of years", "21", "99999"),
    ("an empty statement", "I follow {title} {version} of {organisation}.", " "),
    ("a statement of two lines", "I follow", "I\\nfollow"),
    ("no map", "organisation: ", "- organisation: "),
    ("a setting twice", "due-days: 21", "due-days: 21\ndue-days: 22"),
  ])
  func wrongSettingsAreRefused(what: String, old: String, new: String) {
    let changed = Self.text.replacing(old, with: new)
    #expect(changed != Self.text, "\(what)")
    #expect(throws: DocumentError.self, "\(what)") {
      try Organisation(parsing: Array(changed.utf8))
    }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: DocumentError.self) { try Organisation(parsing: [0xFF, 0xFE]) }
    #expect(throws: DocumentError.self) { try Organisation(parsing: []) }
  }
}
