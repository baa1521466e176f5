public import Git

/// How far a chain goes: what a pack of evidence says of each chain in it.
public struct ChainExtent: Equatable, Sendable {
  /// The chain's ref.
  public let ref: String
  /// Its newest link.
  public let tip: ObjectID
  /// How many links it has; each names its number and the SHA-256 of the one before it.
  public let count: Int
}

extension PolicyRepository {
  /// How far a chain goes; `nil` if there is none.
  ///
  /// - Throws: a `Refusal` if its newest link is no record.
  public func extent(of ref: String) throws -> ChainExtent? {
    try git.reference(ref).map { tip in
      ChainExtent(ref: ref, tip: tip, count: try ChainLink(tip, in: git).record.sequence)
    }
  }
}
