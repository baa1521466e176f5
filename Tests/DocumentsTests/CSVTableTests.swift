import Documents
import Testing

@Suite struct CSVTableTests {
  @Test(arguments: [",", ";", "\t"])
  func `The delimiter is the one that the first line has most of`(delimiter: String) throws {
    let table = try table("id\(delimiter)a b\(delimiter)c\n1\(delimiter)x\(delimiter)y\n")
    #expect(table.header.map(\.text) == ["id", "a b", "c"])
    #expect(table.rows.map { $0.cells.map(\.text) } == [["1", "x", "y"]])
  }

  @Test func `Quotes, doubled quotes, line ends and white space are read as RFC 4180 says`() throws
  {
    let table = try table("id,name\r\n1,\"Doe, \"\"J\"\"\r\nJr.\"\r\n\r\n2,  x  \r\n\"3\" ,\"\"")
    #expect(
      table.rows.map { $0.cells.map(\.text) } == [
        ["1", "Doe, \"J\"\r\nJr."], ["2", "x"], ["3", ""],
      ]
    )
    #expect(table.rows.map(\.line) == [2, 5, 6])
    #expect(table.rows[1].cells[1].position == Position(line: 5, column: 5))
  }

  @Test func `A byte order mark is no part of the first name`() throws {
    #expect(try table("\u{FEFF}id,x\n1,2\n").column("ID") == 0)
  }

  @Test(
    arguments: [
      ("a,b\n1,\"x\n2,y\n", "2:3: this quote is never closed"),
      (
        "a,b\n1,x\"y\n",
        "2:4: a quote inside a cell; put the whole cell in quotes and double this one"
      ),
      ("a,b\n1,\"x\"y\n", "2:6: something stands after the closing quote"),
      ("a,A\n", "1:3: the column 'A' is named twice"),
      ("", "1:1: the file is empty"),
      ("ü,b\n\"\",\"x", "2:4: this quote is never closed"),
    ]
  )
  func `What would make rows vanish is an error at its place`(text: String, message: String) {
    #expect(throws: DocumentError.self) { try table(text) }
    do {
      _ = try table(text)
    } catch {
      #expect("\(error)" == message)
    }
  }

  @Test func `A row with too many or too few cells is named and the others are read`() throws {
    let table = try table("a,b\n1\n2,3\n4,5,6\n")
    #expect(table.rows.map(\.line) == [3])
    #expect(table.badRows.map { $0.position?.line } == [2, 4])
  }

  @Test func `Bytes that are no UTF-8 are refused with their place`() {
    #expect(throws: DocumentError.self) {
      try CSVTable(parsing: Array("a,b\n".utf8) + [0xE4, 0x0A])
    }
  }

  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(parsing: Array(text.utf8))
  }
}
