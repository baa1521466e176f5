import ArgumentParser
import Documents
import Foundation
import Git
import Policies
import Records
import Signing

/// The command `writ people`.
struct People: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "See and change who is in the registry",
    subcommands: [
      PeopleList.self, PeopleAdd.self, PeopleImport.self, PeopleInvite.self, PeopleAdmit.self,
      PeopleRoles.self,
      PeopleRotate.self, PeopleRevoke.self, PeopleLeave.self, PeopleThreshold.self,
      PeoplePasskeys.self,
      PeopleSigners.self,
    ],
    defaultSubcommand: PeopleList.self
  )
}

/// The command `writ people list`.
struct PeopleList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the people, their roles and groups"
  )

  @Flag(help: "Also the people who have left") var all = false
  @Option(help: "Only the people of this group") var group: String?

  @Option(help: ArgumentHelp("As it was at the end of this day, as declared", valueName: "day"))
  var at: String?

  @OptionGroup var place: PlaceOptions
  @Flag(help: "Write JSON") var json = false

  /// One person, as `--json` writes them.
  struct Row: Encodable {
    var person: String
    var roles: [String]
    var groups: [String]
    var joined: String
    var left: String?
    /// The fingerprints of the keys in use.
    var keys: [String]
  }

  func run() throws {
    let space = try place.open()
    let version = try at.map { try PeopleList.version(on: $0, space.policies) }
    let rows = try PeopleList.rows(space.policies, at: version ?? space.policies.registryTip)
      .filter { (all || $0.left == nil) && (group == nil || $0.groups.contains(group ?? "")) }
    if json { return try Output.json(rows) }
    let table = Table(
      titles: ["person", "roles", "groups", "since", "keys"],
      rows: rows.map { row in
        [
          row.person, row.roles.joined(separator: ", "), row.groups.joined(separator: ", "),
          PeopleList.time(row), row.keys.isEmpty ? "none" : row.keys.joined(separator: ", "),
        ]
      }
    )
    Output.answer(table.text)
  }

  private static func time(_ row: Row) -> String {
    row.joined.prefix(10) + (row.left.map { " to \($0.prefix(10))" } ?? "")
  }

  /// The newest version of the registry at the end of a day.
  private static func version(on day: String, _ policies: PolicyRepository) throws -> ObjectID {
    guard let day = Day(day), let last = Instant("\(day)T23:59:59Z") else {
      throw Failure(
        "'\(day.safe)' is no day; write it as 2026-12-31",
        hint: "writ people list --at 2026-12-31",
        status: .couldNotRun
      )
    }
    let history = try policies.history()
    let version = history.versions.last { history.time(of: $0).map { $0 <= last } ?? false }
    guard let version else {
      throw Failure("there was no registry on \(day) yet", hint: "writ people list")
    }
    return version
  }

  private static func rows(_ policies: PolicyRepository, at tip: ObjectID) throws -> [Row] {
    try policies.registry.people(at: tip).map { entry in
      let member = try policies.registry.member(entry.person, at: tip)
      return Row(
        person: entry.person.description,
        roles: (member?.roles ?? []).sorted(),
        groups: entry.groups,
        joined: entry.joined.description,
        left: entry.left?.description,
        keys: try (member?.keys ?? []).filter { $0.until == nil }.map { try $0.key.fingerprint }
      )
    }
  }
}

/// The command `writ people add`.
struct PeopleAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Enter a person with their key",
    discussion:
      "Only a registrar may do this. The key is the public half, usually a file that ends in .pub."
  )

  @Argument(help: ArgumentHelp("The new person's id", valueName: "id"))
  var id: String

  @Option(
    name: .customLong("key"),
    help: ArgumentHelp("The file with their public key", valueName: "file.pub")
  )
  var publicKey: String

  @Option(
    name: .customLong("role"),
    help: "A role they hold: legal, publisher, registrar or your own"
  )
  var roles: [String] = []

  @Option(name: .customLong("group"), help: "A group they belong to")
  var groups: [String] = []

  @Option(
    help: ArgumentHelp("Who acts (default: writ.person in Git's configuration)", valueName: "id")
  )
  var person: String?

  @Option(name: .customLong("sign-with"), help: ArgumentHelp("Your own key", valueName: "path"))
  var signingKey: String?

  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    guard let newcomer = PersonID(id) else { throw Failure.badPerson(id) }
    for word in roles + groups where !Identifier.isValid(word) {
      throw Failure(
        "'\(word.safe)' is no name for a role or group; use small letters, digits and dashes",
        status: .couldNotRun
      )
    }
    try KnownRoles(space.policies).check(roles, typedAfter: "--role")
    let outcome = try await space.scribe(person: person, key: signingKey).addPerson(
      newcomer,
      key: try PeopleAdd.read(space.edge.path(publicKey)),
      roles: roles,
      groups: groups
    )
    outcome.answer(
      "Entered \(newcomer)" + (roles.isEmpty ? "" : " as \(roles.joined(separator: ", "))"),
      in: space
    )
  }

  private static func read(_ path: String) throws -> PublicKey {
    guard let data = FileManager.default.contents(atPath: path), data.count < 65_536 else {
      throw Failure(
        "there is no key file '\(path.safe)'",
        hint: "ls ~/.ssh/*.pub",
        status: .couldNotRun
      )
    }
    let text = String(decoding: data, as: UTF8.self)
    guard !text.contains("PRIVATE KEY") else {
      throw Failure(
        "'\(path.safe)' is the private half; it must never leave its owner",
        hint: "writ people add ID --key \("\(path).pub".shellWord)"
      )
    }
    return try PublicKey(line: text)
  }
}

/// The command `writ people signers`.
struct PeopleSigners: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signers",
    abstract: "Write everybody's keys in the form that Git and OpenSSH read",
    discussion: "git -c gpg.ssh.allowedSignersFile=FILE verify-commit COMMIT"
  )

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let policies = try place.open().policies
    let lines = try policies.registry.allowedSigners(at: policies.registryTip)
    FileHandle.standardOutput.write(Data(lines))
  }
}
