import Policies
import Records

/// What a fetch brought, as `writ policy fetch --json` writes it.
struct FetchedPolicies: Encodable {
  /// A version that is in force in the copy.
  struct Version: Encodable {
    var policy: String
    var version: String
    var effective: String
    /// The version that `.writ.yml` names, where it names one.
    var pinned: String?
  }

  /// Where they came from, without a password.
  var address: String
  /// Which policy repository it is.
  var identity: String
  /// Whether nothing was here before.
  var isFirst: Bool
  /// When the copy was brought up to date.
  var fetched: String?
  /// What is in force there, by policy.
  var inForce: [Version]
  /// What was not taken in, in words.
  var leftOut: [String]

  init(
    _ outcome: CacheUpdate.Outcome,
    from cache: PolicyCache,
    pinned: [String: PolicyVersion]
  ) throws {
    let shelf = try PublicationShelf(outcome.copy.policies)
    address = cache.address.shown
    identity = outcome.copy.policies.identity
    isFirst = outcome.isFirst
    fetched = outcome.copy.fetched?.description
    leftOut = outcome.remarks
    inForce = shelf.policies.compactMap { policy in
      guard let entry = shelf.inForce(policy, at: cache.edge.now) else { return nil }
      return Version(
        policy: policy,
        version: entry.publication.version.description,
        effective: entry.effective.description,
        pinned: pinned[policy]?.description
      )
    }
  }
}
