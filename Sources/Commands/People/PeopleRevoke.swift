import ArgumentParser
import Documents
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
      whatever time it claims. So type 'writ sync' first. With --since also what arrived at the \
      server from that moment on falls, which takes its receipts; not where a merge or publication leans \
      on it, since these stay for good, as do versions of the registry and receipts. The person then asks for a new key with \
      'writ join', which takes two registrars, because no older key can consent.
      """
  )

  @Argument(help: ArgumentHelp("Whose key", valueName: "id")) var id: String

  @Option(
    name: .customLong("fingerprint"),
    help: ArgumentHelp("Which key (default: all that are in use)", valueName: "SHA256:…")
  )
  var fingerprint: String?

  @Option(
    help: ArgumentHelp(
      "Since when it was in wrong hands, as in 2026-03-01T09:00:00Z",
      valueName: "time"
    )
  )
  var since: String?

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    guard let person = PersonID(id) else { throw Failure.badPerson(id) }
    let space = try place.open()
    let member = try space.policies.registry
      .member(person, at: space.policies.registryTip)
    guard let member else { throw WorkflowError.unknownPerson(person) }
    let inUse = member.keys.filter { $0.until == nil }
    let keys = try inUse.map { try $0.key.fingerprint }
    let ended = try inUse.filter { try fingerprint == nil || $0.key.fingerprint == fingerprint }
    let ending = try ended.map { try $0.key.fingerprint }
    guard !ending.isEmpty else {
      throw Failure(
        fingerprint == nil
          ? "'\(person)' has no key in use"
          : "'\(fingerprint?.safe ?? "")' is none of the keys of '\(person)' in use",
        cause: keys.isEmpty ? nil : "in use: \(keys.joined(separator: ", "))",
        hint: "writ people list"
      )
    }
    let moment = try cutOff(space)
    try announce(ended, of: person, since: moment, space)
    let quorum = try space.policies.registrarQuorum()
    let outcome = try await space.scribe(actor).change(
      [.endKeys(person, fingerprint: fingerprint, since: moment)],
      because: "revoke a key of \(person)"
    )
    outcome.answer("Ended for \(person): \(ending.joined(separator: ", "))", in: space)
    try space.remarkOnQuorum(after: quorum)
    let server = try space.policies.registry.ledger(at: space.policies.registryTip)
    if person == server, ending.count == keys.count {
      Output.remark("Nobody can sign receipts then.\nhint: writ ledger appoint ID --key FILE.pub")
    }
  }

  /// The moment of `--since`, which only receipts can tell apart from others.
  private func cutOff(_ space: Workspace) throws -> Instant? {
    guard let since else { return nil }
    guard let moment = Instant(since) else {
      let again = Day(since).map {
        TypedCommand.current.replacing(since, by: "\($0)T00:00:00Z").text
      }
      throw Failure(
        "'\(since.safe)' is no moment; write it as in 2026-03-01T09:00:00Z",
        hint: again ?? TypedCommand.current.replacing(since, by: "2026-03-01T09:00:00Z").text,
        status: .couldNotRun
      )
    }
    guard moment <= space.edge.now else {
      throw Failure(
        "'\(since.safe)' is still to come; a key can be ended from now on, or since a moment before",
        hint: TypedCommand.current.without("--since").text,
        status: .couldNotRun
      )
    }
    guard try !space.policies.ledger().receipts.isEmpty else {
      throw Failure(
        "without receipts nobody can tell what was signed before a moment and what after it",
        cause: "all that is here by now stays good, and nothing after it",
        hint: TypedCommand.current.without("--since").text
      )
    }
    return moment
  }

  /// Says what stays and what falls, and asks, as a key that has ended never comes back.
  private func announce(
    _ ended: [KeyGrant],
    of person: PersonID,
    since moment: Instant?,
    _ space: Workspace
  ) throws {
    let effect = try space.policies.effect(
      ofEnding: Set(ended.map(\.keyLine)),
      of: person,
      since: moment ?? space.edge.now.adding(seconds: 1)
    )
    Output.remark("Signed with it: \(effect.stays) stay good, \(effect.falls) fall")
    let keys = ended.count == 1 ? "it" : "all \(ended.count) of them"
    try space.confirm(
      effect.falls > 0 ? "End \(keys), and let those fall?" : "End \(keys) for good?",
      actor,
      asking: effect.falls > 0 ? "whether \(effect.falls) may fall" : "you",
      otherwise: "nothing was changed",
      hint: "writ people list"
    )
  }
}
