public import Documents

/// What the directory holds of a person besides their id.
public enum DirectoryField: String, CaseIterable, Sendable {
  case name
  case email
  case manager
  case language
  case timeZone = "time-zone"
}

/// Names, addresses and the like, by person.
///
/// It lies outside the history, so that a person can be forgotten and the proofs stay.
public struct Directory: Equatable, Sendable {
  /// What is known of each person.
  public var people: [PersonID: [DirectoryField: String]]

  private static let header = ["person"] + DirectoryField.allCases.map(\.rawValue)

  /// Makes a directory.
  public init(_ people: [PersonID: [DirectoryField: String]] = [:]) { self.people = people }

  /// Reads the file that `encoded` writes; rows that are none are left out.
  public init(_ table: CSVTable) {
    people = [:]
    for row in table.rows {
      guard let column = table.column("person"), let person = PersonID(row.cells[column].text)
      else { continue }
      for field in DirectoryField.allCases {
        guard let place = table.column(field.rawValue), !row.cells[place].text.isEmpty else {
          continue
        }
        people[person, default: [:]][field] = row.cells[place].text
      }
    }
  }

  /// The file: a table with a header, sorted by person.
  public var encoded: String {
    let rows = people.sorted { $0.key < $1.key }.map { person, fields in
      [person.description] + DirectoryField.allCases.map { fields[$0] ?? "" }
    }
    return ([Directory.header] + rows).map { row in
      row.map(Directory.cell).joined(separator: ",") + "\n"
    }.joined()
  }

  private static func cell(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r;".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
