import Documents
import Policies
import Testing

@Suite struct RosterTests {
  private let header = "Employee ID,Name,Email,Department,Location,Manager ID,Last day\n"

  @Test func `An export becomes people with groups and a directory`() throws {
    let roster = try roster("0123,\"Doe, J\",j@example.com,Legal & Risk,Zürich;Head Office,0042,\n")
    let entry = try #require(roster.entries.first)
    #expect(entry.person.description == "p-0123")
    #expect(entry.groups == ["head-office", "legal-risk", "z-rich"])
    #expect(entry.directory[.name] == "Doe, J")
    #expect(entry.directory[.manager] == "p-0042")
    #expect(roster.badRows.isEmpty)
  }

  @Test(
    arguments: [
      (",x,,a,b,,", "2:1: the id is empty"),
      (
        "j@example.com,x,,a,b,,",
        "2:1: 'j@example.com' is an address; ids are for ever in the history, so they are opaque"
      ),
      ("a b,x,,a,b,,", "2:1: 'a b' is no id; use letters, digits and dashes"),
      ("1,x,nobody,a,b,,", "2:5: 'nobody' is no e-mail address"),
      ("1,x,,!!,b,,", "2:6: '!!' makes no group's name"),
      ("1,x,,a,b,c d,", "2:10: 'c d' is no id; use letters, digits and dashes"),
      ("1,x,,a,b,,31.12.2026", "2:11: '31.12.2026' is no day; write it as 2026-12-31"),
      ("1,x,,a,b", "2:1: 5 cells where the first line has 7"),
    ]
  )
  func `A row that cannot be used is named with line, column and reason`(
    row: String,
    message: String
  ) throws {
    let roster = try roster(row + "\n9,x,,a,b,,\n")
    #expect(roster.badRows.map(\.description) == [message])
    #expect(roster.entries.map(\.person.description) == ["p-9"])
  }

  @Test func `An id that stands twice is refused with both lines`() throws {
    let roster = try roster("1,x,,a,b,,\n2,x,,a,b,,\n1,y,,a,b,,\n")
    #expect(roster.badRows.map(\.description) == ["4:1: 'p-1' stands twice, first on line 2"])
  }

  @Test func `Whose last day is past has left, and whose is to come has not`() throws {
    let roster = try roster("1,x,,a,b,,2026-11-01\n2,x,,a,b,,2026-11-22\n")
    #expect(roster.gone.map(\.description) == ["p-1"])
    #expect(roster.entries.map(\.person.description) == ["p-2"])
  }

  @Test func `A column that is not there is named with the nearest`() throws {
    #expect(
      throws: DocumentError(
        "there is no column 'Employee ID'; did you mean 'Employee IDs'?",
        at: Position(line: 1, column: 1)
      )
    ) {
      try roster("", header: "Employee IDs,Name,Email,Department,Location,Manager ID,Last day\n")
    }
  }

  @Test func `The usual names of columns are guessed`() throws {
    let table = try CSVTable(parsing: Array("NAME;Personnel Number;department;x\n".utf8))
    let columns = try #require(RosterColumns(guessing: table))
    #expect(columns.person == "Personnel Number")
    #expect(columns.groups == ["department"])
    #expect(columns.directory == [.name: "NAME"])
    let none = try CSVTable(parsing: Array("a,b\n".utf8))
    #expect(RosterColumns(guessing: none) == nil)
  }

  @Test func `A directory reads back as it was written`() throws {
    let directory = Directory(try roster("1,\"A \"\"B\"\", C\",a@b.de,a,b,,\n2,,,a,b,,\n").entries)
    let again = Directory(try CSVTable(parsing: Array(directory.encoded.utf8)))
    #expect(again == directory)
    #expect(again.people.count == 1)
  }

  private func roster(_ rows: String, header: String? = nil) throws -> Roster {
    let settings = """
      person: Employee ID
      prefix: "p-"
      groups: [Department, Location]
      name: Name
      email: Email
      manager: Manager ID
      left: Last day
      """
    let text = (header ?? self.header) + rows
    return try Roster(
      CSVTable(parsing: Array(text.utf8)),
      RosterColumns(YAML.parse(settings)),
      today: #require(Day("2026-11-22"))
    )
  }
}

extension Directory {
  fileprivate init(_ entries: [Roster.Entry]) {
    let pairs = entries.filter { !$0.directory.isEmpty }.map { ($0.person, $0.directory) }
    self.init(Dictionary(uniqueKeysWithValues: pairs))
  }
}
