import Git
import Policies

/// A change of a ref that was accepted, with the moment at which it arrived.
public struct Arrival: Hashable, Sendable {
  /// The ref and what it became.
  public let offer: RefOffer
  /// When it arrived.
  public let time: Instant

  /// Makes one.
  public init(_ offer: RefOffer, at time: Instant) { (self.offer, self.time) = (offer, time) }
}
