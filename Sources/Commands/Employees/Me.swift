import ArgumentParser
import Git
import Policies
import Records
import Signing

/// The command `writ me`.
struct Me: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "me",
    abstract: "See what is kept about you: keys, roles, groups, and what you signed",
    discussion: """
      Look at the keys: each one can sign in your name. If one is not yours, tell a registrar or \
      the auditors at once; who entered it stands beside it, and that cannot be changed.
      """
  )

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let space = try place.open()
    let report = try MeReport(of: space.person(actor), in: space)
    try json ? Output.json(report) : Output.answer(report.text)
  }
}

/// What is kept about one person, as `--json` writes it.
struct MeReport: Encodable {
  struct Key: Encodable {
    var fingerprint: String
    var from: String
    var until: String?
    /// Who signed the version of the registry that brought the key.
    var enteredBy: String
    /// Which registrars agreed to it.
    var agreedBy: [String]
    var registryVersion: Int
    /// Whether the key itself asked to be entered.
    var wasRequested: Bool
    /// Whether an older key of the person consented to it.
    var hadConsent: Bool
  }

  struct Signed: Encodable {
    var policy: String
    var version: String
    var action: String
    var time: String
    var shown: String
    var means: String
    var language: String
    /// Whether it counts: not where the version had been withdrawn.
    var counts: Bool
  }

  var person: String
  var roles: [String]
  var groups: [String]
  var joined: String
  var left: String?
  var keys: [Key]
  /// The fingerprints of keys that wait to be let in in this person's name.
  var waiting: [String]
  var signed: [Signed]

  init(of person: PersonID, in space: Workspace) throws {
    let policies = space.policies
    guard let member = try policies.registry.member(person, at: policies.registryTip) else {
      throw WorkflowError.unknownPerson(person)
    }
    self.person = person.description
    roles = member.roles.sorted()
    groups = member.entry.groups
    joined = member.entry.joined.description
    left = member.entry.left?.description
    keys = try policies.keyStories(of: person).map(Key.init)
    waiting = try EnrolmentDesk(policies).waiting.filter { $0.request.person == person }
      .map(\.request.enrolment.key.fingerprint)
    signed = try MeReport.signed(by: person, policies)
  }

  /// What the person signed, as `writ verify` finds it; keys are shown whatever stands there.
  private static func signed(
    by person: PersonID,
    _ policies: PolicyRepository
  ) throws -> [Signed] {
    do {
      let shelf = try PublicationShelf(policies)
      return try policies.verifiedAcknowledgements(of: person, on: shelf)
        .map { Signed($0, counts: shelf.counts($0)) }
    } catch let refusal as Refusal {
      let why = "\(refusal.reason.safe) [\(refusal.code.rawValue)]"
      Output.remark("note: nothing that you signed counts here: \(why); see: writ verify")
      return []
    }
  }
}

extension MeReport.Key {
  init(_ story: KeyStory) {
    self.init(
      fingerprint: story.fingerprint,
      from: story.from.description,
      until: story.until?.description,
      enteredBy: story.entered.signer.description,
      agreedBy: story.entered.agreed.map(\.description),
      registryVersion: story.entered.version,
      wasRequested: story.wasRequested,
      hadConsent: story.hadConsent
    )
  }
}

extension MeReport.Signed {
  init(_ entry: AcknowledgementEntry, counts: Bool) {
    let said = entry.acknowledgement
    let parts = said.tag.split(separator: "/")
    self.init(
      policy: parts.dropLast().last.map(String.init) ?? said.tag,
      version: parts.last.map(String.init) ?? "",
      action: said.action.rawValue,
      time: entry.time.description,
      shown: said.shown.text,
      means: said.means.rawValue,
      language: said.language,
      counts: counts
    )
  }
}

extension MeReport {
  /// The report for a screen.
  var text: String {
    var lines = ["You are \(person), here since \(joined.prefix(10))"]
    if let left { lines[0] += ", left \(left.prefix(10))" }
    lines.append("Roles: \(MeReport.list(roles))   Groups: \(MeReport.list(groups))")
    lines.append("\nKeys that can or could sign in your name:")
    lines += keys.isEmpty ? ["  none"] : keys.map(MeReport.line)
    lines += waiting.map { "  \($0)  waits to be let in" }
    lines.append("\nWhat you signed:")
    let rows = signed.map {
      let action = $0.counts ? $0.action : "\($0.action), too late: withdrawn"
      return [$0.policy, $0.version, action, String($0.time.prefix(10)), $0.shown]
    }
    lines.append(
      rows.isEmpty
        ? "  nothing yet"
        : Table(titles: ["policy", "version", "what", "when", "shown"], rows: rows).text
    )
    return lines.joined(separator: "\n")
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  private static func line(_ key: Key) -> String {
    let time =
      key.until.map { "\(key.from.prefix(10)) to \($0.prefix(10))" }
      ?? "since \(key.from.prefix(10))"
    let registrars = ([key.enteredBy] + key.agreedBy).joined(separator: " and ")
    let how =
      key.wasRequested
      ? "asked for with the key itself\(key.hadConsent ? " and an older key's consent" : ""), let in by \(registrars)"
      : "entered by \(registrars)"
    return "  \(key.fingerprint)  \(time)\n    \(how) (registry version \(key.registryVersion))"
  }
}
