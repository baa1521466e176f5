import Foundation
import Records

/// Where it is remembered what a verification found good: a file in the user's own cache folder,
/// under the repository's identity, that nobody else may read or write.
///
/// Never in the clone: a copied clone must not bring its own verdicts. Deleting it loses nothing.
struct VerifiedFile {
  private let folder: String
  private let limit = 256 << 20

  private var path: String { folder + "/verified" }

  /// The file of a repository; `nil` where the user has no folder of their own.
  init?(_ identity: String, _ edge: Edge) {
    let environment = edge.environment
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.cache" : nil }
    let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
    guard let cache else { return nil }
    folder = "\(cache)/writ/\(identity)"
  }

  /// What is remembered; `nil` if there is nothing, or if anybody else could have written it.
  func read() -> VerifiedChains? {
    guard isOwn(folder), isOwn(path),
      let size = attributes(path)?[.size] as? Int, size <= limit,
      let data = FileManager.default.contents(atPath: path)
    else { return nil }
    return VerifiedChains(parsing: [UInt8](data))
  }

  /// Remembers in one step; that it cannot is worth a remark and nothing more.
  func write(_ chains: VerifiedChains) {
    guard let bytes = chains.encoded else {
      try? FileManager.default.removeItem(atPath: path)
      return
    }
    let manager = FileManager.default
    let scratch = "\(path).\(UUID().uuidString)"
    try? manager.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let made =
      isOwn(folder)
      && manager.createFile(
        atPath: scratch,
        contents: Data(bytes),
        attributes: [.posixPermissions: 0o600]
      )
    guard made, rename(scratch, path) == 0 else {
      try? manager.removeItem(atPath: scratch)
      return Output.remark(
        "'\(folder.safe)' cannot be written, or is open to others; nothing is remembered"
      )
    }
  }

  /// Whether a file or folder is this user's, no link, and closed to everybody else.
  private func isOwn(_ path: String) -> Bool {
    guard let found = attributes(path), found[.type] as? FileAttributeType != .typeSymbolicLink,
      let owner = found[.ownerAccountID] as? Int, let mode = found[.posixPermissions] as? Int
    else { return false }
    return owner == Int(geteuid()) && mode & 0o077 == 0
  }

  private func attributes(_ path: String) -> [FileAttributeKey: Any]? {
    try? FileManager.default.attributesOfItem(atPath: path)
  }
}
