import ArgumentParser
import Documents
import Policies
import Records

/// The command `writ policy list`.
struct PolicyList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the policies: owner, version, next review, who still owes"
  )

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  /// One policy as `--json` writes it.
  struct Row: Encodable {
    var policy: String
    var title: String
    var owner: String?
    /// The version in force.
    var version: String?
    /// A version that is published and not yet in force.
    var announced: String?
    var reviewBy: String?
    var overdue: Bool
    /// How many people have not signed a version that is asked of them.
    var owing: Int
    var proposals: [String]
  }

  func run() async throws {
    let ledger = try PolicyLedger(place.open())
    let rows = try await PolicyList.rows(ledger)
    if json { return try Output.json(rows) }
    guard !rows.isEmpty else {
      Output.answer("No policy is here yet")
      return Output.remark("hint: writ policy new ID --from FILE.md")
    }
    let table = Table(
      titles: ["policy", "title", "owner", "in force", "review by", "still owe", "proposals"],
      rows: rows.map(PolicyList.cells)
    )
    Output.answer(table.text)
  }

  private static func rows(_ ledger: PolicyLedger) async throws -> [Row] {
    let (open, proposals) = (try await ledger.open(for: ledger.ids), try ledger.proposals())
    return try ledger.ids.map { id in
      let front = try ledger.front(of: id)
      return Row(
        policy: id,
        title: front?.title ?? "",
        owner: front?.owner,
        version: ledger.inForce(id)?.publication.version.description,
        announced: ledger.announced(id)?.publication.version.description,
        reviewBy: front?.reviewBy?.description,
        overdue: front.map(ledger.isOverdue) ?? false,
        owing: Set((open[id] ?? []).map(\.person)).count,
        proposals: proposals[id] ?? []
      )
    }
  }

  private static func cells(_ row: Row) -> [String] {
    let announced = row.announced.map { " (\($0) announced)" } ?? ""
    let review = (row.reviewBy ?? "") + (row.overdue ? " OVERDUE" : "")
    return [
      row.policy, String(row.title.prefix(40)).safe, row.owner?.safe ?? "nobody",
      (row.version ?? "no version") + announced, row.reviewBy == nil ? "no date" : review,
      String(row.owing), String(row.proposals.count),
    ]
  }
}
