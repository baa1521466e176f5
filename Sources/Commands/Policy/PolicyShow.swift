import ArgumentParser
import Documents
import Git
import Policies
import Records

/// The command `writ policy show`.
struct PolicyShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a policy: its clauses, versions, translations, and who still owes",
    discussion: "'writ read' shows its text; 'writ status' shows everybody, signed or not."
  )

  @Argument(help: "The policy") var policy: String
  @Flag(help: "List the people who still owe, too") var owes = false
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let ledger = try PolicyLedger(place.open())
    try ledger.require(policy)
    let card = try await PolicyCard(policy, ledger)
    if json { return try Output.json(card) }
    Output.answer(PolicyCardText(card: card, terminal: ledger.space.edge.terminal).text(owes: owes))
  }
}
