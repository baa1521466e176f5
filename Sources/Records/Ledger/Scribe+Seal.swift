public import Git
import Policies
import Signing

/// The server's own hand: receipts.
extension Scribe {
  /// How many changes of refs one receipt holds; with more it would be larger than a record may be.
  static let updatesPerReceipt = 180

  /// Writes receipts for what arrived and has none yet.
  ///
  /// What a crash left half done is done once: an arrival that a receipt already names is passed
  /// over. Where a ref was moved without a push, the receipt says so before it goes on.
  ///
  /// - Parameters:
  ///   - arrivals: the accepted changes, in any order.
  ///   - state: what the refs of these changes are by the newest receipt.
  /// - Returns: the new receipts, oldest first, and what the refs are by the newest.
  /// - Throws: `WorkflowError.notTheLedger` for anybody but the server that the registry names.
  @discardableResult
  public func seal(
    _ arrivals: [Arrival],
    after state: [String: ObjectID]
  ) async throws -> (receipts: [ObjectID], state: [String: ObjectID]) {
    let server = try repository.registry.ledger(at: repository.registryTip)
    guard server == person else { throw WorkflowError.notTheLedger(person, server) }
    // A receipt names no registry that is newer than the one that it is made by; the next one does. Receipts
    // that somebody brings back to a new server have none of their own.
    let known = arrivals.filter { arrival in
      guard arrival.offer.ref == RegistryArchive.ref else {
        return arrival.offer.ref != Chain.ledger
      }
      return isPart(arrival.offer.new, of: repository.registryTip)
    }
    let open = try inOrderOfTime(
      Dictionary(grouping: known, by: \.offer.ref).sorted { $0.key < $1.key }
        .flatMap { ref, arrivals in ordered(arrivals, from: state[ref]) }
    )
    var made: [ObjectID] = []
    for start in stride(from: 0, to: open.count, by: Scribe.updatesPerReceipt) {
      let part = open[start..<min(start + Scribe.updatesPerReceipt, open.count)]
      let updates = try part.map { try receipt(for: $0) }
      let latest = max(now, part.map(\.time).max() ?? now)
      made.append(
        try await append(to: Chain.ledger) { tip in
          let before = try tip.map { try Receipt(ChainLink($0, in: repository.git).record).time }
          return Receipt(time: max(latest, before ?? latest), updates: updates)
        }
      )
    }
    let last = Dictionary(open.map { ($0.offer.ref, $0.offer.new) }) { $1 }
    return (made, state.merging(last) { $1 })
  }

  /// The changes of one ref, each going on from the one before, from what the ledger says of it.
  ///
  /// What a receipt names already, or what a later change brings along, is passed over: a push whose
  /// ref could not be moved leaves its note, and the same comes again with the next.
  private func ordered(_ arrivals: [Arrival], from state: ObjectID?) -> [Arrival] {
    guard let ref = arrivals.first?.offer.ref else { return [] }
    var rest = Dictionary(grouping: arrivals, by: \.offer.new).values
      .compactMap { $0.max { $0.time < $1.time } }.sorted { $0.time < $1.time }
    var chain: [Arrival] = []
    var last = state
    while !rest.isEmpty {
      let place = rest.firstIndex { $0.offer.old == last }
      let next = rest.remove(at: place ?? 0)
      if place == nil {
        guard !isPart(next.offer.new, of: last) else { continue }
        if let old = next.offer.old, !isPart(old, of: last) {
          chain.append(Arrival(RefOffer(ref: ref, old: last, new: old), at: next.time))
          last = old
        }
      }
      chain.append(Arrival(RefOffer(ref: ref, old: last, new: next.offer.new), at: next.time))
      last = next.offer.new
    }
    return chain
  }

  /// Whether an object is another, or one that it goes on from.
  private func isPart(_ id: ObjectID, of other: ObjectID?) -> Bool {
    guard let other else { return false }
    return id == other || (try? repository.git.isAncestor(id, of: other)) == true
  }

  /// The same changes, none of a ref before what the receipts and the changes before it say.
  ///
  /// A server's clock may be put back. What the ledger says once can never be taken back, so that a
  /// change that seems to come before the last one of its ref is taken to have come with it, and one that
  /// seems to come later than now to come now.
  private func inOrderOfTime(_ arrivals: [Arrival]) throws -> [Arrival] {
    guard let first = arrivals.map(\.time).min() else { return [] }
    var latest: [String: Instant] = [:]
    var next = try repository.git.reference(Chain.ledger)
    while let id = next {
      let link = try ChainLink(id, in: repository.git)
      let receipt = try Receipt(link.record)
      guard receipt.time > first else { break }
      for update in receipt.updates {
        latest[update.ref] = max(update.arrival, latest[update.ref] ?? update.arrival)
      }
      next = link.commit.parents.first
    }
    let now = now
    return arrivals.map { arrival in
      let ref = arrival.offer.ref
      let here = min(arrival.time, now)
      let time = max(here, latest[ref] ?? here)
      latest[ref] = time
      return Arrival(arrival.offer, at: time)
    }
  }

  private func receipt(for arrival: Arrival) throws -> RefReceipt {
    let offer = arrival.offer
    return RefReceipt(
      old: offer.old,
      new: offer.new,
      digest: Digest.sha256(try repository.git.read(offer.new).bytes),
      arrival: arrival.time,
      ref: offer.ref
    )
  }
}
