import ArgumentParser
import Documents
import Git
import Policies
import Records

/// The command `writ policy new`.
struct PolicyNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a policy, or bring in one that you have",
    discussion: """
      Writes policies/ID/policy.md here; nothing is proposed yet. With --from, a Markdown or Word \
      file comes in word for word: every heading becomes a clause with an id that stays, old numbers \
      are listed with the clause they became, and whatever could not come along is named. A Word \
      file needs pandoc, and no change in it may still be tracked.
      """
  )

  @Argument(help: "The policy's id, as in travel-expenses") var id: String
  @Option(help: ArgumentHelp("A Markdown or Word file to bring in", valueName: "file"))
  var from: String?
  @OptionGroup var front: FrontOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    try space.requireMain()
    let shelf = try NewPolicy(id, space)
    var wanted = try front.values()
    var incoming: IncomingText?
    if let from { incoming = try await IncomingText(from, space.edge) }
    if space.edge.terminal.canAsk { front.ask(&wanted, incoming, space.edge.terminal) }
    let policy = try shelf.make(incoming, wanted, prefix: front.prefix())
    try shelf.write(policy.text)
    Output.answer("Wrote \(shelf.path): \(policy.summary)")
    for line in policy.remarks { Output.remark(line.safe) }
    for line in try shelf.missing(policy.document) { Output.remark("note: \(line)".safe) }
    Output.remark("hint: writ propose \(id) -m \"A policy for us\"")
  }
}
