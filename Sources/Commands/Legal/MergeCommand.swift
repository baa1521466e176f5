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
    let ending = try space.policies.effect(ofMerging: proposal)
    let quorum = try space.policies.registrarQuorum()
    try await space.scribe(actor).merge(proposal)
    Output.answer("Merged \(proposal.name) (\(proposal.change.rawValue))")
    if ending.stays + ending.falls > 0 {
      Output.remark(
        "Signed with the keys that it ends: \(ending.stays) stay good, \(ending.falls) fall"
      )
    }
    try space.remarkOnQuorum(after: quorum)
    if let policy = proposal.policies.first { Output.remark("hint: writ publish \(policy)") }
    space.remarkOnSending()
  }
}
