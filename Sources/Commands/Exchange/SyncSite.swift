import Git
import Policies
import Records

/// A clone that is brought in step: it may not be a policy repository yet.
struct SyncSite: Sendable {
  let git: Repository
  let configuration: GitConfiguration
  let edge: Edge

  init(folder: String, edge: Edge) throws {
    self.edge = edge
    git = try Repository.open(from: folder)
    configuration = try GitConfiguration(environment: edge.environment, repository: git)
  }

  /// The identity that this clone is pinned to, or that its registry has.
  ///
  /// `nil` where neither is there yet.
  func identity() throws -> String? {
    if let pinned = configuration.value("writ.repository", from: .all) { return pinned }
    guard try git.reference(RegistryArchive.ref) != nil else { return nil }
    return try PolicyRepository(git, pinned: nil).identity
  }

  /// The other copy.
  func remote(_ named: String?) throws -> Remote {
    let name = named ?? configuration.value("writ.remote", from: .all) ?? "origin"
    return try Remote.named(name, configuration, UserGit(in: git, edge: edge))
  }

  /// Whoever signs here, if somebody and a key are set.
  func scribe(_ policies: PolicyRepository, _ actor: ActorOptions) throws -> Scribe {
    try Workspace(git: git, configuration: configuration, policies: policies, edge: edge)
      .scribe(actor)
  }

  /// The first time, writes down which repository this is.
  func pin() throws {
    guard configuration.value("writ.repository", from: .all) == nil else { return }
    let identity = try PolicyRepository(git, pinned: nil).identity
    try git.configure("writ.repository", identity)
    Output.remark("this policy repository is \(identity); pinned in this clone")
  }
}
