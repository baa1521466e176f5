import Foundation
import Git
import Policies
import Records

/// Brings the kept copy of a policy repository up to date: fetches, verifies, takes in.
///
/// The first copy is made in a folder of its own, and one rename makes it true. Later each ref moves
/// after its verdict, as with `writ sync`. Nothing is ever sent.
struct CacheUpdate {
  let cache: PolicyCache
  /// The identity that the repository must have; `nil` takes the one that it has.
  let wanted: String?
  /// Who names that identity, for the words of an error.
  let source: String

  /// What is fetched: what rules, versions and people's standing are read and verified from.
  private static let patterns = [
    "refs/heads/main", "refs/tags/policy/*", "refs/writ/registry", "refs/writ/published",
    "refs/writ/ledger", "refs/writ/acts/*", "refs/writ/records/*",
  ]

  /// What came of it.
  struct Outcome {
    var copy: PolicyCache.Copy
    /// Whether this was the first time, when its identity began to be trusted.
    var isFirst: Bool
    /// What was left out, in words.
    var remarks: [String]
  }

  /// Fetches; one process at a time.
  ///
  /// - Returns: the copy.
  /// - Throws: a `Failure`; the copy that was there stays in use.
  func run() async throws -> Outcome {
    guard cache.home.make() else { throw cache.isOpen(source) }
    let waiting = { Output.remark("waiting for another writ that fetches the same policies") }
    return try await FileLock(path: cache.folder + ".lock").alone(waiting: waiting) {
      try clear()
      return try await cache.isThere ? renew() : begin()
    }
  }

  private func renew() async throws -> Outcome {
    let known = try cache.open(as: wanted, by: source)
    let git = known.policies.git
    let remarks = try await take(into: git, as: known.policies.identity)
    try git.configure("writ.fetched", cache.edge.now.description)
    let copy = try cache.open(as: wanted, by: source)
    return Outcome(copy: copy, isFirst: false, remarks: remarks)
  }

  private func begin() async throws -> Outcome {
    let scaffold = "\(cache.folder).\(UUID().uuidString)"
    do {
      let git = try Repository.initialiseBare(at: scaffold)
      let remarks = try await take(into: git, as: wanted)
      try git.configure("writ.repository", PolicyRepository(git, pinned: nil).identity)
      try git.configure("writ.address", cache.address.shown)
      try git.configure("writ.fetched", cache.edge.now.description)
      guard rename(scaffold, cache.folder) == 0 else {
        throw Failure(
          "could not finish '\(cache.folder.safe)'",
          cause: String(cString: strerror(errno)),
          status: .couldNotRun
        )
      }
      let copy = try cache.open(as: wanted, by: source)
      return Outcome(copy: copy, isFirst: true, remarks: remarks)
    } catch {
      try? FileManager.default.removeItem(atPath: scaffold)
      throw error
    }
  }

  /// Takes away what a killed run left of this address.
  private func clear() throws {
    let name = "\(cache.address.key).git."
    for left in try FileManager.default.names(in: cache.home.path)
    where left.hasPrefix(name) && !left.hasSuffix(".lock") {
      try FileManager.default.removeItem(atPath: "\(cache.home.path)/\(left)")
    }
  }

  /// Takes in what is new and good; returns what was left out.
  private func take(into git: Repository, as identity: String?) async throws -> [String] {
    let remote = try remote(for: git)
    let there = try await remote.references().filter { CacheUpdate.isNeeded($0.key) }
    let here = try git.policyReferences()
    try await remote.fetchMissing(there, beside: here, in: git)
    let plan = try SyncPlan(here: here, there: there, seen: here, in: git)
    var report = SyncReport(remote: cache.address.shown, alarms: plan.alarms)
    guard plan.alarms.isEmpty else { throw lost(report) }
    let folder = git.gitFolder
    let intake = Intake(into: git, identity: identity, now: cache.edge.now) {
      try Repository.open(from: folder)
    }
    let workers = ProcessInfo.processInfo.activeProcessorCount
    let results = try await intake.take(plan.incoming, workers: workers)
    for result in results { report.add(result) }
    try check(results, report, git)
    if results.count > 500 { _ = try await remote.git.run(["pack-refs", "--all"]) }
    await tidy(remote.git)
    return report.remarks
  }

  /// Packs what many fetches left, so that the copy does not grow for ever.
  ///
  /// Whoever reads the copy meanwhile finds what they look for in the new pack. What nothing leads
  /// to, such as refused records, Git keeps for two weeks. Where it fails, the next fetch tries again.
  private func tidy(_ git: UserGit) async {
    let settings = [
      "gc.auto=1000", "gc.autoPackLimit=10", "gc.autoDetach=false", "gc.writeCommitGraph=false",
    ]
    _ = try? await git.run(settings.flatMap { ["-c", $0] } + ["gc", "--auto", "--quiet"])
  }

  /// How long Git may take for one exchange: five minutes, or what the user has set.
  private func secondsAllowed() throws -> Int {
    let configuration = try GitConfiguration(environment: cache.edge.environment, repository: nil)
    let text = configuration.value("writ.fetchseconds", from: .trusted) ?? "300"
    guard let seconds = Int(text), (1...86_400).contains(seconds) else {
      throw Failure(
        "'\(text.safe)' is no number of seconds (writ.fetchSeconds)",
        hint: "git config --global writ.fetchSeconds 300",
        status: .couldNotRun
      )
    }
    return seconds
  }

  /// What stands at the address now; nothing is fetched.
  func references(for git: Repository) async throws -> [String: ObjectID] {
    try await remote(for: git).references()
  }

  private func remote(for git: Repository) throws -> Remote {
    var user = UserGit(in: git, edge: cache.edge, isOwn: true)
    user.limit = .seconds(try secondsAllowed())
    let address = cache.address
    return Remote(
      name: address.text,
      address: address.shown,
      git: user,
      patterns: CacheUpdate.patterns
    )
  }

  /// Proposals and requests are nobody's rules.
  private static func isNeeded(_ ref: String) -> Bool {
    switch RefKind(ref) {
    case .registry, .main, .tag, .published, .ledger, .acts, .records: true
    case .proposal, .enrolment, nil: false
    }
  }

  /// One person's bad records block nobody; whatever else is bad ends it.
  private func check(
    _ results: [IntakeResult],
    _ report: SyncReport,
    _ git: Repository
  ) throws {
    for result in results {
      guard case .refused(let refusal) = result.outcome else { continue }
      switch RefKind(result.offer.ref) {
      case .acts, .records: continue
      default: throw untrusted(result.offer.ref, refusal)
      }
    }
    for ref in [RegistryArchive.ref, Chain.main, Chain.published]
    where try git.reference(ref) == nil {
      throw Failure(
        "nothing is published at '\(cache.address.shown)'",
        cause: "there is no \(ref)",
        hint: "git ls-remote \(cache.address.shown.shellWord)",
        status: .couldNotRun
      )
    }
  }

  private func untrusted(_ ref: String, _ refusal: Refusal) -> Failure {
    guard refusal.code == .repository, ref == RegistryArchive.ref else {
      return Failure(
        "'\(cache.address.shown)' has something that is not to be trusted; nothing of it is used",
        cause: "\(ref): \(refusal.reason.safe) [\(refusal.code.rawValue)]",
        hint: "ask whoever runs the server"
      )
    }
    return Failure(
      "'\(cache.address.shown)' is another policy repository than \(cache.isThere ? "it was" : "\(source) names")",
      cause: "\(refusal.reason.safe) [\(refusal.code.rawValue)]",
      hint: FoundPolicies.hint(on: source)
    )
  }

  private func lost(_ report: SyncReport) -> Failure {
    Failure(
      "'\(cache.address.shown)' lost or rewrote something; the policies here stay as they were",
      cause: report.remarks.first,
      hint: "ask whoever runs the server"
    )
  }
}
