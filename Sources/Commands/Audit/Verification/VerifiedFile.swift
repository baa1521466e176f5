import Foundation
import Records

/// Where it is remembered what a verification found good: a file in the user's own cache folder,
/// under the repository's identity, that nobody else may read or write.
///
/// Never in the clone: a copied clone must not bring its own verdicts. Deleting it loses nothing.
struct VerifiedFile {
  private let folder: CacheFolder
  private let limit = 256 << 20

  private var path: String { folder.path + "/verified" }

  /// The file of a repository; `nil` where the user has no folder of their own.
  init?(_ identity: String, _ edge: Edge) {
    guard let folder = CacheFolder(identity, edge) else { return nil }
    self.folder = folder
  }

  /// What is remembered; `nil` if there is nothing, or if anybody else could have written it.
  func read() -> VerifiedChains? {
    guard folder.isOwn, CacheFolder.isOwn(path),
      let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int,
      size <= limit,
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
    guard folder.make(), (try? OwnFile.write(bytes, to: path)) != nil else {
      return Output.remark(
        "'\(folder.path.safe)' cannot be written, or is open to others; nothing is remembered"
      )
    }
  }
}
