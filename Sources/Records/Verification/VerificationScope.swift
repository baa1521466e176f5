public import Policies

/// Which acknowledgements are checked; all that they lean on is checked in any case.
public struct VerificationScope: Equatable, Sendable {
  /// Only this person's; `nil` for everybody's.
  public var person: PersonID?
  /// Only those of this policy's versions; `nil` for all.
  public var policy: String?
  /// Only those that are not older than this; `nil` for all.
  public var since: Instant?

  /// Makes a scope.
  public init(person: PersonID? = nil, policy: String? = nil, since: Instant? = nil) {
    (self.person, self.policy, self.since) = (person, policy, since)
  }

  /// Everything.
  public static let all = VerificationScope()
}
