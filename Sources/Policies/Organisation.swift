public import Documents

/// The organisation's own settings, from `writ.yml`.
public struct Organisation: Equatable, Sendable {
  /// The organisation's name.
  public var name: String
  /// The sentence that people sign, with `{title}`, `{version}` and `{organisation}` in it.
  public var statement: String
  /// Who must approve what.
  public var approvals: ApprovalRules
  /// The least days between a publication and its effect.
  public var noticeDays: [ChangeClass: Int]
  /// The days that people have to acknowledge.
  public var dueDays: Int
  /// Which column of an HR export means what; `nil` where nothing is said.
  public var roster: RosterColumns?

  /// The file's path in a policy repository.
  public static let path = "writ.yml"

  /// Reads `writ.yml`.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DocumentError("writ.yml is not UTF-8")
    }
    let map = try YAML.parse(text).map("writ.yml")
    try map.allow(
      only: ["organisation", "statement", "approvals", "notice-days", "due-days", "roster"],
      in: "writ.yml"
    )
    name = try map.required("organisation").text("the organisation's name")
    statement = try Organisation.statement(map.required("statement"))
    approvals = try ApprovalRules(map.required("approvals"))
    noticeDays = try Organisation.notice(map["notice-days"])
    dueDays = try map["due-days"]?.integer("the days to acknowledge") ?? 14
    guard (0...3650).contains(dueDays) else {
      throw DocumentError("due-days goes from 0 to 3650", at: map["due-days"]?.position)
    }
    if let columns = map["roster"] { roster = try RosterColumns(columns) }
  }

  /// The sentence for one version.
  public func statement(title: String, version: PolicyVersion) -> String {
    statement.replacing("{title}", with: title)
      .replacing("{version}", with: version.description)
      .replacing("{organisation}", with: name)
  }

  private static func statement(_ value: YAMLValue) throws(DocumentError) -> String {
    let text = try value.text("the statement").trimmingSpaces
    guard !text.isEmpty, text.utf8.count <= 600, !text.contains(where: \.isNewline) else {
      throw value.error("the statement is one line of at most 600 bytes")
    }
    return text
  }

  private static func notice(_ value: YAMLValue?) throws(DocumentError) -> [ChangeClass: Int] {
    guard let value else { return [:] }
    let map = try value.map("notice-days")
    try map.allow(only: ChangeClass.allCases.map(\.rawValue), in: "notice-days")
    var days: [ChangeClass: Int] = [:]
    for change in ChangeClass.allCases {
      guard let entry = map[change.rawValue] else { continue }
      days[change] = try entry.integer("the days of notice")
      guard (0...3650).contains(days[change] ?? 0) else {
        throw entry.error("the days of notice go from 0 to 3650")
      }
    }
    return days
  }
}
