import Policies
import Records

/// How one policy stands, as compliance reads it.
struct StatusReport {
  let entry: PublicationEntry
  let rows: [Status.Row]
  let translations: [Translation]

  var text: String {
    let heading = "\(entry.title), in force from \(entry.effective.date)"
    var titles = ["person", "state", "signed", "due"]
    if !translations.isEmpty { titles.append("read in") }
    let table = Table(
      titles: titles,
      rows: rows.map {
        Array(
          [$0.person, $0.state, $0.signed ?? "", $0.due, $0.language ?? ""].prefix(titles.count)
        )
      }
    )
    return ([heading] + languages + bars + ["", table.text]).joined(separator: "\n") + "\n"
  }

  /// How each translation stands.
  private var languages: [String] {
    translations.map { state in
      "  in \(state.language): \(state.isCurrent ? "up to date" : state.summary.safe)"
    }
  }

  /// A bar for everybody and one for each group.
  private var bars: [String] {
    let groups = Set(rows.flatMap(\.groups)).sorted()
    let width = (groups + ["everyone"]).map(\.count).max() ?? 0
    let parts =
      [("everyone", rows)]
      + groups.map { group in (group, rows.filter { $0.groups.contains(group) }) }
    return parts.map { name, rows in
      let signed = rows.count { $0.state == Obligation.State.acknowledged.rawValue }
      return
        "  \(name.padding(to: width))  \(StatusReport.bar(signed, of: rows.count))  \(signed) of \(rows.count) signed\(late(rows))"
    }
  }

  private func late(_ rows: [Status.Row]) -> String {
    let overdue = rows.count { $0.state == Obligation.State.overdue.rawValue }
    let declined = rows.count { $0.state == Obligation.State.declined.rawValue }
    let withdrawn = rows.count { $0.state == Obligation.State.withdrawn.rawValue }
    let refused = rows.count { $0.state == Obligation.State.refused.rawValue }
    let parts = [
      (overdue, "overdue"), (declined, "declined"), (withdrawn, "withdrawn"),
      (refused, "not to be trusted"),
    ]
    return parts.filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
  }

  private static func bar(_ part: Int, of whole: Int) -> String {
    let filled = whole == 0 ? 0 : 20 * part / whole
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
  }
}

extension String {
  /// The text with spaces up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
