import Foundation
import Git
import Policies
import Records

/// The folder of a policy repository that is being made.
///
/// Everything is built in a hidden folder beside its final place; renaming that folder to `.git`
/// is the one step that makes it true. What a killed `writ init` left behind is thrown away or,
/// after that step, finished.
struct BuildingSite {
  let target: String
  let edge: Edge

  private var gitFolder: String { target + "/.git" }
  private var scaffold: String { target + "/.git.writ-init" }

  /// Finishes a repository whose files were not laid out yet; says whether it was one.
  func resumes() async throws -> Bool {
    try refuseOthers()
    guard try isOurs(), let git = try Repository.find(from: target) else { return false }
    try layOut(git)
    return true
  }

  /// A new, empty repository on the scaffold.
  func open() throws -> Repository {
    try? FileManager.default.removeItem(atPath: scaffold)
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    return try Repository.initialiseBare(at: scaffold)
  }

  /// Writes who owns the clone and which repository it is.
  func configure(
    _ repository: Repository,
    identity: String,
    person: PersonID,
    key: String
  ) throws {
    try repository.configure("core.bare", "false")
    try repository.configure("writ.repository", identity)
    try repository.configure("writ.person", person.description)
    try repository.configure("user.signingkey", key)
    try repository.configure("writ.founding", "unfinished")
    try HookInstaller(edge: edge).install(into: scaffold + "/hooks")
  }

  /// Moves the scaffold to its place and lays out the files.
  func finish() throws {
    guard rename(scaffold, gitFolder) == 0 else {
      throw Failure(
        "could not finish '\(target.safe)'",
        cause: String(cString: strerror(errno)),
        status: .couldNotRun
      )
    }
    try layOut(Repository.open(from: target))
  }

  private func layOut(_ repository: Repository) throws {
    let policies = try PolicyRepository(repository, pinned: nil)
    try repository.exclusively(touching: ["index"]) {
      try repository.checkOut(tree: policies.tree(of: policies.mainTip()), from: nil)
    }
    try repository.configure("writ.founding", "finished")
  }

  /// Whether the folder is a repository that an interrupted `writ init` made.
  private func isOurs() throws -> Bool {
    guard let repository = try Repository.find(from: target), repository.gitFolder == gitFolder
    else { return false }
    let configuration = try GitConfiguration(environment: [:], repository: repository)
    return configuration.value("writ.founding", from: .all) == "unfinished"
  }

  private func refuseOthers() throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: target, isDirectory: &isFolder), !isFolder.boolValue {
      throw refusal("'\(target.safe)' is a file")
    }
    let others = try FileManager.default.names(in: target).filter { $0 != ".git.writ-init" }
    guard try !others.isEmpty && !isOurs() else { return }
    if let repository = try Repository.find(from: target), repository.isBare {
      throw refusal("'\(target.safe)' is a bare repository; people need one with files")
    }
    if others.contains(".git") { throw refusal("'\(target.safe)' is a Git repository already") }
    throw refusal("the folder '\(target.safe)' is not empty")
  }

  private func refusal(_ words: String) -> Failure {
    Failure(
      words,
      hint: "writ init NEW-FOLDER --organisation NAME --person ID",
      status: .couldNotRun
    )
  }
}
