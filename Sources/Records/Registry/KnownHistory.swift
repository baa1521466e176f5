import Synchronization

/// The registry's history that was read last, for as long as the registry stays the same.
final class KnownHistory: Sendable {
  private let known: Mutex<RegistryHistory?>

  init(_ history: RegistryHistory?) { known = Mutex(history) }

  var history: RegistryHistory? {
    get { known.withLock { $0 } }
    set { known.withLock { $0 = newValue } }
  }
}
