import ArgumentParser
import Git
import Policies
import Records

/// The command `writ propose`.
struct Propose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Propose the changes you made in the files here",
    discussion: """
      Edit a policy, then propose it. The files stay as you edited them; proposing again adds a \
      new revision to your open proposal. What was approved before must then be approved again.
      """
  )

  @Argument(help: "Only this policy's files (default: all changed files)")
  var policy: String?

  @Option(
    name: [.customShort("m"), .customLong("message")],
    help: ArgumentHelp("Why (default: you are asked)", valueName: "why")
  )
  var reason: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("The proposal to make or continue", valueName: "name")
  )
  var slug: String?

  @Flag(help: "Ask people to sign again, although the words alone do not ask for it")
  var material = false

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    try space.requireMain()
    let scribe = try space.scribe(actor)
    let reason = try why(space.edge.terminal)
    let draft = try scribe.draft(policy: policy, slug: slug, reason: reason)
    try PolicyCheck.refuseBroken(draft)
    try RuleClauses.require(of: draft, space.policies)
    try TextCheck(space.policies).refuseBroken(draft)
    let change = material ? .material : draft.leastClass
    let proposal = try await scribe.propose(draft, reason: reason, change: change)
    let verb = draft.previous == nil ? "Proposed" : "Revised"
    Output.answer("\(verb) \(proposal.name): \(change.rawValue)")
    for (path, assessment) in draft.assessments.sorted(by: { $0.key < $1.key }) {
      for reason in assessment.reasons { Output.remark("  \(path): \(reason.text.safe)") }
    }
    for change in proposal.changes where !change.path.isPolicyText {
      Output.remark("  \(change.path): \(change.verb)")
    }
    Output.remark(
      change == .material
        ? "People will be asked to sign again." : "Nobody will be asked to sign again."
    )
    Output.remark("hint: writ proposals show \(proposal.name)")
    space.remarkOnSending()
  }

  private func why(_ terminal: Terminal) throws -> String {
    let words = reason ?? (terminal.canAsk ? terminal.ask("Why? In a few words:") : nil)
    guard let words, !words.allSatisfy(\.isWhitespace), words.utf8.count <= 4000 else {
      throw Failure("say why, in a few words", hint: "writ propose -m WHY", status: .couldNotRun)
    }
    return words
  }
}

extension Workspace {
  /// The files here must be main's, or what changed in them cannot be told.
  func requireMain() throws {
    guard !git.isBare else {
      throw Failure(
        "this repository has no files to edit",
        hint: "git clone \(git.gitFolder.shellWord)",
        status: .couldNotRun
      )
    }
    guard try git.headBranch() == Chain.main else {
      throw Failure("the files here are not main's", hint: "git switch main", status: .couldNotRun)
    }
  }
}
