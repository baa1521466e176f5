import ArgumentParser
import Git
import Policies
import Records

/// The command `writ sync`.
struct Sync: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Exchange everything with the others' copy",
    discussion: """
      Receives what others signed, checks all of it, and sends what you signed. What cannot be \
      trusted is not taken in, and Writ says what and why. It uses your own Git with your \
      passwords, keys and proxies.
      """
  )

  @Flag(help: "Send again what the other side lost") var restore = false

  @Flag(
    help:
      """
      Where others merged, published or entered people first, or a server takes it no more, take \
      theirs and drop yours, to be done again
      """
  )
  var giveWay = false

  @Option(help: ArgumentHelp("The other copy's name in Git (default: origin)", valueName: "name"))
  var remote: String?

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let edge = Edge.current
    let site = try SyncSite(folder: edge.path(place.repository ?? "."), edge: edge)
    var work = Synchronisation(
      git: site.git,
      identity: try site.identity(),
      remote: try site.remote(remote),
      now: edge.now,
      restores: restore
    )
    let actor = actor
    work.scribe = { try site.scribe($0, actor) }
    let report = try await giveWay ? GivingWay(work).run() : work.run()
    try site.pin()
    try json ? Output.json(report) : Sync.write(report)
    if let failure = report.interruption { throw failure }
    guard report.isGood else { throw ExitCode(Failure.Status.refused.rawValue) }
  }

  private static func write(_ report: SyncReport) {
    Output.answer(report.answer)
    for line in report.remarks { Output.remark(line) }
    if let hint = report.hint { Output.remark("hint: \(hint)") }
  }
}
