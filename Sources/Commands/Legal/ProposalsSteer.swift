import ArgumentParser
import Git
import Policies
import Records

/// The command `writ proposals close`.
struct ProposalsClose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Put a proposal aside, without deleting anything",
    discussion: "For its author, and for whoever holds a role that it needs."
  )

  @Argument(help: ArgumentHelp("The proposal, as 'writ proposals' lists it", valueName: "proposal"))
  var name: String

  @Option(
    name: [.customShort("m"), .customLong("message")],
    help: ArgumentHelp("Why", valueName: "why")
  )
  var reason: String?

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let proposal = try space.policies.proposal(matching: name)
    try await space.scribe(actor).steer(.close, proposal, comment: reason ?? "")
    Output.answer("Closed \(proposal.name)")
    Output.remark("hint: writ proposals reopen \(proposal.name)")
    space.remarkOnSending()
  }
}

/// The command `writ proposals reopen`.
struct ProposalsReopen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Take a closed proposal up again"
  )

  @Argument(help: ArgumentHelp("The proposal", valueName: "proposal")) var name: String
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let proposal = try space.policies.proposal(matching: name)
    try await space.scribe(actor).steer(.reopen, proposal)
    Output.answer("Opened \(proposal.name) again")
    Output.remark("hint: writ proposals show \(proposal.name)")
    space.remarkOnSending()
  }
}

/// The command `writ proposals share`.
struct ProposalsShare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "Let somebody else go on with your proposal",
    discussion: """
      Your consent is recorded. They may then edit it with 'writ edit --proposal'; as an author \
      of the change they cannot approve it any more.
      """
  )

  @Argument(help: ArgumentHelp("Your proposal", valueName: "proposal")) var name: String
  @Option(name: .customLong("with"), help: ArgumentHelp("Whom", valueName: "id")) var other: String
  @Flag(help: "No longer") var stop = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    guard let person = PersonID(other) else { throw Failure.badPerson(other) }
    let space = try place.open()
    let proposal = try space.policies.proposal(matching: name)
    try await space.scribe(actor).steer(stop ? .unshare : .share, proposal, with: person)
    Output.answer(
      stop
        ? "\(proposal.name) is no longer shared with \(person)"
        : "\(person) may go on with \(proposal.name)"
    )
    if !stop {
      Output.remark("they type: writ edit POLICY --proposal \(proposal.name)")
    }
    space.remarkOnSending()
  }
}
