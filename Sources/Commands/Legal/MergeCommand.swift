import ArgumentParser
import Git
import Policies
import Records

/// The command `writ merge`.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make an approved proposal part of the policies",
    discussion: "It is not in force yet: 'writ publish' puts it in force."
  )

  @Argument(help: ArgumentHelp("The proposal, as 'writ proposals' lists it", valueName: "proposal"))
  var name: String

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let proposal = try space.policies.proposal(matching: name)
    try TextCheck(space.policies).refuseBroken(proposal)
    let quorum = try space.policies.registrarQuorum()
    let ending = try space.policies.effect(ofMerging: proposal)
    try await space.scribe(actor).merge(proposal) { try ending.map { try allow($0, space) } }
    Output.answer("Merged \(proposal.name) (\(proposal.change.rawValue))")
    try space.remarkOnQuorum(after: quorum)
    if let policy = proposal.policies.first { Output.remark("hint: writ publish \(policy)") }
    space.remarkOnSending()
  }

  /// Asks before anything falls: people may have signed since it was proposed.
  private func allow(_ ending: KeyEnding, _ space: Workspace) throws {
    Output.remark(ending.words)
    guard ending.falls > 0 else { return }
    try space.confirm(
      "Let those fall?",
      actor,
      asking: "whether \(ending.falls) may fall",
      otherwise: "nothing was merged",
      hint: "writ proposals show \(name.shellWord)"
    )
  }
}
