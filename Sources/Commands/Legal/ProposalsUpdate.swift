import ArgumentParser
import Foundation
import Git
import Policies
import Records

/// The command `writ proposals update`.
struct ProposalsUpdate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Join a proposal with what main has become since",
    discussion: """
      Clause by clause: what only one side changed is taken over. Where both changed the same \
      clause you choose the words: yours, main's, or others that you write. What was approved \
      before must then be approved again, because the words are new.
      """
  )

  @Argument(help: ArgumentHelp("The proposal", valueName: "proposal")) var name: String

  @Option(
    name: .customLong("take"),
    help: ArgumentHelp(
      "Choose without being asked: SM-3=mine, SM-3=main, or a file's path instead of the clause",
      valueName: "clause=side"
    )
  )
  var taken: [String] = []

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let proposal = try space.policies.proposal(matching: name)
    guard !proposal.isMerged else { throw WorkflowError.alreadyMerged(proposal.name) }
    guard try !space.policies.outdatedFiles(of: proposal).isEmpty else {
      return Output.answer("\(proposal.name) fits main as it is")
    }
    // Words can be chosen, but not who holds a role.
    guard !proposal.name.isForRegistry else {
      let paths = try space.policies.outdatedFiles(of: proposal)
      throw WorkflowError.conflicts(proposal.name, paths)
    }
    let scribe = try space.scribe(actor)
    let choosing = WordChoice(space: space, choices: try choices())
    let joint = try JointTexts(of: proposal, in: space.policies)
    let files = try await joint.files(choosing)
    let draft = try scribe.draft(putting: files, into: proposal, reason: proposal.reason)
    let made = try await scribe.propose(
      draft,
      reason: proposal.reason,
      change: max(proposal.change, draft.leastClass)
    )
    Output.answer("Joined \(made.name) with main")
    Output.remark("hint: writ proposals show \(made.name)")
    space.remarkOnSending()
  }

  private func choices() throws -> [String: String] {
    var choices: [String: String] = [:]
    for word in taken {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, ["mine", "main"].contains(parts[1]) else {
        throw Failure(
          "'\(word.safe)' is no choice; write the clause, '=', and 'mine' or 'main'",
          hint: "writ proposals update \(name.shellWord) --take SM-3=mine",
          status: .couldNotRun
        )
      }
      choices[parts[0]] = parts[1]
    }
    return choices
  }
}
