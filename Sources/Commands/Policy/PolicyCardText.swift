/// A policy's card as a person reads it.
struct PolicyCardText {
  let card: PolicyCard
  let terminal: Terminal

  /// The card; with the people who still owe if they are asked for.
  func text(owes: Bool) -> String {
    let heading = Output.heading("\(card.policy)  \(card.title.safe)", terminal)
    let parts = [heading + "\n" + facts, clauses, versions, owes ? people : ""]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var facts: String {
    let review = (card.reviewBy ?? "no date") + (card.overdue ? " OVERDUE" : "")
    let languages =
      ["\(card.language) (counts)"]
      + card.translations.map { "\($0.language) (\($0.current ? "up to date" : $0.note.safe))" }
    let rows = [
      ("owner", card.owner?.safe ?? "nobody"), ("ask", card.contact?.safe ?? "nowhere is named"),
      ("review by", review), ("for", card.audience.joined(separator: ", ")),
      ("languages", languages.joined(separator: ", ")), ("draft rules", String(card.rules)),
      ("proposals", card.proposals.isEmpty ? "none" : card.proposals.joined(separator: ", ")),
      ("still owe", owing),
    ]
    return rows.map { "  \($0.padding(to: 12))\($1)" }.joined(separator: "\n")
  }

  private var owing: String {
    let count = Set(card.owing.map(\.person)).count
    let late = Set(card.owing.filter { $0.state == "overdue" }.map(\.person)).count
    guard count > 0 else { return "nobody" }
    return "\(count) \(count == 1 ? "person" : "people")"
      + (late > 0 ? ", \(late) of them too late" : "")
  }

  private var clauses: String {
    guard !card.clauses.isEmpty else { return "No clauses" }
    return Table(
      titles: ["clause", "today", "title", "serves"],
      rows: card.clauses.map { [$0.id, $0.number, $0.title.safe, $0.serves?.safe ?? ""] }
    ).text
  }

  private var versions: String {
    guard !card.versions.isEmpty else {
      return "Not published yet\nhint: writ publish \(card.policy)"
    }
    return Table(
      titles: ["version", "state", "class", "published", "in force from", "by"],
      rows: card.versions.map {
        [$0.version, $0.state, $0.class, $0.published, $0.effective, $0.publisher]
      }
    ).text
  }

  private var people: String {
    guard !card.owing.isEmpty else { return "Nobody owes anything" }
    return Table(
      titles: ["person", "version", "state", "due"],
      rows: card.owing.map { [$0.person, $0.version, $0.state, $0.due] }
    ).text
  }
}
