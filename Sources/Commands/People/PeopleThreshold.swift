import ArgumentParser
import Records

/// The command `writ people threshold`.
struct PeopleThreshold: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "threshold",
    abstract: "Set how many registrars must agree to a change of people, keys and roles",
    discussion: """
      With 1, one registrar decides alone. With 2 or more, what a registrar enters waits as a \
      proposal that others review, like any change of a policy. Have one registrar more than must \
      agree: where all of them must, the loss of one key stops the registry for good.
      """
  )

  @Argument(help: "How many") var number: Int
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let quorum = try space.policies.registrarQuorum()
    let outcome = try await space.scribe(actor)
      .change([.threshold(number)], because: "threshold \(number)")
    outcome.answer(
      "From now on \(number) registrar\(number == 1 ? " decides" : "s decide together")",
      in: space
    )
    try space.remarkOnQuorum(after: quorum)
  }
}
