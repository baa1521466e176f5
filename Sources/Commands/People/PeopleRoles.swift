import ArgumentParser
import Documents
import Git
import Policies
import Records

/// The command `writ people roles`.
struct PeopleRoles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles",
    abstract: "Give a person roles, or take them away",
    discussion:
      "Only a registrar may do this. What the person approved or published before stays good."
  )

  @Argument(help: ArgumentHelp("The person's id", valueName: "id"))
  var id: String

  @Option(name: .customLong("add"), help: "A role to give") var adding: [String] = []
  @Option(name: .customLong("remove"), help: "A role to take away") var removing: [String] = []
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    guard let person = PersonID(id) else { throw Failure.badPerson(id) }
    guard !adding.isEmpty || !removing.isEmpty else {
      throw Failure(
        "say which role to give or to take away",
        hint: "writ people roles \(person) --add legal",
        status: .couldNotRun
      )
    }
    let space = try place.open()
    try KnownRoles(space.policies).check(adding, typedAfter: "--add")
    let quorum = try space.policies.registrarQuorum()
    let outcome = try await space.scribe(actor)
      .changeRoles(of: person, adding: adding, removing: removing)
    let after = try PolicyRepository(space.git, pinned: space.policies.identity)
    let roles = try after.registry.member(person, at: after.registryTip)?.roles.sorted() ?? []
    outcome.answer(
      "\(person) now holds: \(roles.isEmpty ? "no role" : roles.joined(separator: ", "))",
      in: space
    )
    try space.remarkOnQuorum(after: quorum)
  }
}

/// The roles that mean something here: Writ's own, and those that the approval rules ask for.
struct KnownRoles {
  private let names: [String]

  init(_ policies: PolicyRepository) throws {
    let rules = try policies.organisation(at: policies.mainTip()).approvals.rules
    names = Set(rules.flatMap(\.needs.keys) + [Role.registrar, Role.publisher]).sorted()
  }

  /// Refuses a slip of the pen; remarks on a role that nothing asks for.
  ///
  /// - Parameters:
  ///   - roles: the roles.
  ///   - option: the option that they were typed after.
  /// - Throws: a `Failure` that names the role that was meant.
  func check(_ roles: [String], typedAfter option: String) throws {
    for role in roles where !names.contains(role) {
      if let meant = Nearest.match(role, among: names) {
        throw Failure(
          "no approval rule asks for the role '\(role.safe)'; did you mean '\(meant)'?",
          cause: "known roles: \(names.joined(separator: ", "))",
          hint: TypedCommand.current.replacing(role, by: meant, after: option).text
        )
      }
      Output.remark("note: no approval rule asks for the role '\(role.safe)'")
    }
  }
}
