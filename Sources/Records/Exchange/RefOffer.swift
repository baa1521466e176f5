public import Git

/// A ref as another repository has it: what it is to become here.
public struct RefOffer: Hashable, Sendable {
  /// The ref's full name.
  public var ref: String
  /// What it points to here; `nil` if it is not here yet.
  public var old: ObjectID?
  /// What it points to there.
  public var new: ObjectID

  /// Makes an offer.
  public init(ref: String, old: ObjectID?, new: ObjectID) {
    (self.ref, self.old, self.new) = (ref, old, new)
  }
}

/// What became of an offer.
public struct IntakeResult: Sendable {
  /// What became of it.
  public enum Outcome: Sendable {
    /// It was good, and the ref is now as it is there; so many signed objects are new.
    case taken(Int)
    /// It is not to be trusted, and the ref stays as it was.
    case refused(Refusal)
    /// It is good; changed files in the work folder stand in its way.
    case filesInTheWay
  }

  /// The offer.
  public let offer: RefOffer
  /// What became of it.
  public let outcome: Outcome
}
