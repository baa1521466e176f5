import ArgumentParser
import Documents
import Foundation
import Git
import Policies
import Records

/// The command `writ people import`.
struct PeopleImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring the people in step with an export of your HR system",
    discussion: """
      Reads a CSV file, shows who joins, leaves and moves, and asks. Ids and groups go into the \
      history; names, addresses, managers, languages and time zones into a file outside it. Which \
      column means what stands under 'roster:' in writ.yml. New people have no key yet: 'writ \
      people invite --everybody' makes their codes. Typed again, it changes nothing.
      """
  )

  @Argument(help: ArgumentHelp("The export", valueName: "file.csv")) var file: String
  @Flag(help: "Leave rows out that cannot be used, and import the rest") var skipBadRows = false
  @Flag(help: "People who are not in the file stay") var keepAbsent = false

  @Option(
    help: ArgumentHelp(
      "Confirm that so many leave, where it is more than a fifth of all",
      valueName: "number"
    )
  )
  var leavers: Int?

  @Flag(help: "Show what would change, and change nothing") var dryRun = false
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let scribe = try space.scribe(actor)
    try scribe.require(Role.registrar)
    let roster = try read(space)
    let registry = space.policies.registry
    let comparison = try RosterComparison(
      roster,
      with: registry.employees(at: space.policies.registryTip),
      roles: registry.roles(at: space.policies.registryTip),
      isComplete: !keepsAbsent(roster)
    )
    let report = RosterReport(comparison, badRows: roster.badRows.count)
    try json ? Output.json(report) : Output.answer(report.text)
    for line in report.remarks { Output.remark(line) }
    let directory = DirectoryFile(space)
    let (old, new) = try (directory.read(), updated(directory.read(), roster, comparison))
    guard !dryRun, !comparison.isEmpty || old != new else { return }
    try confirm(comparison, space)
    if comparison.isEmpty {
      Output.remark("names and addresses were brought up to date in \(directory.path.safe)")
    } else {
      var bar = Progress("Entering", of: comparison.edits.count)
      let outcome = try await scribe.change(
        comparison.edits,
        because: "import \(space.edge.now.date)"
      ) { bar.advance(to: $0) }
      bar.finish()
      outcome.answer(report.done, in: space, asRemark: json)
    }
    if old != new { try directory.write(new) }
  }

  private func read(_ space: Workspace) throws -> Roster {
    guard let today = Day(space.edge.now.date),
      let data = FileManager.default.contents(atPath: space.edge.path(file))
    else {
      throw Failure("there is no file '\(file.safe)'", hint: "ls *.csv", status: .couldNotRun)
    }
    let roster: Roster
    do {
      let table = try CSVTable(parsing: [UInt8](data))
      roster = try Roster(table, columns(table, space), today: today)
    } catch let error as DocumentError {
      throw Failure(document: file, error)
    }
    for row in roster.badRows { Output.remark(Failure(document: file, row).message) }
    guard roster.badRows.isEmpty || skipBadRows else {
      throw Failure(
        "\(roster.badRows.count) row\(roster.badRows.count == 1 ? "" : "s") of '\(file.safe)' cannot be used; nothing was imported",
        hint: TypedCommand.current.adding("--skip-bad-rows").text
      )
    }
    return roster
  }

  /// Whether who is not in the file stays: a row that is left out must not look like a person who
  /// has left.
  private func keepsAbsent(_ roster: Roster) -> Bool {
    guard !keepAbsent, !roster.badRows.isEmpty else { return keepAbsent }
    Output.remark("with rows left out nobody can tell who has left, so nobody leaves")
    return true
  }

  private func columns(_ table: CSVTable, _ space: Workspace) throws -> RosterColumns {
    let settings = try space.policies.organisation(at: space.policies.mainTip())
    if let columns = settings.roster { return columns }
    guard let guessed = RosterColumns(guessing: table) else {
      throw Failure(
        "no column of '\(file.safe)' looks like the people's ids",
        cause: "its columns: \(table.header.map(\.text.safe).joined(separator: ", "))",
        hint: "write 'roster:' into writ.yml, then: writ propose -m 'How the HR export is read'"
      )
    }
    Output.remark("writ.yml has no 'roster:'; read as: \(guessed.summary.safe)")
    return guessed
  }

  private func updated(
    _ directory: Directory,
    _ roster: Roster,
    _ comparison: RosterComparison
  ) -> Directory {
    var next = directory
    for entry in roster.entries {
      for field in roster.columns.directory.keys {
        next.people[entry.person, default: [:]][field] = entry.directory[field]
      }
    }
    for person in comparison.leavers { next.people[person] = nil }
    next.people = next.people.filter { !$0.value.isEmpty }
    return next
  }

  private func confirm(_ comparison: RosterComparison, _ space: Workspace) throws {
    let count = comparison.leavers.count
    if count > 5, count * 5 > comparison.before, leavers != count {
      throw Failure(
        "\(count) of \(comparison.before) people would leave; is the file complete? Nothing was imported",
        cause: "a key that has ended never comes back",
        hint: TypedCommand.current.without("--leavers").adding("--leavers", "\(count)").text
          + ", or --keep-absent"
      )
    }
    try space.confirm(
      "Enter this?",
      actor,
      otherwise: "nothing was imported",
      hint: TypedCommand.current.text
    )
  }
}
