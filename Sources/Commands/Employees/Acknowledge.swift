import ArgumentParser
import Git
import Policies
import Records

/// The command `writ ack`.
struct Acknowledge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Sign that you have read a policy",
    discussion: """
      Shows the text, then the sentence that you sign, and asks. What you sign names exactly this \
      text. With --yes nothing is shown, and the record says so. If you read a translation, the \
      record says which language; where it is out of date you see the authoritative words as well, \
      and those are what you sign.
      """
  )

  @Argument(
    help: ArgumentHelp("The policy, or one version as in social-media@1.0", valueName: "policy")
  )
  var name: String

  @Flag(help: "Say that you will not sign") var decline = false
  @Flag(help: "Take back what you said about this version") var withdraw = false

  @Option(
    help: ArgumentHelp(
      "Why: not-understood, disagree, not-applicable, mistake or other",
      valueName: "reason"
    )
  )
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "Also write your records to a file, for where you may not send them yourself",
      valueName: "file"
    )
  )
  var bundle: String?

  @OptionGroup var language: LanguageOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let action = try action()
    let space = try place.open()
    let reader = PolicyReader(space: space, wish: try language.wish(in: space))
    let entry = try reader.entry(name.contains("@") ? name : asked(space))
    let scribe = try space.scribe(actor)
    try scribe.check(action, of: entry)
    let read = try reader.edition(entry).language
    try await warn(space)
    let shown = try await show(entry, action, reader, space)
    try await scribe.acknowledge(
      entry,
      action,
      reason: reason,
      shown: shown,
      means: actor.yes ? .flag : .typed,
      language: read
    )
    Output.answer("\(Acknowledge.past(action)) \(entry.title)")
    guard let bundle else { return space.remarkOnSending() }
    try await write(to: bundle, scribe.person, space)
  }

  /// Says before anybody signs that it would count for nothing once a second registrar agrees.
  private func warn(_ space: Workspace) async throws {
    let key = try await space.signer(actor).publicKey()
    guard let ending = try space.policies.proposals(ending: key).first else { return }
    Output.remark(
      """
      warning: \(ending) ends the key that you sign with; what you sign now falls when it is merged
      hint: writ proposals show \(ending)
      """
    )
  }

  /// The person's whole chain, so that nothing that was sent or lost before matters.
  private func write(to file: String, _ person: PersonID, _ space: Workspace) async throws {
    try await RecordFile(git: UserGit(in: space.git, edge: space.edge))
      .write([Chain.records(of: person)], without: [], to: space.edge.path(file))
    Output.remark(
      "your records are in \(file.safe); whoever may send them types: writ collect \(file.shellWord)"
    )
  }

  /// Without a version: the one in force, or, where that is signed, the one announced.
  private func asked(_ space: Workspace) throws -> String {
    let shelf = try PublicationShelf(space.policies)
    let asked = shelf.asked(name, at: space.edge.now)
    let signed = AcknowledgementEntry.signedTags(
      try space.policies.acknowledgements(of: space.person(actor)),
      on: shelf
    )
    let open = asked.first { !signed.contains($0.publication.tag) } ?? asked.last
    return open.map { "\(name)@\($0.publication.version)" } ?? name
  }

  private func action() throws -> Acknowledgement.Action {
    guard !(decline && withdraw) else {
      throw Failure(
        "choose one of --decline and --withdraw",
        hint: "writ ack \(name.shellWord) --decline",
        status: .couldNotRun
      )
    }
    if let reason, !Acknowledgement.reasons.contains(reason) {
      throw Failure(
        "'\(reason.safe)' is none of the reasons: \(Acknowledgement.reasons.joined(separator: ", "))",
        hint: "writ ack \(name.shellWord) --decline --reason other",
        status: .couldNotRun
      )
    }
    return decline ? .decline : withdraw ? .withdraw : .acknowledge
  }

  /// Shows text and sentence and asks; says how much was shown.
  private func show(
    _ entry: PublicationEntry,
    _ action: Acknowledgement.Action,
    _ reader: PolicyReader,
    _ space: Workspace
  ) async throws -> Acknowledgement.Shown {
    let statement = try space.policies.statement(for: entry)
    guard !actor.yes else {
      Output.remark("\(Acknowledge.lead(action)) \(statement.safe)")
      return .notShown
    }
    guard space.edge.terminal.canAsk, space.edge.terminal.isScreen else {
      throw Failure.noTerminal()
    }
    let signed = try reader.signed(by: space.person(actor), before: entry)
    let old = try reader.comparable(signed, with: entry)
    let text = try reader.changes(to: entry, since: old)
    try await Pager(edge: space.edge, configuration: space.configuration).show(text)
    Output.remark("\n\(Acknowledge.lead(action)) \(statement.safe)")
    guard space.edge.terminal.confirm(Acknowledge.question(action)) else {
      throw Failure("nothing was signed", hint: TypedCommand.current.text)
    }
    return old.map { .changes(since: $0.publication.version) } ?? .full
  }

  private static func lead(_ action: Acknowledgement.Action) -> String {
    switch action {
    case .acknowledge: "You sign:"
    case .decline: "You decline to sign:"
    case .withdraw: "You take back your word on:"
    }
  }

  private static func question(_ action: Acknowledgement.Action) -> String {
    switch action {
    case .acknowledge: "Do you sign this?"
    case .decline: "Do you decline to sign this?"
    case .withdraw: "Do you take back what you said?"
    }
  }

  private static func past(_ action: Acknowledgement.Action) -> String {
    switch action {
    case .acknowledge: "Acknowledged"
    case .decline: "Declined"
    case .withdraw: "Took back your word on"
    }
  }
}
