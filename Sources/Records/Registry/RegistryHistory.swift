public import Git
import Policies
import Signing

/// The registry's versions, each checked against the one before it.
public struct RegistryHistory: Sendable {
  /// The repository's identity: the SHA-256 of the raw first registry commit.
  public let identity: String
  /// The versions, oldest first.
  public let versions: [ObjectID]
  private let places: [ObjectID: Int]
  private let times: [Instant]

  /// The newest version.
  public var tip: ObjectID { versions[versions.count - 1] }

  /// The place of a version among the versions, from 0; `nil` if it is none of them.
  public func place(of version: ObjectID) -> Int? { places[version] }

  /// When a version was made, as declared.
  func time(of version: ObjectID) -> Instant? { places[version].map { times[$0] } }

  /// Reads and checks all versions up to `tip`.
  ///
  /// Version N+1 is decided by the people of version N: a registrar signs it, versions rise by
  /// one, keys and people never change hands and never come back.
  public init(upTo tip: ObjectID, in repository: Repository) throws(Refusal) {
    let links = try Chain.read(from: tip, in: repository)
    guard let first = links.first else { throw Refusal(.registry, "the registry is empty") }
    let manifest = Manifest(repository)
    identity = first.digest
    var content = RegistryContent.empty
    for (index, link) in links.enumerated() {
      do throws(Refusal) {
        let previous = index > 0 ? links[index - 1] : nil
        try RegistryHistory.check(link, after: previous, identity)
        let files = try repository.listing(link.commit.tree)
        var next = try RegistryContent(
          files,
          of: link.commit.tree,
          after: content,
          in: repository
        )
        try next.note(content)
        try RegistryHistory.checkSigner(link, by: index > 0 ? content : next)
        guard try manifest.digest(ofFiles: files) == link.record.value("Writ-Manifest")
        else { throw Refusal(.content, "the manifest is not that of the registry's files") }
        content = next
      } catch {
        throw Refusal(error.code, "registry version \(index + 1) (\(link.id)): \(error.reason)")
      }
    }
    versions = links.map(\.id)
    times = links.map(\.time)
    places = Dictionary(uniqueKeysWithValues: versions.enumerated().map { ($1, $0) })
  }

  private static func check(
    _ link: ChainLink,
    after previous: ChainLink?,
    _ identity: String
  ) throws(Refusal) {
    guard link.record.format == .registry else {
      throw Refusal(.record, "a \(link.record.format.rawValue) record in the registry")
    }
    try link.follows(previous, repository: previous == nil ? nil : identity)
    let change = try RegistryChange(link.record)
    guard change.approvals.isEmpty, change.tips.isEmpty else {
      throw Refusal(
        .registry,
        "it names approvals or tips, which this version of Writ cannot check"
      )
    }
    guard change.version == link.record.sequence, link.record.registry == previous?.id else {
      throw Refusal(.registry, "the version or its parent is not the next one")
    }
  }

  private static func checkSigner(
    _ link: ChainLink,
    by content: RegistryContent
  ) throws(Refusal) {
    let member = try content.member(link.commit.person)
    guard member.roles.contains(Role.registrar) else {
      throw Refusal(.role, "\(link.commit.person) is no registrar")
    }
    try member.check(link.commit.signature, of: link.commit.payload, at: link.time)
  }
}

/// The roles that Writ itself knows; an organisation may name others in its approval rules.
public enum Role {
  /// Changes the registry.
  public static let registrar = "registrar"
  /// Publishes versions.
  public static let publisher = "publisher"
  /// Approves policies, in the rules that a new repository starts with.
  public static let legal = "legal"
}
