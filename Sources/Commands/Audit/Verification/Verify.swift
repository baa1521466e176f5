import ArgumentParser
import Documents
import Foundation
import Git
import Policies
import Records

/// The command `writ verify`.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every signature, approval, version and acknowledgement",
    discussion: """
      Names each thing that is wrong, whose it is and why. The same can be checked with Git and \
      OpenSSH alone: see docs/verification.md.

      What was found good is remembered in your own cache folder, so that the next run looks only \
      at what is new. --policy, --person and --since check some of the acknowledgements, and all \
      that they lean on.

      Ends with 1 where anything is wrong, also what fell with a key that was ended and stays so \
      for good; with --allow-fallen those alone end with 0, for a check that runs each day.
      """
  )

  @Option(help: ArgumentHelp("Only the acknowledgements of this policy", valueName: "id"))
  var policy: String?

  @Option(help: ArgumentHelp("Only the acknowledgements of this person", valueName: "id"))
  var person: String?

  @Option(
    help: ArgumentHelp("Only the acknowledgements from this day on, as declared", valueName: "day")
  )
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Only what lies between two commits, as a forge's check asks for it",
      valueName: "base..head"
    )
  )
  var range: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "With --range: which ref it is for (default: as HEAD names it, or as its newest commit says)",
      valueName: "ref"
    )
  )
  var purpose: String?

  @Flag(inversion: .prefixedNo, help: "Remember what was good, and do not look at it again")
  var cache = true

  @Option(help: ArgumentHelp("Also write a report that build servers read", valueName: "file.xml"))
  var junit: String?

  @Flag(help: "End with 0 where nothing is wrong but what fell with keys that were ended")
  var allowFallen = false

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard range == nil || (policy == nil && person == nil && since == nil) else {
      throw ValidationError("A range is checked as it is; leave --policy, --person, --since out.")
    }
    guard purpose.map({ range != nil && RefKind($0) != nil }) ?? true else {
      throw ValidationError("--for goes with --range, and names a ref such as refs/heads/main.")
    }
  }

  func run() async throws {
    Repository.keepLittle()
    let space = try place.open()
    let mine = try range == nil ? space.soleReader() : nil
    let report =
      if let range { try await CommitRange(range, for: purpose, in: space).verify() } else {
        try await whole(space, only: mine)
      }
    let reader = VerificationText(report, space.policies.identity, notes: notes(only: mine))
    try json
      ? Output.json(VerificationJSON(report, space.policies.identity, only: mine))
      : Output.answer(reader.text)
    if let junit {
      try OutputFile(edge: space.edge).write(
        JUnitReport(report, allowingFallen: allowFallen).text,
        to: junit
      )
    }
    let isGood = allowFallen ? report.problems.allSatisfy(\.hasFallen) : report.isGood
    guard isGood else {
      if let way = try await wayBack(report, space) { Output.remark("hint: \(way)") }
      throw ExitCode(Failure.Status.refused.rawValue)
    }
  }

  /// How to get rid of commits that were made by hand on main.
  private func wayBack(_ report: VerificationReport, _ space: Workspace) async throws -> String? {
    guard range == nil, !space.git.isBare,
      report.problems.contains(where: { $0.ref == Chain.main && !$0.hasFallen })
    else { return nil }
    let unsound = try await space.policies.unsound(beside: [:]).first { $0.ref == Chain.main }
    return try unsound?.wayBack(in: space.git)
  }

  private func whole(_ space: Workspace, only mine: PersonID?) async throws -> VerificationReport {
    let file = cache ? VerifiedFile(space.policies.identity, space.edge) : nil
    var request = Verifier.Request(workers: ProcessInfo.processInfo.activeProcessorCount)
    request.scope = try scope(space)
    request.known = file?.read() ?? VerifiedChains()
    request.basis = file?.readBasis()
    request.keepsVerdicts = file != nil
    let progress = SharedProgress("Checking")
    request.progress = { progress.advance(to: $0, of: $1) }
    let folder = space.git.gitFolder
    let verifier = Verifier(space.policies, only: mine) {
      try Repository.open(from: folder)
    }
    let report = try await verifier.run(request)
    progress.finish()
    if request.scope == .all, report.verified != request.known,
      file?.write(report.verified) == false
    {
      return report
    }
    if report.basis != request.basis { file?.write(report.basis) }
    return report
  }

  private func scope(_ space: Workspace) throws -> VerificationScope {
    var scope = VerificationScope()
    scope.person = try person.map { text in
      guard let person = PersonID(text) else { throw Failure.badPerson(text) }
      _ = try space.entry(of: person)
      return person
    }
    scope.policy = try policy.map { try PolicyReader(space: space).published($0) }
    scope.since = try since.map { text in
      guard let day = Day(text), let moment = Instant("\(day)T00:00:00Z") else {
        throw Failure(
          "'\(text.safe)' is no day; write it as 2026-12-31",
          hint: "writ verify --since 2026-12-31",
          status: .couldNotRun
        )
      }
      return moment
    }
    return scope
  }

  /// What was left out, in words.
  private func notes(only mine: PersonID?) -> [String] {
    [
      scopeNote,
      mine.map {
        "No records of others than \($0) are here, and none are missed: \($0) has no role"
      },
    ].compactMap { $0 }
  }

  private var scopeNote: String? {
    if let range { return "Only \(range.safe)" }
    let parts = [
      person.map { "of \($0.safe)" }, policy.map { "of the policy \($0.safe)" },
      since.map { "from \($0.safe) on" },
    ].compactMap { $0 }
    return parts.isEmpty
      ? nil : "Only the acknowledgements \(parts.joined(separator: ", ")), and all they lean on"
  }
}
