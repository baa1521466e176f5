import ArgumentParser
import Documents
import Policies
import Records

/// The command `writ asof`.
struct AsOf: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asof",
    abstract: "See what held for a person on a day: text, audience, signature, what was due",
    discussion: """
      Answers from the repository alone, as it knows that day now. A day is meant to its end in \
      UTC; a moment is written as 2026-12-31T12:00:00Z. Check the repository first: writ verify.
      """
  )

  @Argument(help: ArgumentHelp("The day, or a moment", valueName: "day")) var date: String
  @Option(help: ArgumentHelp("Whom it is about", valueName: "id")) var person: String
  @Option(help: ArgumentHelp("Only this policy", valueName: "id")) var policy: String?
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let space = try place.open()
    guard let id = PersonID(person) else { throw Failure.badPerson(person) }
    _ = try space.entry(of: id)
    try space.requireRecords(of: id)
    if let policy { _ = try PolicyReader(space: space).published(policy) }
    let moment = try moment()
    let (entry, since, standings) = try space.policies.look(back: id, policy: policy, at: moment)
    let hasReceipts = try !space.policies.ledger().receipts.isEmpty
    let source = TimeSource(hasReceipts: hasReceipts)
    if moment.date > space.edge.now.date {
      Output.remark("\(moment.date) is still to come: this is how it would be if nothing changed")
    }
    let report = AsOfReport(id, entry, since: since, standings, at: moment, source)
    try json ? Output.json(report) : Output.answer(report.text)
  }

  private func moment() throws -> Instant {
    if let moment = Instant(date) { return moment }
    guard let day = Day(date), let end = Instant("\(day)T23:59:59Z") else {
      throw Failure(
        "'\(date.safe)' is no day; write it as 2026-12-31, or a moment as 2026-12-31T12:00:00Z",
        hint: "writ asof 2026-12-31 --person ID",
        status: .couldNotRun
      )
    }
    return end
  }
}
