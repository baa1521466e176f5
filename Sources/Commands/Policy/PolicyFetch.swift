import ArgumentParser
import Git
import Records

/// The command `writ policy fetch`.
struct PolicyFetch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Bring the policies that drafts here are checked against up to date",
    discussion: """
      For a repository of drafts whose .writ.yml names an address. What comes is checked as 'writ \
      sync' does, and kept in your own cache folder; 'writ lint' and the hooks read it there and \
      never wait for the network. The first time, the policy repository's identity is written \
      down; another one is refused from then on. Git asks nothing meanwhile.
      """
  )

  @Argument(
    help: ArgumentHelp("Where the policies are (default: as .writ.yml says)", valueName: "address")
  )
  var address: String?

  @Option(
    help: ArgumentHelp("The identity that the policy repository must have", valueName: "id")
  )
  var fingerprint: String?

  @Option(help: ArgumentHelp("The folder with the drafts (default: here)", valueName: "path"))
  var repository: String?

  @Flag(help: "Write JSON") var json = false

  func run() async throws {
    let edge = Edge.current
    let folder = edge.path(repository ?? ".")
    let work = try Repository.find(from: folder)?.workFolder ?? folder
    let settings = try address == nil ? DraftSettings.read(in: work) : nil
    let place = address.map { PolicyPlace($0, in: edge) } ?? settings?.policies
    guard case .address(let address) = place else { throw PolicyFetch.nothing(at: place, edge) }
    let cache = try PolicyCache(address, edge)
    let outcome = try await CacheUpdate(
      cache: cache,
      wanted: fingerprint ?? settings?.identity,
      source: fingerprint == nil ? DraftSettings.file : "--fingerprint"
    ).run()
    for remark in outcome.remarks { Output.remark(remark) }
    let pinned = settings?.versions ?? [:]
    if json {
      try Output.json(FetchedPolicies(outcome, from: cache, pinned: pinned))
    } else {
      Output.answer(try outcome.answer(for: cache, now: edge.now))
    }
    outcome.remarkTrust()
    try PinnedVersions(pinned, on: PublicationShelf(outcome.copy.policies)).remark(at: edge.now)
  }

  private static func nothing(at place: PolicyPlace?, _ edge: Edge) -> Failure {
    guard case .folder(let folder) = place else {
      return Failure(
        "it is not said where the policies are",
        hint: "writ policy fetch ADDRESS, or: writ hooks install --policies ADDRESS",
        status: .couldNotRun
      )
    }
    let path = edge.path(folder).safe
    return Failure(
      "the policies are in the folder '\(path)'; nothing has to be fetched",
      hint: "writ sync --repository \(path.shellWord)",
      status: .couldNotRun
    )
  }
}

extension CacheUpdate.Outcome {
  /// What is in force in the copy.
  func answer(for cache: PolicyCache, now: Instant) throws -> String {
    let shelf = try PublicationShelf(copy.policies)
    let titles = shelf.policies.compactMap { shelf.inForce($0, at: now)?.title }
    let versions = titles.isEmpty ? "nothing in force yet" : titles.joined(separator: ", ")
    return isFirst ? "Fetched from \(cache.address.shown): \(versions)" : "Up to date: \(versions)"
  }

  /// The first time, says what is trusted from now on.
  func remarkTrust() {
    guard isFirst else { return }
    Output.remark(
      "this policy repository is \(copy.policies.identity); no other is taken from there"
    )
  }
}
