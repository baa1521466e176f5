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

  /// A file that was read; `bytes` is `nil` when it is too large to be looked at.
  struct File: Sendable {
    var path: String
    var size: Int
    var bytes: [UInt8]?
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
      return entries(of: "policies").filter { id in
        Identifier.isValid(id) && entries(of: "policies/\(id)").contains("policy.md")
      }
    }
  }

  /// The names in a folder of a policy, sorted.
  func names(in folder: String) throws -> [String] {
    switch origin {
    case .commit(let commit):
      let files = try policies.git.files(inTree: policies.tree(of: commit), under: folder)
      let names = files.map { $0.path.dropFirst(folder.count + 1) }
      return names.filter { !$0.contains("/") }.map(String.init).sorted()
    case .here: return entries(of: folder)
    }
  }

  /// A file; `nil` if it is not there.
  func file(_ path: String) throws -> File? {
    switch origin {
    case .commit(let commit):
      guard let bytes = try policies.file(path, at: commit) else { return nil }
      return File(path: path, size: bytes.count, bytes: bytes)
    case .here:
      let size = (try? FileManager.default.attributesOfItem(atPath: full(path)))?[.size] as? Int
      if let size, size > PolicyFiles.sizeLimit { return File(path: path, size: size) }
      guard let bytes = try policies.git.readWorkFile(path)?.bytes else { return nil }
      return File(path: path, size: bytes.count, bytes: bytes)
    }
  }

  private func entries(of folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: full(folder))
    return (names ?? []).sorted()
  }

  private func full(_ path: String) -> String { "\(policies.git.workFolder ?? "")/\(path)" }
}
