import ArgumentParser
import Git
import Policies
import Records
import Signing

/// The command `writ people revoke`.
struct PeopleRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "End a key that was lost or stolen",
    discussion: """
      What the key signed and what is here by now stays good; nothing else it signs ever will be, \
      whatever time it claims. So type 'writ sync' first. The person then asks for a new key with \
      'writ join', which takes two registrars, because no older key can consent.
      """
  )

  @Argument(help: ArgumentHelp("Whose key", valueName: "id")) var id: String

  @Option(
    name: .customLong("fingerprint"),
    help: ArgumentHelp("Which key (default: all that are in use)", valueName: "SHA256:…")
  )
  var fingerprint: String?

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    guard let person = PersonID(id) else { throw Failure.badPerson(id) }
    let space = try place.open()
    let member = try space.policies.registry
      .member(person, at: space.policies.registryTip)
    guard let member else { throw WorkflowError.unknownPerson(person) }
    let keys = try member.keys.filter { $0.until == nil }.map { try $0.key.fingerprint }
    let ending = keys.filter { fingerprint == nil || $0 == fingerprint }
    guard !ending.isEmpty else {
      throw Failure(
        fingerprint == nil
          ? "'\(person)' has no key in use"
          : "'\(fingerprint?.safe ?? "")' is none of the keys of '\(person)' in use",
        cause: keys.isEmpty ? nil : "in use: \(keys.joined(separator: ", "))",
        hint: "writ people list"
      )
    }
    let outcome = try await space.scribe(actor)
      .change([.endKeys(person, fingerprint: fingerprint)], because: "revoke a key of \(person)")
    outcome.answer("Ended for \(person): \(ending.joined(separator: ", "))")
  }
}
