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
    let open = Dictionary(grouping: arrivals, by: \.offer.ref).sorted { $0.key < $1.key }
      .flatMap { ref, arrivals in Scribe.ordered(arrivals, from: state[ref]) }
    var made: [ObjectID] = []
    for start in stride(from: 0, to: open.count, by: Scribe.updatesPerReceipt) {
      let part = open[start..<min(start + Scribe.updatesPerReceipt, open.count)]
      let updates = try part.map { try receipt(for: $0) }
      let time = max(now, part.map(\.time).max() ?? now)
      made.append(
        try await append(to: Chain.ledger) { _ in Receipt(time: time, updates: updates) }
      )
    }
    let last = Dictionary(open.map { ($0.offer.ref, $0.offer.new) }) { $1 }
    return (made, state.merging(last) { $1 })
  }

  /// The changes of one ref, each going on from the one before, from what the ledger says of it.
  private static func ordered(_ arrivals: [Arrival], from state: ObjectID?) -> [Arrival] {
    guard let ref = arrivals.first?.offer.ref else { return [] }
    var rest = arrivals.sorted { $0.time < $1.time }
    var chain: [Arrival] = []
    var last = state
    if let place = rest.firstIndex(where: { $0.offer.new == state }) {
      // A crash came between the receipt and forgetting what it was for.
      rest.removeSubrange(...place)
    }
    while !rest.isEmpty {
      let place = rest.firstIndex { $0.offer.old == last } ?? 0
      let next = rest.remove(at: place)
      if next.offer.old != last, let old = next.offer.old {
        chain.append(Arrival(RefOffer(ref: ref, old: last, new: old), at: next.time))
      }
      chain.append(
        Arrival(RefOffer(ref: ref, old: next.offer.old ?? last, new: next.offer.new), at: next.time)
      )
      last = next.offer.new
    }
    return chain
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
