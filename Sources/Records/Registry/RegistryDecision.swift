/// By whom a version of the registry is made.
struct RegistryDecision: Sendable {
  /// The repository's identity; `nil` while its first version is made.
  var identity: String?
  /// How many registrars agreed, whoever signs included.
  var registrars: Int
  /// When, as the version declares it.
  var time: Instant
  /// The keys that earlier versions ended, as `<type> <base64>`.
  var ended: [String: RegistryHistory.KeyEnd]
}
