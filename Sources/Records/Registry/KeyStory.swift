import Git
public import Policies
import Signing

/// How one key came into the registry in a person's name, and how it ended.
public struct KeyStory: Sendable {
  /// A version of the registry, and whose word it was.
  public struct Decision: Sendable {
    /// The version's number.
    public let version: Int
    /// When it was signed, as declared.
    public let time: Instant
    /// The registrar who signed it.
    public let signer: PersonID
    /// The registrars whose approval it names, sorted; none where one decides.
    public let agreed: [PersonID]
  }

  /// The key, as OpenSSH prints it.
  public let fingerprint: String
  /// From when it speaks for the person.
  public let from: Instant
  /// From when it no longer does; `nil` while it is in use.
  public let until: Instant?
  /// The version that brought it.
  public let entered: Decision
  /// The version that ended it; `nil` while it is in use.
  public let ended: Decision?
  /// Whether the key itself asked for it; else a registrar entered it.
  public let wasRequested: Bool
  /// Whether an older key of the person consented.
  public let hadConsent: Bool
}

extension PolicyRepository {
  /// Every key that was ever entered in a person's name, oldest first, and by whom.
  ///
  /// - Throws: a `Refusal` where the registry is not to be trusted.
  public func keyStories(of person: PersonID) throws -> [KeyStory] {
    let tree = try registry.tree(of: registryTip)
    return try registry.requiredMember(person, at: registryTip).keys.map { grant in
      guard let entered = try decision(on: person, first: { $0.keyLine == grant.keyLine }) else {
        throw Refusal(.registry, "a key of \(person) is in no version of the registry")
      }
      let key = try grant.key
      let place = "\(RegistryFiles.shard(of: person))/\(person)/\(Digest.sha256(key.blob))"
      return KeyStory(
        fingerprint: key.fingerprint,
        from: grant.from,
        until: grant.until,
        entered: entered,
        ended: try decision(on: person) { $0.keyLine == grant.keyLine && $0.until != nil },
        wasRequested: try git.entry("enrolments/\(place)", in: tree) != nil,
        hadConsent: try git.entry("vouches/\(place)", in: tree) != nil
      )
    }.sorted { ($0.from, $0.entered.version) < ($1.from, $1.entered.version) }
  }

  /// The first version of the registry in which a person has a key of some kind.
  private func decision(
    on person: PersonID,
    first isMeant: (KeyGrant) -> Bool
  ) throws -> KeyStory.Decision? {
    let history = try self.history()
    let index = try history.versions.firstIndex { version in
      try registry.member(person, at: version)?.keys.contains(where: isMeant) ?? false
    }
    guard let index, let signer = history.signer(of: history.versions[index]),
      let time = history.time(of: history.versions[index])
    else { return nil }
    let change = try RegistryChange(ChainLink(history.versions[index], in: git).record)
    return KeyStory.Decision(
      version: index + 1,
      time: time,
      signer: signer,
      agreed: change.approvals.map(\.person).sorted()
    )
  }
}
