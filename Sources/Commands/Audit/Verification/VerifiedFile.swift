import Foundation
import Records
import Signing

/// Where it is remembered what a verification found good: a file in the user's own cache folder,
/// under the repository's identity, that nobody else may read or write.
///
/// Never in the clone: a copied clone must not bring its own verdicts. Deleting it loses nothing.
struct VerifiedFile {
  private let folder: CacheFolder
  private let limit = 256 << 20

  private var path: String { folder.path + "/verified" }
  private var basisPath: String { folder.path + "/basis" }

  /// The file of a repository; `nil` where the user has no folder of their own.
  init?(_ identity: String, _ edge: Edge) {
    guard let folder = CacheFolder(identity, edge) else { return nil }
    self.folder = folder
  }

  /// What is remembered; `nil` if there is nothing, or if anybody else could have written it.
  func read() -> VerifiedChains? { bytes(of: path).flatMap { VerifiedChains(parsing: $0) } }

  /// What is remembered of all that acknowledgements lean on: a SHA-256, and JSON for which it is.
  func readBasis() -> VerifiedBasis? {
    guard let bytes = bytes(of: basisPath), bytes.count > 64,
      Digest.sha256(Array(bytes.dropFirst(64))).utf8.elementsEqual(bytes.prefix(64))
    else { return nil }
    return try? JSONDecoder().decode(VerifiedBasis.self, from: Data(bytes.dropFirst(64)))
  }

  private func bytes(of path: String) -> [UInt8]? {
    guard folder.isOwn, CacheFolder.isOwn(path),
      let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int,
      size <= limit
    else { return nil }
    return FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  /// Remembers in one step; that it cannot is worth a remark and nothing more.
  ///
  /// - Parameter chains: what to remember.
  /// - Returns: whether it can.
  @discardableResult
  func write(_ chains: VerifiedChains) -> Bool { write(chains.encoded, to: path) }

  /// The same for all that acknowledgements lean on.
  func write(_ basis: VerifiedBasis?) {
    let json = basis.flatMap { try? JSONEncoder().encode($0) }.map { [UInt8]($0) }
    write(json.map { Array(Digest.sha256($0).utf8) + $0 }, to: basisPath)
  }

  @discardableResult
  private func write(_ bytes: [UInt8]?, to path: String) -> Bool {
    guard let bytes else {
      try? FileManager.default.removeItem(atPath: path)
      return true
    }
    if folder.make(), (try? OwnFile.write(bytes, to: path)) != nil { return true }
    Output.remark(
      "'\(folder.path.safe)' cannot be written, or is open to others; nothing is remembered"
    )
    return false
  }
}
