import Foundation
import Git
import Policies
import Records
import Signing

/// One push as the server's hooks see it.
///
/// `pre-receive` judges everything while the pushed objects are still apart, and leaves its verdict
/// in the spool; `proc-receive` looks at it once more and moves the refs. Either alone accepts nothing.
struct Reception {
  let git: Repository
  let configuration: GitConfiguration
  let edge: Edge
  let spool: Spool

  /// What everything else leans on: if one of these moves meanwhile, the verdict is made again.
  private static let basis = [RegistryArchive.ref, Chain.main, Chain.published]
  /// What a merge leans on besides: everybody's verdicts.
  private static let acts = "refs/writ/acts/*"

  init(edge: Edge) throws {
    self.edge = edge
    git = try Repository.open(from: ".", honouringEnvironment: true)
    configuration = try GitConfiguration(environment: edge.environment, repository: git)
    spool = Spool(of: git, configuration)
  }

  /// What names this push for both hooks: the process that receives it, which runs them.
  static var push: String { String(getppid()) }

  /// Judges a push; what it finds stays with the push.
  func judge(_ updates: [PushedRef]) async throws -> Spool.Verdict {
    let arrival = edge.now
    let identity = try identity()
    let rules = PushRules(
      pusher: edge.environment["WRIT_PUSHER"].flatMap { PersonID($0) },
      now: arrival,
      isFirst: try git.reference(RegistryArchive.ref) == nil
    )
    let basis = try basis(withActs: updates.contains { $0.ref == Chain.main })
    let known = try history(identity)
    let judge = PushJudge(git, identity: identity, rules: rules, knowing: known) {
      try Repository.open(from: ".", honouringEnvironment: true)
    }
    let workers = ProcessInfo.processInfo.activeProcessorCount
    let refusals = try await judge.refusals(of: updates, workers: workers)
    // A registry that was good is supposed to stand here by now.
    let isEmpty = try git.reference(RegistryArchive.ref) == nil
    return Spool.Verdict(
      arrival: arrival.seconds,
      basis: basis,
      refused: Dictionary(
        uniqueKeysWithValues: refusals.map {
          ($0.key, Reception.words($0.value, on: $0.key, isEmpty: isEmpty))
        }
      ),
      lines: updates.map(\.line).sorted()
    )
  }

  /// Whether what a verdict leaned on still stands.
  func stillHolds(_ verdict: Spool.Verdict) throws -> Bool {
    try basis(withActs: verdict.basis[Reception.acts] != nil) == verdict.basis
  }

  private func basis(withActs: Bool) throws -> [String: String] {
    var basis: [String: String] = [:]
    for ref in Reception.basis { basis[ref] = try git.reference(ref)?.hex }
    guard withActs else { return basis }
    let acts = try git.references(matching: Reception.acts)
    basis[Reception.acts] = Digest.sha256(
      acts.map { "\($0.name) \($0.target?.hex ?? "")\n" }.joined()
    )
    return basis
  }

  /// Refuses what no longer goes on from what stands here: Git would not move it either, and the note of
  /// its arrival would be one of something that never came.
  func refusingWhatMoved(_ updates: [PushedRef], in verdict: Spool.Verdict) throws -> Spool.Verdict
  {
    var verdict = verdict
    // What was judged good is supposed to stand in the other handle.
    let git = try Repository.open(from: ".", honouringEnvironment: true)
    for update in updates where verdict.refused[update.ref] == nil {
      guard try git.reference(update.ref) != update.old else { continue }
      verdict.refused[update.ref] = "it has changed here meanwhile [R-CHAIN]; type: writ sync"
    }
    return verdict
  }

  /// Moves refs, all of them or none, from what they were when they were judged.
  ///
  /// - Returns: what Git said against it; `nil` where all were moved.
  /// - Throws: a `Failure` where Git could not be run.
  func move(_ updates: [PushedRef]) async throws -> String? {
    guard !updates.isEmpty else { return nil }
    let none = String(repeating: "0", count: 40)
    let lines = updates.compactMap { update in
      update.new.map { "update \(update.ref) \($0) \(update.old?.hex ?? none)\n" }
    }
    let moved = try await UserGit(in: git, edge: edge, isOwn: true)
      .run(["update-ref", "-m", "push", "--stdin"], input: lines.joined())
    return moved.isGood ? nil : moved.reason
  }

  /// Ends the process, accepting nothing, when judging takes too long.
  func limitTime() {
    let seconds = Int(configuration.value("writ.pushseconds", from: .all) ?? "") ?? 120
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: TimeInterval(seconds))
      Output.remark("error: the server took longer than \(seconds) seconds; nothing was accepted")
      Output.remark("hint: push less at once, or ask whoever runs the server")
      exit(Failure.Status.refused.rawValue)
    }
  }

  /// The registry's history, kept from push to push; `nil` while the repository is empty.
  private func history(_ identity: String) throws -> RegistryHistory? {
    guard let tip = try git.reference(RegistryArchive.ref) else { return nil }
    if let history = spool.history, history.tip == tip { return history }
    let history = try RegistryHistory(upTo: tip, in: git)
    try spool.keep(history)
    return history
  }

  private func identity() throws -> String {
    guard let identity = configuration.value("writ.repository", from: .all) else {
      throw Failure(
        "this server does not know which policy repository it serves",
        hint: "writ hooks install --server --fingerprint ID"
      )
    }
    return identity
  }

  /// A refusal on one line, with the next command where there is one.
  private static func words(_ refusal: Refusal, on ref: String, isEmpty: Bool) -> String {
    let hint =
      switch refusal.code {
      // What everybody leans on is not signed again by itself.
      case .time where basis.contains(ref): "; type: writ sync --give-way"
      case .time, .chain: "; type: writ sync"
      case .registry where isEmpty: "; type: writ sync --restore"
      case .registry where !basis.contains(ref): "; type: writ sync --give-way"
      case .key, .signature, .signatureForm: "; type: writ me"
      case .approval: "; type: writ proposals"
      case .newer: "; type: writ --version"
      default: ""
      }
    return "\(refusal.reason.safe) [\(refusal.code.rawValue)]\(hint)"
  }
}
