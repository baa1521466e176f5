public import Documents

/// The people of an HR export.
public struct Roster: Equatable, Sendable {
  /// One person.
  public struct Entry: Equatable, Sendable {
    /// Who.
    public var person: PersonID
    /// Their groups, sorted.
    public var groups: [String]
    /// What goes into the directory.
    public var directory: [DirectoryField: String]
    /// Where the row begins.
    public var line: Int
  }

  /// Which column meant what.
  public let columns: RosterColumns
  /// The people who are here, in the order of the file.
  public private(set) var entries: [Entry] = []
  /// The people whose last day is past.
  public private(set) var gone: Set<PersonID> = []
  /// The rows that cannot be used, and why, in the order of the file.
  public private(set) var badRows: [DocumentError]

  /// Reads the people of a table.
  ///
  /// - Parameters:
  ///   - table: the export.
  ///   - columns: which column means what.
  ///   - today: decides who has left.
  /// - Throws: a `DocumentError` when a column is not there.
  public init(_ table: CSVTable, _ columns: RosterColumns, today: Day) throws(DocumentError) {
    self.columns = columns
    badRows = table.badRows
    let places = try Places(columns, in: table)
    var lines: [PersonID: Int] = [:]
    for row in table.rows {
      do throws(DocumentError) {
        let entry = try Roster.entry(row, columns, places)
        if let line = lines.updateValue(row.line, forKey: entry.person) {
          lines[entry.person] = line
          throw DocumentError(
            "'\(entry.person)' stands twice, first on line \(line)",
            at: row.cells[places.person].position
          )
        }
        if try Roster.hasLeft(row, places, today: today) {
          gone.insert(entry.person)
        } else {
          entries.append(entry)
        }
      } catch {
        badRows.append(error)
      }
    }
    badRows.sort { ($0.position?.line ?? 0) < ($1.position?.line ?? 0) }
  }

  private struct Places {
    var person: Int
    var groups: [Int]
    var left: Int?
    var directory: [DirectoryField: Int]

    init(_ columns: RosterColumns, in table: CSVTable) throws(DocumentError) {
      func place(_ name: String) throws(DocumentError) -> Int {
        guard let place = table.column(name) else {
          let known = table.header.map(\.text)
          let near = Nearest.match(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
          throw DocumentError(
            "there is no column '\(name)'\(near)",
            at: Position(line: 1, column: 1)
          )
        }
        return place
      }
      person = try place(columns.person)
      groups = []
      for name in columns.groups { groups.append(try place(name)) }
      left = nil
      if let name = columns.left { left = try place(name) }
      directory = [:]
      for (field, name) in columns.directory { directory[field] = try place(name) }
    }
  }

  private static func entry(
    _ row: CSVTable.Row,
    _ columns: RosterColumns,
    _ places: Places
  ) throws(DocumentError) -> Entry {
    let cell = row.cells[places.person]
    let person = try self.person(cell, prefix: columns.prefix)
    var groups: Set<String> = []
    for place in places.groups {
      let cell = row.cells[place]
      for word in cell.text.split(separator: ";") where !word.allSatisfy(\.isWhitespace) {
        guard let group = Identifier.make(from: String(word)) else {
          throw DocumentError("'\(word.prefix(40))' makes no group's name", at: cell.position)
        }
        groups.insert(group)
      }
    }
    var directory: [DirectoryField: String] = [:]
    for (field, place) in places.directory {
      directory[field] = try value(row.cells[place], field, columns)
    }
    return Entry(person: person, groups: groups.sorted(), directory: directory, line: row.line)
  }

  private static func person(
    _ cell: CSVTable.Cell,
    prefix: String
  ) throws(DocumentError) -> PersonID {
    guard !cell.text.isEmpty else { throw DocumentError("the id is empty", at: cell.position) }
    guard !cell.text.contains("@") else {
      throw DocumentError(
        "'\(cell.text.prefix(60))' is an address; ids are for ever in the history, so they are opaque",
        at: cell.position
      )
    }
    guard let person = PersonID((prefix + cell.text).lowercased()) else {
      throw DocumentError(
        "'\(cell.text.prefix(60))' is no id; use letters, digits and dashes",
        at: cell.position
      )
    }
    return person
  }

  private static func value(
    _ cell: CSVTable.Cell,
    _ field: DirectoryField,
    _ columns: RosterColumns
  ) throws(DocumentError) -> String? {
    let text = cell.text
    guard !text.isEmpty else { return nil }
    guard !text.contains(where: { $0.isNewline || $0 == "\u{0}" }), text.utf8.count <= 320 else {
      throw DocumentError("the \(field.rawValue) is not one short line", at: cell.position)
    }
    switch field {
    case .email:
      guard text.wholeMatch(of: /[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+/) != nil else {
        throw DocumentError("'\(text.prefix(60))' is no e-mail address", at: cell.position)
      }
      return text
    case .manager: return try person(cell, prefix: columns.prefix).description
    case .name, .language, .timeZone: return text
    }
  }

  private static func hasLeft(
    _ row: CSVTable.Row,
    _ places: Places,
    today: Day
  ) throws(DocumentError) -> Bool {
    guard let place = places.left, !row.cells[place].text.isEmpty else { return false }
    guard let day = Day(row.cells[place].text) else {
      throw DocumentError(
        "'\(row.cells[place].text.prefix(40))' is no day; write it as 2026-12-31",
        at: row.cells[place].position
      )
    }
    return day < today
  }
}
