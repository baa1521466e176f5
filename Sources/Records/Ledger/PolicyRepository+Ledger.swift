public import Git
import Policies

extension PolicyRepository {
  /// The receipts here, read and checked; those of a repository without a ledger are none.
  ///
  /// - Parameter known: a receipt that was found good before by this registry, as were those below it.
  /// - Returns: the receipts.
  /// - Throws: `R-LEDGER` and other codes where a receipt is not to be trusted.
  public func ledger(knowing known: ObjectID? = nil) throws -> LedgerBook {
    guard try registry.ledger(at: registryTip) != nil,
      let tip = try git.reference(Chain.ledger)
    else { return .empty }
    if let book = books.book(at: tip, registryTip) { return book }
    let book = try LedgerBook(
      upTo: tip,
      in: git,
      identity: identity,
      history: history(),
      registry: registry,
      knowing: known
    )
    books.keep(book, at: tip, registryTip)
    return book
  }

  /// The newest receipt, which a record names as seen; `nil` without a ledger.
  func newestReceipt() throws -> ObjectID? {
    guard try registry.ledger(at: registryTip) != nil else { return nil }
    return try git.reference(Chain.ledger)
  }

  /// What refs became without a push that was noted: hooks that did not run, a copied repository.
  ///
  /// - Parameter now: the time that is noted for them.
  /// - Returns: a change for each ref that stands elsewhere than the newest receipt says.
  /// - Throws: a `Refusal` where the receipts are not to be trusted.
  public func unreceipted(at now: Instant) throws -> [Arrival] {
    let state = try ledger().state
    return try git.references(matching: "refs/*").compactMap { reference in
      guard let kind = RefKind(reference.name), kind != .ledger, let new = reference.target,
        new != state[reference.name]
      else { return nil }
      return Arrival(RefOffer(ref: reference.name, old: state[reference.name], new: new), at: now)
    }
  }
}

extension PolicyRepository {
  /// The receipts as they stand, newest first, each with its object; `ledger` checks them.
  public func receipts() throws -> [(id: ObjectID, receipt: Receipt)] {
    guard let tip = try git.reference(Chain.ledger) else { return [] }
    return try Chain.read(from: tip, in: git).reversed().map { ($0.id, try Receipt($0.record)) }
  }
}

extension PolicyRepository {
  /// Whether a server with a ledger would refuse what is new in a chain, since it was signed long
  /// ago.
  ///
  /// - Parameters:
  ///   - offer: the chain, as it is at the server and here.
  ///   - now: the time.
  /// - Returns: whether the oldest of what is new is older than the server allows, a minute being
  ///   left for the way to it.
  /// - Throws: a `Refusal` where the chain cannot be read.
  public func isTooOld(_ offer: RefOffer, at now: Instant) throws -> Bool {
    guard try newestReceipt() != nil else { return false }
    var oldest = now
    var next: ObjectID? = offer.new
    while let id = next, id != offer.old {
      let commit = try git.signedCommit(id).commit
      oldest = min(oldest, Instant(seconds: commit.time))
      next = commit.parents.first
    }
    return now.seconds - oldest.seconds > Scribe.clockTolerance - 60
  }
}
