import Git
import Synchronization

/// The publications that were read last, for as long as nothing new is published.
///
/// One command asks for them several times, and each reading checks every signature.
final class KnownShelf: Sendable {
  private let known = Mutex<(tip: ObjectID, shelf: PublicationShelf)?>(nil)

  func shelf(at tip: ObjectID) -> PublicationShelf? {
    known.withLock { $0?.tip == tip ? $0?.shelf : nil }
  }

  func keep(_ shelf: PublicationShelf, at tip: ObjectID) { known.withLock { $0 = (tip, shelf) } }
}
