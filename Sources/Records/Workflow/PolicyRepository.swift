import Documents
public import Git
public import Policies

/// A policy repository, opened: its identity, its people, its main.
public struct PolicyRepository: Sendable {
  /// The Git repository.
  public let git: Repository
  /// The identity: SHA-256 of the raw first registry commit.
  public let identity: String
  /// The newest version of the registry here.
  public let registryTip: ObjectID
  /// People, keys and roles at any version.
  public let registry: RegistryArchive
  let shelves = KnownShelf()
  let books = KnownBook()
  let versions = RegistryTimes()
  let histories: KnownHistory

  /// Opens a policy repository.
  ///
  /// - Parameters:
  ///   - git: the Git repository.
  ///   - pinned: the identity that this clone must have; `nil` if it has none yet, which makes
  ///     this read the registry back to its first version.
  ///   - known: the registry's history as it was read before, if it still is that.
  /// - Throws: `WorkflowError.notAPolicyRepository` without a registry.
  public init(
    _ git: Repository,
    pinned: String?,
    knowing known: RegistryHistory? = nil
  ) throws {
    guard let tip = try git.reference(RegistryArchive.ref) else {
      throw WorkflowError.notAPolicyRepository(
        git.workFolder ?? git.gitFolder,
        isBare: git.isBare
      )
    }
    self.git = git
    registryTip = tip
    registry = RegistryArchive(git)
    let history = known?.tip == tip ? known : nil
    guard let pinned else {
      let history = try history ?? RegistryHistory(upTo: tip, in: git)
      (identity, histories) = (history.identity, KnownHistory(history))
      return
    }
    (identity, histories) = (pinned, KnownHistory(history))
  }

  /// The registry's versions, each checked; read once.
  public func history() throws(Refusal) -> RegistryHistory {
    if let history = histories.history { return history }
    let history = try RegistryHistory(upTo: registryTip, in: git, for: registry)
    histories.history = history
    return history
  }

  /// The newest commit of main.
  public func mainTip() throws -> ObjectID {
    guard let tip = try git.reference(Chain.main) else { throw WorkflowError.unfinished }
    return tip
  }

  /// A commit's tree.
  public func tree(of commit: ObjectID) throws -> ObjectID {
    try git.signedCommit(commit).commit.tree
  }

  /// A file of a commit; `nil` if it is not there.
  public func file(_ path: String, at commit: ObjectID) throws -> [UInt8]? {
    try git.entry(path, in: tree(of: commit)).map { try git.content($0.id) }
  }

  /// The organisation's settings as of a commit of main.
  ///
  /// They come to main only through a Writ that could read them, so that an unknown key there is no
  /// slip of the pen: it is `R-NEWER`.
  public func organisation(at commit: ObjectID) throws -> Organisation {
    guard let bytes = try file(Organisation.path, at: commit) else {
      throw WorkflowError.missingFile(Organisation.path)
    }
    do {
      return try Organisation(parsing: bytes)
    } catch {
      guard error.isUnknownKey else { throw WorkflowError.document(Organisation.path, error) }
      throw Refusal(.newer, "\(Organisation.path):\(error) (a newer Writ may have written it)")
    }
  }

  /// A policy's text as of a commit of main.
  public func policy(_ id: String, at commit: ObjectID) throws -> PolicyDocument {
    guard let bytes = try file(PolicyRepository.path(of: id), at: commit) else {
      throw WorkflowError.unknownPolicy(id, known: try policies(at: commit))
    }
    return try PolicyRepository.parse(bytes, id: id)
  }

  /// The ids of the policies as of a commit of main, sorted.
  public func policies(at commit: ObjectID) throws -> [String] {
    try git.listing(tree(of: commit), under: "policies").compactMap { file in
      let parts = file.path.split(separator: "/")
      return parts.count == 3 && parts[2] == "policy.md" ? String(parts[1]) : nil
    }
  }

  /// Why nothing of a policy is published: it has not been, or there is none of that name.
  ///
  /// - Parameters:
  ///   - policy: its id.
  ///   - known: the names to choose from; `nil` for those of main.
  /// - Returns: the reason.
  /// - Throws: a `Refusal` or `GitError` when main cannot be read.
  public func whyUnpublished(_ policy: String, known: [String]? = nil) throws -> WorkflowError {
    let drafted = try policies(at: mainTip())
    guard drafted.contains(policy) else {
      return .unknownPolicy(policy, known: known ?? drafted)
    }
    let publishers = try registry.roles(at: registryTip)[Role.publisher] ?? []
    return .notPublished(policy, publishers: publishers.sorted())
  }

  /// The file of a policy's text.
  public static func path(of policy: String) -> String { "policies/\(policy)/policy.md" }

  static func parse(_ bytes: [UInt8], id: String) throws -> PolicyDocument {
    let path = path(of: id)
    do throws(DocumentError) {
      let document = try PolicyDocument(parsing: bytes)
      try document.requirePlace(policy: id)
      return document
    } catch {
      throw WorkflowError.document(path, error)
    }
  }
}
