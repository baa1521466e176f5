import Git
import Synchronization

/// The receipts that were read last, for as long as there is no newer one.
final class KnownBook: Sendable {
  private struct Place: Equatable {
    var tip: ObjectID
    var registry: ObjectID
  }

  private let known = Mutex<(place: Place, book: LedgerBook)?>(nil)

  func book(at tip: ObjectID, _ registry: ObjectID) -> LedgerBook? {
    let place = Place(tip: tip, registry: registry)
    return known.withLock { $0?.place == place ? $0?.book : nil }
  }

  func keep(_ book: LedgerBook, at tip: ObjectID, _ registry: ObjectID) {
    known.withLock { $0 = (Place(tip: tip, registry: registry), book) }
  }
}
