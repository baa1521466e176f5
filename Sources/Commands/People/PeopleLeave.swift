import ArgumentParser
import Policies
import Records

/// The command `writ people leave`.
struct PeopleLeave: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: "Note that people have left",
    discussion: """
      Asks first, as nothing brings it back: their keys and roles end now, and whoever returns gets \
      a new id and a new key. What they signed before stays good; where a second registrar has to \
      agree, nothing that they sign meanwhile. Their ids are never given to \
      anybody else.
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
    try space.scribe(actor).require(Role.registrar)
    for person in people { try announce(person, space) }
    try space.confirm(
      people.count == 1 ? "Have they left for good?" : "Have all of them left for good?",
      actor,
      otherwise: "nothing was changed",
      hint: "writ people list"
    )
    let outcome = try await space.scribe(actor)
      .change(people.map { .leave($0) }, because: "leave \(names)")
    outcome.answer("Left: \(names)", in: space)
    try space.remarkOnQuorum(after: quorum)
  }

  /// Says what ends with a person; refuses strangers and who has left already.
  private func announce(_ person: PersonID, _ space: Workspace) throws {
    let tip = space.policies.registryTip
    guard let member = try space.policies.registry.member(person, at: tip) else {
      throw WorkflowError.unknownPerson(person)
    }
    guard member.entry.left == nil else { throw WorkflowError.left(person) }
    let keys = member.keys.filter { $0.until == nil }
    let effect = try space.policies.effect(
      ofEnding: Set(keys.map(\.keyLine)),
      of: person,
      since: space.edge.now.adding(seconds: 1)
    )
    let roles = member.roles.sorted().joined(separator: ", ")
    Output.remark(
      "\(person): \(keys.count) key\(keys.count == 1 ? " ends" : "s end")"
        + (roles.isEmpty ? "" : ", and the roles: \(roles)")
        + (effect.stays == 0
          ? "" : "; the \(effect.stays) signed with \(keys.count == 1 ? "it" : "them") stay good")
    )
  }
}
