import Git
import Policies
import Signing

/// Goes through a registry version by version and keeps what the next one is judged by.
struct RegistryWalk {
  private let identity: String
  private let repository: Repository
  private let manifest: Manifest
  private let approvals: RegistryApprovals
  private var previous: ChainLink?
  private var versions: Set<ObjectID> = []
  /// The newest version's files.
  private(set) var content = RegistryContent.empty
  /// The keys that ended so far.
  private(set) var ends: [String: RegistryHistory.KeyEnd] = [:]
  /// The proposals that became a version, each with that version.
  private(set) var merges: [ProposalName: ObjectID] = [:]

  init(identity: String, repository: Repository) {
    (self.identity, self.repository) = (identity, repository)
    manifest = Manifest(repository)
    approvals = RegistryApprovals(repository, identity: identity)
  }

  /// Checks the next version.
  mutating func take(_ link: ChainLink) throws(Refusal) {
    let change = try placed(link)
    let changes = try repository.differences(previous?.commit.tree, link.commit.tree)
    if previous != nil {
      try checkSigner(link, by: content)
      guard ends[link.commit.signature.key.line] == nil else {
        throw Refusal(
          .key,
          "the key \(link.commit.signature.key.fingerprint) ended with an earlier version"
        )
      }
    }
    let decision = RegistryDecision(
      identity: previous == nil ? nil : identity,
      registrars: 1 + (try approved(change, link, changes)),
      time: link.time,
      ended: ends
    )
    let next = try RegistryContent(
      applying: changes,
      to: content,
      by: decision,
      in: repository,
      noting: manifest
    )
    if previous == nil { try checkSigner(link, by: next) }
    guard try manifest.digest(ofTree: link.commit.tree) == change.manifest else {
      throw Refusal(.content, "the manifest is not that of the registry's files")
    }
    try noteEnds(next, link, change)
    content = next
    previous = link
    versions.insert(link.id)
  }

  private func placed(_ link: ChainLink) throws(Refusal) -> RegistryChange {
    guard link.record.format == .registry else {
      throw Refusal(.record, "a \(link.record.format.rawValue) record in the registry")
    }
    try link.follows(previous, repository: previous == nil ? nil : identity)
    let change = try RegistryChange(link.record)
    guard change.version == link.record.sequence, link.record.registry == previous?.id else {
      throw Refusal(.registry, "the version or its parent is not the next one")
    }
    return change
  }

  private mutating func approved(
    _ change: RegistryChange,
    _ link: ChainLink,
    _ changes: [FileChange]
  ) throws(Refusal) -> Int {
    guard !change.approvals.isEmpty else { return 0 }
    let proposal = try approvals.check(
      change.approvals,
      of: manifest.digest(of: changes),
      at: link,
      by: content,
      naming: change.tips,
      among: versions,
      ends
    )
    if let proposal { try note(proposal, link) }
    return change.approvals.count
  }

  /// What others approved is done once: what was taken back since would need nobody else to come again.
  private mutating func note(_ proposal: ProposalName, _ link: ChainLink) throws(Refusal) {
    if let version = merges.updateValue(link.id, forKey: proposal) {
      throw Refusal(.approval, "proposal \(proposal) was merged before, as \(version)")
    }
  }

  private func checkSigner(_ link: ChainLink, by content: RegistryContent) throws(Refusal) {
    let member = try content.member(link.commit.person)
    guard member.roles.contains(Role.registrar) else {
      throw Refusal(.role, "\(link.commit.person) is no registrar")
    }
    try member.check(link.commit.signature, of: link.commit.payload, at: link.time)
  }

  /// A key that ends at once ends with the chains as they are named.
  private mutating func noteEnds(
    _ content: RegistryContent,
    _ link: ChainLink,
    _ change: RegistryChange
  ) throws(Refusal) {
    let tips = try RegistryHistory.KeyEnd.tips(change.tips)
    for (key, moment) in content.ended {
      guard let person = content.owner(of: key),
        let end = RegistryHistory.KeyEnd(of: person, since: moment, said: link.time, tips)
      else { continue }
      ends[key] = end
    }
  }
}
