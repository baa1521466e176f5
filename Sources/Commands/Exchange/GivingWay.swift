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
    for offer in unsendable.offers { try drop(offer) }
    for tag in unsendable.tags {
      try git.exclusively(touching: [tag.name]) { try git.remove(tag.name) }
    }
    let again = try await signAgain(unsendable)
    guard !unsendable.offers.isEmpty || !unsendable.tags.isEmpty || again > 0 else { return first }
    var report = try await work.run()
    report.add(first)
    report.signedAgain += again
    return report
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
    GivingWay.remark(count, RefKind(offer.ref)?.word ?? offer.ref)
  }

  /// Signs again what leans on what was dropped; returns how many records that were.
  private func signAgain(_ unsendable: Unsendable) async throws -> Int {
    guard let scribe = try work.scribe?(PolicyRepository(git, pinned: work.identity)) else {
      return 0
    }
    var count = 0
    for chain in try unsendable.leaning(of: scribe.person) {
      let tip = try await scribe.signAgain(chain.ref, onto: chain.there, without: chain.idle)
      if let tip {
        count += try RefOffer(ref: chain.ref, old: chain.there, new: tip).count(in: git)
      }
      if !chain.idle.isEmpty {
        GivingWay.remark(chain.idle.count, RefKind(chain.ref)?.word ?? chain.ref)
      }
    }
    return count
  }

  private static func remark(_ count: Int, _ word: String) {
    Output.remark("dropped, to be done again: \(count) \(word)\(count == 1 ? "" : "s")")
  }
}
