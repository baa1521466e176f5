import ArgumentParser
import Git
import Policies
import Records

/// The command `writ people invite`.
struct PeopleInvite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite",
    abstract: "Make one-time codes for people to join with",
    discussion: """
      Give each person the line that is printed for them, by a way that only they can read. Only \
      what a code proves is kept, in this copy and not in the history, so admit the people from \
      this copy.
      """
  )

  @Argument(help: ArgumentHelp("The people's ids", valueName: "id")) var ids: [String] = []
  @Flag(help: "Everybody in the registry who has no key and no code yet") var everybody = false

  @Option(help: ArgumentHelp("How many days a code is good for", valueName: "days"))
  var days = 14

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  /// One invitation, as `--json` writes it.
  struct Row: Encodable {
    var person: String
    var code: String
    var expires: String
    var command: String
  }

  func run() async throws {
    let space = try place.open()
    try space.scribe(actor).require(Role.registrar)
    guard (1...365).contains(days) else {
      throw Failure("a code is good for 1 to 365 days", status: .couldNotRun)
    }
    var book = try InvitationBook(space.git)
    var generator = SystemRandomNumberGenerator()
    let rows = try people(space, book).map { person in
      let code = EnrolmentCode(using: &generator)
      let expires = space.edge.now.adding(days: days)
      book.add(.init(person: person, hash: code.hash, expires: expires))
      return Row(
        person: person.description,
        code: code.grouped,
        expires: expires.date,
        command: command(person, code, space)
      )
    }
    try book.save()
    guard !json else { return try Output.json(rows) }
    guard !rows.isEmpty else { return Output.answer("Everybody has a key, or a code to ask with") }
    for row in rows { Output.answer("\(row.person), until \(row.expires):\n  \(row.command)") }
  }

  private func people(_ space: Workspace, _ book: InvitationBook) throws -> [PersonID] {
    let tip = space.policies.registryTip
    let named = try ids.map { id in
      guard let person = PersonID(id) else { throw Failure.badPerson(id) }
      if try space.policies.registry.member(person, at: tip)?.entry.left != nil {
        throw WorkflowError.left(person)
      }
      return person
    }
    let invited = Set(book.invitations.filter { $0.expires > space.edge.now }.map(\.person))
    let waiting =
      everybody ? try space.policies.peopleWithoutKey().filter { !invited.contains($0) } : []
    guard !named.isEmpty || everybody else {
      throw Failure(
        "say whom to invite",
        hint: "writ people invite ID, or writ people invite --everybody",
        status: .couldNotRun
      )
    }
    return named + waiting.filter { !named.contains($0) }
  }

  private func command(_ person: PersonID, _ code: EnrolmentCode, _ space: Workspace) -> String {
    let address = address(space)
    return
      "writ join \(address.shellWord) --fingerprint \(space.policies.identity) --person \(person) --code \(code.grouped)"
  }

  /// Where the policies are, as somebody elsewhere on this machine could type it.
  private func address(_ space: Workspace) -> String {
    guard let address = space.configuration.value("remote.origin.url", from: .all) else {
      return "URL"
    }
    guard address.hasPrefix("."), let folder = space.git.workFolder else { return address }
    return space.edge.path("\(folder)/\(address)")
  }
}
