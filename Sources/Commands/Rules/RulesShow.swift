import ArgumentParser
import Linting
import Policies
import Records

/// The command `writ rules show`.
struct RulesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a rule: its clause, why it is there, what to write instead, examples",
    discussion: "It shows the file as it lies here; 'writ lint --explain' shows the rule in force."
  )

  @Argument(help: "The rule, as in Promise or social-media.Promise") var rule: String
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let shelf = try RuleShelf(try PolicyFiles(at: place.open()))
    let entry = try shelf.entry(rule)
    let clauses = try shelf.files.document(entry.policy)
    let card = RuleCard(entry.rule, title: entry.rule.clause.flatMap { clauses[id: $0]?.title })
    if json { return try Output.json(card) }
    Output.answer(card.text)
    if !entry.isOn, let pack = entry.pack {
      Output.remark("note: this rule is off; write 'packs: [\(pack.safe)]' in packs.yml")
    }
  }
}
