import ArgumentParser
import Policies
import Records

/// The command `writ people leave`.
struct PeopleLeave: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: "Note that people have left",
    discussion: """
      Their keys and roles end now. What they signed before stays good. Their ids are never given \
      to anybody else.
      """
  )

  @Argument(help: ArgumentHelp("Their ids", valueName: "id")) var ids: [String]
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let people = try ids.map { id in
      guard let person = PersonID(id) else { throw Failure.badPerson(id) }
      return person
    }
    let names = people.map(\.description).joined(separator: ", ")
    let space = try place.open()
    let quorum = try space.policies.registrarQuorum()
    let outcome = try await space.scribe(actor)
      .change(people.map { .leave($0) }, because: "leave \(names)")
    outcome.answer("Left: \(names)", in: space)
    try space.remarkOnQuorum(after: quorum)
  }
}
