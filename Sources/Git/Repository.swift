import CLibgit2
import Foundation
import Synchronization

/// One Git repository on this machine.
///
/// Owns the libgit2 handle behind a lock; what comes out are plain values.
public final class Repository: Sendable {
  let handle: Mutex<Handle<RepositoryKind>>
  let supposed = Mutex<[String: ObjectID]>([:])

  /// The repository's own folder, usually `.git`, without a trailing slash.
  public let gitFolder: String
  /// The folder with the files, without a trailing slash; `nil` for a bare repository.
  public let workFolder: String?

  init(_ opened: consuming sending Handle<RepositoryKind>) throws(GitError) {
    try Repository.readCommitsThemselves(opened.raw)
    gitFolder = Repository.text(git_repository_path(opened.raw)) ?? ""
    workFolder = Repository.text(git_repository_workdir(opened.raw))
    handle = Mutex(opened)
  }

  /// Has commits read from their own objects alone.
  ///
  /// Git can keep a file that repeats commits and their parents (`commit-graph`). Nobody signs it, and it
  /// comes along with a copied clone: whoever wrote it could give any commit other parents.
  private static func readCommitsThemselves(_ repository: OpaquePointer) throws(GitError) {
    let database = try Handle<DatabaseKind>("open the object database") { out in
      git_repository_odb(&out, repository)
    }
    try check("leave the commit graph aside") { git_odb_set_commit_graph(database.raw, nil) }
  }

  private static func text(_ path: UnsafePointer<CChar>?) -> String? {
    guard let path else { return nil }
    let text = String(cString: path)
    return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// Finds the repository that `folder` lies in, as `git` does.
  ///
  /// With `honouringEnvironment` the variables that Git sets for its hooks (`GIT_DIR`,
  /// `GIT_INDEX_FILE`, quarantined object folders …) decide, which a hook needs to see the bytes
  /// that are being committed.
  public static func open(
    from folder: String,
    honouringEnvironment: Bool = false
  ) throws(GitError) -> Repository {
    let flags = honouringEnvironment ? GIT_REPOSITORY_OPEN_FROM_ENV.rawValue : 0
    let opened = try Handle<RepositoryKind>("open the repository") { out in
      git_repository_open_ext(&out, honouringEnvironment ? nil : folder, flags, nil)
    }
    return try Repository(opened)
  }

  /// As `open`, and `nil` where `folder` lies in no repository.
  public static func find(
    from folder: String,
    honouringEnvironment: Bool = false
  ) throws(GitError) -> Repository? {
    try ifFound { () throws(GitError) in
      try open(from: folder, honouringEnvironment: honouringEnvironment)
    }
  }

  /// Makes a new repository without work folder in `gitFolder`, its HEAD at `refs/heads/main`.
  public static func initialiseBare(at gitFolder: String) throws(GitError) -> Repository {
    let made = try Handle<RepositoryKind>("make a repository") { out in
      "main".withCString { head in
        var options = writ_init_options()
        options.flags =
          GIT_REPOSITORY_INIT_BARE.rawValue | GIT_REPOSITORY_INIT_NO_DOTGIT_DIR.rawValue
          | GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
        options.initial_head = head
        return git_repository_init_ext(&out, gitFolder, &options)
      }
    }
    return try Repository(made)
  }

  /// Lets this process keep nothing of the objects that it reads, so that its memory does not grow
  /// with their number.
  public static func keepLittle() { Library.keepLittle() }

  /// Closes the packs and forgets what was read; the next call opens them again.
  ///
  /// libgit2 keeps up to 16 MiB of a pack's objects for as long as any repository has it open. Not
  /// for a repository that the environment describes: its further object folders would be lost.
  public func letGo() throws(GitError) {
    _ = try with { repository throws(GitError) in
      try check("let go of the object database") { git_repository__cleanup(repository) }
      try Repository.readCommitsThemselves(repository)
    }
  }

  /// Whether the repository has no work folder.
  public var isBare: Bool { workFolder == nil }

  /// Lends libgit2's pointer for the time of one call, under the lock.
  ///
  /// The address goes through an integer so that the compiler does not take the caller's closure
  /// for an owner of what the lock guards; the pointer must not be kept.
  func with<Value: Sendable>(
    _ body: (OpaquePointer) throws(GitError) -> Value
  ) throws(GitError) -> Value {
    try handle.withLock { handle throws(GitError) in
      guard let lent = OpaquePointer(bitPattern: UInt(bitPattern: handle.raw)) else {
        preconditionFailure("a handle is never null")
      }
      return try body(lent)
    }
  }
}
