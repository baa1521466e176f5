import Documents
import Foundation
import Git
import Policies
import Records

/// The policy files that a command looks at: as they lie here, or as a commit has them.
struct PolicyFiles: Sendable {
  /// Where the files are.
  enum Origin: Sendable {
    /// In the work folder, perhaps edited.
    case here
    /// In a commit of main or of a proposal.
    case commit(ObjectID)
  }

  /// A file that is there.
  struct File: Sendable {
    var path: String
    /// What it holds; `nil` if that is not looked at.
    var bytes: [UInt8]?
    /// Why it is not looked at.
    var problem: DocumentError?
  }

  /// No file of a policy that is larger is looked at.
  private static let sizeLimit = 2 << 20

  let policies: PolicyRepository
  let origin: Origin

  /// The files here, or main's where the repository has no files.
  init(at space: Workspace) throws {
    policies = space.policies
    origin = space.git.isBare ? .commit(try space.policies.mainTip()) : .here
  }

  init(_ policies: PolicyRepository, at commit: ObjectID) {
    (self.policies, origin) = (policies, .commit(commit))
  }

  /// The ids of the policies, sorted.
  func ids() throws -> [String] {
    switch origin {
    case .commit(let commit): return try policies.policies(at: commit)
    case .here:
      return try entries(of: "policies").filter { id in
        try Identifier.isValid(id) && entries(of: "policies/\(id)").contains("policy.md")
      }
    }
  }

  /// The names of files and folders in a folder of a policy, sorted.
  func names(in folder: String) throws -> [String] {
    switch origin {
    case .commit(let commit):
      let files = try policies.git.files(inTree: policies.tree(of: commit), under: folder)
      let names = files.map { $0.path.dropFirst(folder.count + 1).prefix { $0 != "/" } }
      return Set(names.map(String.init)).sorted()
    case .here: return try entries(of: folder)
    }
  }

  /// A file; `nil` if it is not there.
  func file(_ path: String) throws -> File? {
    switch origin {
    case .commit(let commit):
      guard let bytes = try policies.file(path, at: commit) else { return nil }
      return File(path: path, bytes: bytes)
    case .here: return try fileHere(path)
    }
  }

  private func fileHere(_ path: String) throws -> File? {
    let size = try FileManager.default.sizeOfFile(full(path))
    guard size <= PolicyFiles.sizeLimit else {
      let words = "it has \(size) bytes; a policy has at most 1 MiB"
      return File(path: path, problem: DocumentError(words))
    }
    do throws(GitError) {
      guard let file = try policies.git.readWorkFile(path) else { return nil }
      return File(path: path, bytes: file.bytes)
    } catch {
      guard error.code == .unsupported else { throw error }
      return File(
        path: path,
        problem: DocumentError("it is no regular file, or lies behind a link")
      )
    }
  }

  private func entries(of folder: String) throws -> [String] {
    try FileManager.default.names(in: full(folder))
  }

  private func full(_ path: String) -> String { "\(policies.git.workFolder ?? "")/\(path)" }
}
