public import Policies
import Signing

/// How one key came into the registry in a person's name.
public struct KeyStory: Sendable {
  /// The key, as OpenSSH prints it.
  public let fingerprint: String
  /// From when it speaks for the person.
  public let from: Instant
  /// From when it no longer does; `nil` while it is in use.
  public let until: Instant?
  /// The registrar who signed the version that brought it.
  public let enteredBy: PersonID
  /// That version's number.
  public let version: Int
  /// Whether the key itself asked for it; else a registrar entered it.
  public let wasRequested: Bool
  /// Whether an older key of the person consented.
  public let hadConsent: Bool
}

extension PolicyRepository {
  /// Every key that was ever entered in a person's name, oldest first, and by whom.
  public func keyStories(of person: PersonID) throws -> [KeyStory] {
    let history = try self.history()
    let tree = try registry.tree(of: registryTip)
    return try registry.requiredMember(person, at: registryTip).keys.map { grant in
      let index = try history.versions.firstIndex { version in
        try registry.member(person, at: version)?.keys.contains { $0.keyLine == grant.keyLine }
          ?? false
      }
      guard let index, let signer = history.signer(of: history.versions[index]) else {
        throw Refusal(.registry, "a key of \(person) is in no version of the registry")
      }
      let key = try grant.key
      let place = "\(RegistryFiles.shard(of: person))/\(person)/\(Digest.sha256(key.blob))"
      return KeyStory(
        fingerprint: key.fingerprint,
        from: grant.from,
        until: grant.until,
        enteredBy: signer,
        version: index + 1,
        wasRequested: try git.entry("enrolments/\(place)", in: tree) != nil,
        hadConsent: try git.entry("vouches/\(place)", in: tree) != nil
      )
    }.sorted { ($0.from, $0.version) < ($1.from, $1.version) }
  }
}
