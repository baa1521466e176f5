import ArgumentParser
import Git
import Policies
import Records

/// The command `writ review`.
struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Approve a proposal, ask for a change, or comment",
    discussion: """
      Your verdict is on exactly the words as they are now. If anything changes afterwards, it no \
      longer counts. You cannot approve your own proposal.
      """
  )

  @Argument(help: ArgumentHelp("The proposal, as 'writ proposals' lists it", valueName: "proposal"))
  var name: String

  @Flag(help: "Approve it") var approve = false
  @Flag(help: "Ask for a change") var reject = false
  @Flag(help: "Take back your verdict") var withdraw = false
  @Option(help: ArgumentHelp("What you want to say", valueName: "text")) var comment: String?
  @Option(help: ArgumentHelp("The clause it is about", valueName: "id")) var clause: String?
  @Option(
    help: ArgumentHelp(
      "The remark you answer, as 'writ proposals show' names it",
      valueName: "remark"
    )
  )
  var answer: String?
  @Option(help: ArgumentHelp("The role you speak in, if you hold several", valueName: "role"))
  var role: String?
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let verdict = try verdict()
    let proposal = try space.policies.proposal(matching: name)
    let answered = try answered(proposal, space)
    try await space.scribe(actor).review(
      proposal,
      verdict,
      role: role,
      clause: clause ?? answered?.entry.review.clause,
      comment: (answered.map { "re \($0.id): " } ?? "") + (comment ?? "")
    )
    let person = try space.person(actor)
    switch verdict {
    case .approve:
      Output.answer("\(person) approved \(proposal.name) (\(proposal.change.rawValue))")
    case .reject: Output.answer("\(person) asked for a change of \(proposal.name)")
    case .comment: Output.answer("\(person) commented on \(proposal.name)")
    case .withdraw: Output.answer("\(person) took back their verdict on \(proposal.name)")
    }
    let book = try ReviewBook(space.policies)
    let row = try space.policies.row(proposal, book)
    let next =
      row.state == "approved"
      ? try space.policies.mergeHint(proposal, book) : "writ proposals show \(proposal.name)"
    Output.remark("hint: \(next)")
    space.remarkOnSending()
  }

  private func answered(_ proposal: Proposal, _ space: Workspace) throws -> Discussion.Remark? {
    guard let answer else { return nil }
    let reviews = try ReviewBook(space.policies).reviews(of: proposal.name)
    guard comment?.isEmpty == false, let remark = Discussion(reviews).remark(answer) else {
      throw Failure(
        comment?.isEmpty == false
          ? "there is no remark '\(answer.safe)' on \(proposal.name)" : "say what you answer",
        hint: "writ review \(name.shellWord) --answer \(answer.shellWord) --comment TEXT",
        status: .couldNotRun
      )
    }
    return remark
  }

  private func verdict() throws -> Review.Verdict {
    let chosen: [Review.Verdict] =
      (approve ? [.approve] : []) + (reject ? [.reject] : []) + (withdraw ? [.withdraw] : [])
    guard chosen.count < 2 else {
      throw Failure(
        "choose one of --approve, --reject and --withdraw",
        hint: "writ review \(name.shellWord) --approve",
        status: .couldNotRun
      )
    }
    if reject, comment?.isEmpty ?? true {
      throw Failure(
        "say what should change",
        hint: "writ review \(name.shellWord) --reject --comment TEXT",
        status: .couldNotRun
      )
    }
    if let verdict = chosen.first { return verdict }
    guard let comment, !comment.isEmpty else {
      throw Failure(
        "say what you think of it",
        hint: "writ review \(name.shellWord) --approve",
        status: .couldNotRun
      )
    }
    return .comment
  }
}
