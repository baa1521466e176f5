import Git
import Records

/// Drops what was entered, merged or published here and cannot be sent, so that it can be done again
/// on top of what others did.
///
/// Proposals, reviews and acknowledgements stay; those that lean on what is dropped are signed again.
struct GivingWay {
  private let work: Synchronisation
  private var git: Repository { work.git }

  init(_ work: Synchronisation) { self.work = work }

  /// Sends what can be sent, drops the rest, and goes on from there.
  func run() async throws -> SyncReport {
    var first = try await work.run()
    // What a server lost or rewrote was theirs already, and is not given up to it.
    guard first.interruption == nil, first.held.isEmpty, first.alarms.allSatisfy(\.isRestored)
    else { return first }
    let there = try await work.remote.references()
    try await work.remote.fetchMissing(there, beside: git.policyReferences(), in: git)
    let alarms = try alarms(about: there)
    guard alarms.isEmpty else {
      first.add(alarms)
      return first
    }
    let unsendable = try Unsendable(in: git, beside: there, refused: first.judged)
    guard try isUntouched(unsendable) else {
      first.filesInTheWay = true
      return first
    }
    let again = try await take(unsendable)
    guard let again else { return first }
    var report = try await work.run()
    report.add(first)
    report.signedAgain += again
    return report
  }

  /// What the other copy lost or rewrote since it was looked at a moment ago.
  private func alarms(about there: [String: ObjectID]) throws -> [SyncPlan.Alarm] {
    let seen = try SeenRefs(of: work.remote.name, in: git.gitFolder)
    return try SyncPlan(here: git.policyReferences(), there: there, seen: seen.refs, in: git).alarms
  }

  /// Whether no changed file stands in the way of an older main.
  private func isUntouched(_ unsendable: Unsendable) throws -> Bool {
    guard let main = unsendable.offers.first(where: { $0.ref == Chain.main }), let base = main.old,
      !git.isBare, try git.headBranch() == Chain.main
    else { return true }
    let (newer, older) = try (git.treeOfCommit(main.new), git.treeOfCommit(base))
    do throws(GitError) {
      try git.requireUntouched(between: newer, and: older)
    } catch {
      guard error.code == .conflict else { throw error }
      return false
    }
    return true
  }

  /// Takes all steps; returns how many records were signed again, `nil` where there was nothing to do.
  private func take(_ unsendable: Unsendable) async throws -> Int? {
    let scribe = try scribe(leaningOnNoneOf: unsendable)
    let steps = try unsendable.steps(for: scribe?.person)
    guard !steps.isEmpty else { return nil }
    let others = try unsendable.others(than: scribe?.person)
    var again = 0
    for step in steps {
      switch step {
      case .drop(let offer) where others.isEmpty: try drop(offer)
      case .remove(let tag) where others.isEmpty:
        try git.exclusively(touching: [tag.name]) { try git.remove(tag.name) }
      case .signAgain(let chain): again += try await scribe?.count(signingAgain: chain) ?? 0
      case .drop, .remove: continue
      }
    }
    guard let other = others.first else { return again }
    throw Failure(
      "what '\(other)' signed here leans on what would be dropped, which stays until that is signed again",
      hint: "writ sync --give-way --person \(other)",
      status: .refused
    )
  }

  /// Signs by what stays, while what goes is still here.
  private func scribe(leaningOnNoneOf unsendable: Unsendable) throws -> Scribe? {
    let kept = try Repository.open(from: git.gitFolder)
    for offer in unsendable.offers { if let base = offer.old { kept.suppose(offer.ref, at: base) } }
    return try work.scribe?(PolicyRepository(kept, pinned: work.identity))
  }

  private func drop(_ offer: RefOffer) throws {
    let count = try offer.count(in: git)
    try git.exclusively(touching: [offer.ref, "index"]) {
      guard let base = offer.old else {
        guard try git.reference(offer.ref) == offer.new else {
          throw WorkflowError.busy(offer.ref)
        }
        return try git.remove(offer.ref)
      }
      if offer.ref == Chain.main, !git.isBare, try git.headBranch() == Chain.main {
        try git.checkOut(tree: git.treeOfCommit(base), from: git.treeOfCommit(offer.new))
      }
      try git.update(offer.ref, to: base, expecting: offer.new, because: "writ sync --give-way")
    }
    Output.remarkDropped(count, of: offer.ref)
  }
}

extension Scribe {
  /// Signs a chain again and leaves out what is about nothing; returns how many records are new.
  fileprivate func count(signingAgain chain: Unsendable.Leaning) async throws -> Int {
    let tip = try await signAgain(chain.ref, onto: chain.there, without: chain.idle)
    if !chain.idle.isEmpty { Output.remarkDropped(chain.idle.count, of: chain.ref) }
    guard let tip else { return 0 }
    return try RefOffer(ref: chain.ref, old: chain.there, new: tip).count(in: repository.git)
  }
}

extension Output {
  fileprivate static func remarkDropped(_ count: Int, of ref: String) {
    let word = RefKind(ref)?.word ?? ref
    remark("dropped, to be done again: \(count) \(word)\(count == 1 ? "" : "s")")
  }
}
