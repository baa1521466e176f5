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

  /// Whether a link of somebody's records is of the policy that is asked for; a consent is of none.
  func wants(_ link: ChainLink) -> Bool {
    guard let policy else { return true }
    guard link.record.format == .acknowledgement, let tag = try? link.record.value("Writ-Tag")
    else { return false }
    return tag.hasPrefix("refs/tags/policy/\(policy)/")
  }
}
