import Policies
import Records

/// What an import would change, for people and as JSON.
struct RosterReport: Encodable {
  struct Move: Encodable {
    var person: String
    var from: [String]
    var to: [String]
  }

  var joiners: [String]
  var leavers: [String]
  var moves: [Move]
  /// People whom the registry knows as gone; they need a new id.
  var returning: [String]
  /// People who are not in the file and stay, since they hold a role.
  var keptForRole: [String]
  var unchanged: Int
  var badRows: Int

  private static let shown = 12

  init(_ comparison: RosterComparison, badRows: Int) {
    joiners = comparison.joiners.map(\.person.description)
    leavers = comparison.leavers.map(\.description)
    moves = comparison.moves.map {
      Move(person: $0.entry.person.description, from: $0.from, to: $0.entry.groups)
    }
    returning = comparison.returning.map(\.person.description)
    keptForRole = comparison.keptForRole.map(\.description)
    unchanged = comparison.unchanged
    self.badRows = badRows
  }

  var text: String {
    guard joiners.count + leavers.count + moves.count > 0 else {
      return
        "Nothing to change: \(unchanged) \(unchanged == 1 ? "person is" : "people are") as the file says"
    }
    let lines = [
      RosterReport.section("Joining", joiners), RosterReport.section("Leaving", leavers),
      RosterReport.section(
        "Moving",
        moves.map {
          "\($0.person): \(RosterReport.list($0.from)) to \(RosterReport.list($0.to))"
        }
      ),
    ]
    return (lines.compactMap { $0 } + ["Unchanged: \(unchanged)"]).joined(separator: "\n")
  }

  var remarks: [String] {
    [
      RosterReport.note("not in the file, and kept since they hold a role", keptForRole),
      RosterReport.note("left before; a person who returns gets a new id", returning),
    ].compactMap { $0 }
  }

  private static func note(_ words: String, _ people: [String]) -> String? {
    guard !people.isEmpty else { return nil }
    let more = people.count > shown ? " and \(people.count - shown) more" : ""
    return "note: \(words): \(people.prefix(shown).joined(separator: ", "))\(more)"
  }

  var done: String {
    "Entered \(joiners.count), moved \(moves.count), ended \(leavers.count)"
  }

  private static func section(_ title: String, _ lines: [String]) -> String? {
    guard !lines.isEmpty else { return nil }
    var shown = lines.prefix(RosterReport.shown).map { "  \($0)" }
    if lines.count > RosterReport.shown {
      shown.append("  … and \(lines.count - RosterReport.shown) more")
    }
    return (["\(title): \(lines.count)"] + shown).joined(separator: "\n")
  }

  private static func list(_ groups: [String]) -> String {
    groups.isEmpty ? "no group" : groups.joined(separator: ", ")
  }
}
