public import Documents

/// Which column of an HR export means what, from `roster:` in `writ.yml`.
public struct RosterColumns: Equatable, Sendable {
  /// The column with the person's id.
  public var person: String
  /// What is put before each id, such as `p-`.
  public var prefix: String
  /// The columns whose words become the person's groups.
  public var groups: [String]
  /// The column with the last day; a person whose day is past has left.
  public var left: String?
  /// The columns for the directory, which stays outside the history, by what they hold.
  public var directory: [DirectoryField: String]

  private static let usual: [(key: String, names: [String])] = [
    (
      "person",
      ["person", "id", "employee id", "employee number", "employee no", "personnel number"]
    ),
    ("left", ["left", "last day", "termination date", "end date"]),
    ("name", ["name", "full name", "display name"]),
    ("email", ["email", "e-mail", "mail", "work email", "email address"]),
    ("manager", ["manager", "manager id", "reports to", "supervisor id"]),
    ("language", ["language", "locale"]), ("time-zone", ["time zone", "timezone", "time-zone"]),
  ]

  private static let usualGroups = [
    "group", "groups", "department", "division", "location", "site",
  ]

  /// Reads the part `roster:`.
  ///
  /// - Throws: a `DocumentError` with the place of an unknown key or a wrong value.
  public init(_ value: YAMLValue) throws(DocumentError) {
    let map = try value.map("roster")
    let fields = DirectoryField.allCases.map(\.rawValue)
    try map.allow(only: ["person", "prefix", "groups", "left"] + fields, in: "roster")
    person = try map.required("person").text("the column with the ids")
    prefix = try map["prefix"]?.text("what is put before an id") ?? ""
    groups = try map["groups"]?.textListOrOne("the columns of groups") ?? []
    left = try map["left"]?.text("the column of last days")
    directory = [:]
    for field in DirectoryField.allCases {
      directory[field] = try map[field.rawValue]?.text("the column of \(field.rawValue)")
    }
  }

  /// Guesses from the usual names of columns; `nil` if none looks like the ids.
  public init?(guessing table: CSVTable) {
    func column(_ names: [String]) -> String? {
      names.compactMap { name in table.column(name).map { table.header[$0].text } }.first
    }
    func usual(_ key: String) -> String? {
      RosterColumns.usual.first { $0.key == key }.flatMap { column($0.names) }
    }
    guard let person = usual("person") else { return nil }
    self.person = person
    prefix = ""
    groups = RosterColumns.usualGroups.compactMap { column([$0]) }
    left = usual("left")
    directory = Dictionary(
      uniqueKeysWithValues: DirectoryField.allCases.compactMap { field in
        usual(field.rawValue).map { (field, $0) }
      }
    )
  }

  /// The columns in a sentence.
  public var summary: String {
    var parts = ["id from '\(person)'"]
    if !groups.isEmpty { parts.append("groups from \(RosterColumns.list(groups))") }
    if let left { parts.append("last day from '\(left)'") }
    let others = DirectoryField.allCases.compactMap { directory[$0] }
    if !others.isEmpty { parts.append("directory from \(RosterColumns.list(others))") }
    return parts.joined(separator: "; ")
  }

  private static func list(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }
}
