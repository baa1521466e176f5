import Synchronization

/// Refs that are taken to stand where they do not stand yet.
///
/// What a push brings leans on itself: a record on a key that the same push enters, a publication
/// on a merge. Whoever judges it has to see all of it before any ref moves.
extension Repository {
  /// From now on, as long as this handle lives, a ref reads as if it stood there.
  ///
  /// Nothing is written, and nobody else sees it.
  public func suppose(_ name: String, at id: ObjectID) { supposed.withLock { $0[name] = id } }

  /// Every ref that is supposed to stand somewhere, by name.
  public var suppositions: [String: ObjectID] { supposed.withLock { $0 } }

  func supposition(_ name: String) -> ObjectID? { supposed.withLock { $0[name] } }

  /// The refs that were found, with what is supposed of those that begin with `prefix`.
  func supposing(_ found: [Reference], under prefix: Substring) -> [Reference] {
    let supposed = suppositions.filter { $0.key.hasPrefix(prefix) }
    guard !supposed.isEmpty else { return found }
    return found.filter { supposed[$0.name] == nil }
      + supposed.map { Reference(name: $0.key, target: $0.value) }
  }
}
