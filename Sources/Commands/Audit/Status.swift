import ArgumentParser
import Git
import Policies
import Records

/// The command `writ status`.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "See who has signed which version, and who still owes",
    discussion: """
      Counts what 'writ verify' finds good. Times are those of the server's receipts, or where there \
      are none as declared by the signers.
      """
  )

  @Argument(help: "Only this policy (default: all)") var policy: String?
  @Flag(help: "Write JSON") var json = false
  @Flag(help: "Write CSV") var csv = false
  @OptionGroup var place: PlaceOptions

  /// One person and policy as `--json` and `--csv` write them.
  struct Row: Encodable, Sendable {
    var policy: String
    var version: String
    var person: String
    var groups: [String]
    var state: String
    var due: String
    var signed: String?
    var time: String?
    /// The language in which the person read it, as the record says.
    var language: String?
  }

  func run() async throws {
    let space = try place.open()
    let shelf = try PublicationShelf(space.policies)
    if let policy, !shelf.policies.contains(policy) {
      throw try space.policies.whyUnpublished(policy)
    }
    let rows = try await rows(space, shelf)
    guard !(json && csv) else {
      throw Failure(
        "choose one of --json and --csv",
        hint: "writ status --csv",
        status: .couldNotRun
      )
    }
    if json { return try Output.json(rows) }
    if csv { return Output.answer(Status.csv(rows)) }
    guard !shelf.policies.isEmpty else {
      return Output.answer("No policy is published yet")
    }
    for name in policy.map({ [$0] }) ?? shelf.policies {
      let asked = shelf.asked(name, at: space.edge.now)
      if asked.isEmpty {
        Output.answer("\(name): every version is withdrawn, and nobody is asked\n")
      }
      for entry in asked {
        let version = entry.publication.version.description
        let mine = rows.filter { $0.policy == name && $0.version == version }
        let translations = try space.policies.translationStates(of: entry)
        let report = StatusReport(entry: entry, rows: mine, translations: translations)
        Output.answer(report.text)
      }
    }
  }

  private func rows(_ space: Workspace, _ shelf: PublicationShelf) async throws -> [Row] {
    let now = space.edge.now
    let asked = (policy.map { [$0] } ?? shelf.policies).flatMap { shelf.asked($0, at: now) }
    return try await space.obligations(for: asked, on: shelf).flatMap { person, obligations in
      obligations.map { Row($0, person) }
    }
  }

  private static func csv(_ rows: [Row]) -> String {
    let lines = rows.map { row in
      [
        row.policy, row.version, row.person, row.groups.joined(separator: ";"), row.state, row.due,
        row.signed ?? "", row.time ?? "", row.language ?? "",
      ].joined(separator: ",")
    }
    return (["policy,version,person,groups,state,due,signed,time,language"] + lines).joined(
      separator: "\n"
    )
  }
}

extension Status.Row {
  init(_ obligation: Obligation, _ person: PersonEntry) {
    self.init(
      policy: obligation.asked.publication.policy,
      version: obligation.asked.publication.version.description,
      person: person.person.description,
      groups: person.groups,
      state: obligation.state.rawValue,
      due: obligation.due.date,
      signed: obligation.signed?.description,
      time: obligation.time?.description,
      language: obligation.language
    )
  }
}
