import Git
import Records

/// Drops what was merged, published or entered here where others were faster, so that it can be
/// done again on top of theirs.
///
/// Proposals, reviews and acknowledgements stay; what is dropped are the steps that built on an
/// older state of main or of the registry.
struct GivingWay {
  private let work: Synchronisation

  init(_ work: Synchronisation) { self.work = work }

  func run() async throws {
    let there = try await work.remote.references()
    let shared = [RegistryArchive.ref, Chain.main, Chain.published]
    let wanted = shared.filter { there[$0] != nil }
    try await work.remote.fetch(wanted)
    for ref in shared {
      guard let here = try work.git.reference(ref), let other = there[ref], here != other,
        let base = try work.git.mergeBase(here, other), base != here, base != other
      else { continue }
      try drop(ref, from: here, to: base)
    }
  }

  private func drop(_ ref: String, from here: ObjectID, to base: ObjectID) throws {
    let count = try RefOffer(ref: ref, old: base, new: here).count(in: work.git)
    try work.git.exclusively(touching: [ref, "index"]) {
      if ref == Chain.main, !work.git.isBare, try work.git.headBranch() == Chain.main {
        try work.git.checkOut(
          tree: work.git.treeOfCommit(base),
          from: work.git.treeOfCommit(here)
        )
      }
      try work.git.update(ref, to: base, expecting: here, because: "writ sync --give-way")
    }
    let word = RefKind(ref)?.word ?? ref
    Output.remark("dropped, to be done again: \(count) \(word)\(count == 1 ? "" : "s")")
  }
}
