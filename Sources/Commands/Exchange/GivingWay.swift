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
    let first = try await work.run()
    // What a server lost or rewrote was theirs already, and is not given up to it.
    guard first.interruption == nil, first.alarms.allSatisfy(\.isRestored) else { return first }
    let there = try await work.remote.references()
    try await work.remote.fetchMissing(there, beside: git.policyReferences(), in: git)
    let unsendable = try Unsendable(in: git, beside: there, refused: first.judged)
    let scribe = try scribe(leaningOnNoneOf: unsendable)
    let steps = try unsendable.steps(for: scribe?.person)
    guard !steps.isEmpty else { return first }
    var again = 0
    for step in steps {
      switch step {
      case .drop(let offer): try drop(offer)
      case .remove(let tag): try git.exclusively(touching: [tag.name]) { try git.remove(tag.name) }
      case .signAgain(let chain): again += try await scribe?.count(signingAgain: chain) ?? 0
      }
    }
    var report = try await work.run()
    report.add(first)
    report.signedAgain += again
    return report
  }

  /// Signs by what stays, while what goes is still here.
  private func scribe(leaningOnNoneOf unsendable: Unsendable) throws -> Scribe? {
    let kept = try Repository.open(from: git.gitFolder)
    for offer in unsendable.offers { if let base = offer.old { kept.suppose(offer.ref, at: base) } }
    return try work.scribe?(PolicyRepository(kept, pinned: work.identity))
  }

  private func drop(_ offer: RefOffer) throws {
    guard let base = offer.old else { return }
    let count = try offer.count(in: git)
    try git.exclusively(touching: [offer.ref, "index"]) {
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
