import Documents
import Linting
import Policies
import Records

/// Explains a rule in force: `writ lint --explain RULE`.
struct RuleExplanation {
  let policies: PolicyRepository
  let now: Instant

  /// What is known of a rule, for a terminal or as JSON.
  func answer(_ name: String, json: Bool) throws {
    if let words = RuleExplanation.builtIn[name] { return Output.answer(words) }
    let card = try card(name)
    if json { try Output.json(card) } else { Output.answer(card.text) }
  }

  private func card(_ name: String) throws -> RuleCard {
    let shelf = try PublicationShelf(policies)
    var known: [String] = []
    for entry in shelf.policies.compactMap({ shelf.inForce($0, at: now) }) {
      let id = entry.publication.policy
      let rules = try RulesInForce.load(id, at: entry.publication.commit, policies)
      known += rules.map(\.name)
      let found = rules.first { $0.name == name || $0.name.hasSuffix(".\(name)") }
      guard let rule = found else { continue }
      let document = try policies.document(of: entry)
      let title = rule.clause.flatMap { document[id: $0]?.title }
      return RuleCard(rule, title: title, version: entry.title)
    }
    throw RuleShelf.unknown(name, known + RuleExplanation.builtIn.keys)
  }

  /// What is always on.
  private static let builtIn = [
    "hidden text": """
    hidden text
      says      characters that make a reader see another text than the one that is there
      why       Readers, search and screen readers would get different texts (CVE-2021-42574).
      instead   Delete these characters and type the words again.
      effect    error: stops a post from an official account
      left out  never
    """,
    "allow": """
    allow
      says      what a draft asks to leave out cannot be left out like this
      why       Each rule says who may leave its findings out, with what reason, and how long.
      instead   Write 'allow: [{rule: NAME, reason: WHY, by: ID, on: DAY}]'.
      effect    error: stops a post from an official account
      left out  never
    """,
  ]
}
