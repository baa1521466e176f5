import ArgumentParser
import Foundation
import Git
import Policies
import Records

/// The command `writ edit`.
struct Edit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Edit a policy in your editor, and propose what you changed",
    discussion: """
      Opens the text in your editor: your open proposal's, or else main's. When you close the \
      editor, the text is checked, the changed words are shown, and you are asked whether to \
      propose them. Words that are not proposed are kept, and the next 'writ edit' goes on with \
      them.
      """
  )

  @Argument(help: "The policy") var policy: String

  @Option(help: ArgumentHelp("Another language's text", valueName: "language"))
  var language: String?

  @Option(help: ArgumentHelp("Go on with this proposal", valueName: "proposal"))
  var proposal: String?

  @Option(
    name: [.customShort("m"), .customLong("message")],
    help: ArgumentHelp("Why (default: you are asked)", valueName: "why")
  )
  var reason: String?

  @Flag(help: "Ask people to sign again, although the words alone do not ask for it")
  var material = false

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let scribe = try space.scribe(actor)
    let desk = try EditingDesk(
      space: space,
      policy: policy,
      language: language,
      proposal: chosen(space, scribe)
    )
    try desk.begin()
    let editor = Editor(edge: space.edge, configuration: space.configuration)
    while true {
      try await editor.edit(desk.file)
      guard try desk.hasChanged else {
        try desk.end()
        return Output.answer("Nothing was changed")
      }
      do {
        let redline = try desk.check()
        Output.answer(redline.text(in: Output.redlineStyle(space.edge.terminal)))
        break
      } catch let failure as Failure {
        guard space.edge.terminal.canAsk else { throw failure }
        Output.remark(failure.text)
        guard space.edge.terminal.confirm("Edit again?") else { throw desk.kept }
      }
    }
    try await propose(desk, scribe, space)
  }

  private func propose(_ desk: EditingDesk, _ scribe: Scribe, _ space: Workspace) async throws {
    let reason = try reason ?? ask(desk, space)
    let draft = try scribe.draft(
      putting: [desk.path: desk.words],
      into: desk.proposal,
      reason: reason
    )
    let change = material ? .material : draft.leastClass
    let made = try await scribe.propose(draft, reason: reason, change: change)
    try desk.end()
    let verb = draft.previous == nil ? "Proposed" : "Revised"
    Output.answer("\(verb) \(made.name): \(change.rawValue)")
    Output.remark("hint: writ proposals show \(made.name)")
    space.remarkOnSending()
  }

  private func ask(_ desk: EditingDesk, _ space: Workspace) throws -> String {
    guard space.edge.terminal.canAsk else {
      throw Failure(
        "this has to ask you why, and there is no terminal to ask at; your words are kept",
        hint: TypedCommand.current.adding("-m", "WHY").text,
        status: .couldNotRun
      )
    }
    guard space.edge.terminal.confirm("Propose this?"),
      let reason = space.edge.terminal.ask("Why? In a few words:"),
      !reason.allSatisfy(\.isWhitespace)
    else { throw desk.kept }
    return reason
  }

  /// The proposal that is meant: the one named, else the only open one of this person for the text.
  private func chosen(_ space: Workspace, _ scribe: Scribe) throws -> Proposal? {
    if let proposal {
      let found = try space.policies.proposal(matching: proposal)
      guard !found.isMerged else { throw WorkflowError.alreadyMerged(found.name) }
      return found
    }
    let path = EditingDesk.path(policy, language)
    let book = try ReviewBook(space.policies)
    let own = try space.policies.proposalNames().filter { $0.person == scribe.person }
    let open = try space.policies.openProposals(among: own).filter {
      try $0.paths.contains(path) && space.policies.steering(of: $0, in: book).closing == nil
    }
    guard open.count < 2 else {
      throw Failure(
        "you have several open proposals for this text: \(open.map(\.name.description).joined(separator: ", "))",
        hint: TypedCommand.current.adding("--proposal", "\(open[0].name)").text
      )
    }
    return open.first
  }
}
