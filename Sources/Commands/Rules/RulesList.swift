import ArgumentParser
import Foundation
import Linting
import Records

/// The command `writ rules list`.
struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the rules: clause, what they do to a post, and the pack they come from",
    discussion: "Packs that are off are left out; '--all' lists them as well."
  )

  @Argument(help: ArgumentHelp("Only these policies (default: all)", valueName: "policy"))
  var names: [String] = []

  @Flag(help: "List rules of packs that are off, too") var all = false
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  /// One rule as `--json` writes it.
  struct Row: Encodable {
    var rule: String
    var kind: String
    var level: String
    var gate: String
    var clause: String
    var pack: String?
    var on: Bool
    var path: String

    init(_ entry: RuleShelf.Entry) {
      rule = entry.rule.name
      kind = entry.rule.kind
      level = entry.rule.level.rawValue
      gate = entry.rule.gate.rawValue
      clause = entry.rule.clause ?? ""
      pack = entry.pack
      on = entry.isOn
      path = entry.rule.path
    }

    var cells: [String] {
      [clause, rule, level, gate, pack.map { on ? $0 : "\($0) (off)" } ?? ""].map(\.safe)
    }
  }

  func run() throws {
    let shelf = try RuleShelf(try PolicyFiles(at: place.open()), policies: names)
    let rows = shelf.entries.filter { all || $0.isOn }.map(Row.init)
    if json { return try Output.json(rows) }
    guard !rows.isEmpty else { return Output.answer("There are no rules") }
    let sorted = rows.sorted {
      $0.clause.compare($1.clause, options: .numeric) == .orderedAscending
        || ($0.clause == $1.clause && $0.rule < $1.rule)
    }
    Output.answer(
      Table(titles: ["Clause", "Rule", "Level", "Effect", "Pack"], rows: sorted.map(\.cells)).text
    )
  }
}
