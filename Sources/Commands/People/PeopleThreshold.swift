import ArgumentParser
import Records

/// The command `writ people threshold`.
struct PeopleThreshold: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "threshold",
    abstract: "Set how many registrars must agree to a change of people, keys and roles",
    discussion: """
      With 1, one registrar decides alone. With 2 or more, what a registrar enters waits as a \
      proposal that others review, like any change of a policy.
      """
  )

  @Argument(help: "How many") var number: Int
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let outcome = try await place.open().scribe(actor)
      .change([.threshold(number)], because: "threshold \(number)")
    outcome.answer(
      "From now on \(number) registrar\(number == 1 ? " decides" : "s decide together")"
    )
  }
}
