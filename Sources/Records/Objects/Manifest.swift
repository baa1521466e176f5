import Git
import Signing
import Synchronization

/// Digests of trees and of changes that do not lean on SHA-1.
///
/// The SHA-256 of each file is kept for the life of the value, so that the next version of a tree
/// costs only what changed.
final class Manifest: Sendable {
  private let repository: Repository
  private let digests = Mutex<[ObjectID: String]>([:])
  private let lines = Mutex<[TreeFile: String]>([:])

  init(_ repository: Repository) { self.repository = repository }

  /// The SHA-256 over the sorted lines `mode path sha256` of a tree.
  func digest(ofTree tree: ObjectID) throws(Refusal) -> String {
    try digest(ofFiles: repository.listing(tree))
  }

  /// The same for the files of a tree that were listed already.
  func digest(ofFiles files: [TreeFile]) throws(Refusal) -> String {
    var lines: [String] = []
    lines.reserveCapacity(files.count)
    for file in files { lines.append(try line(of: file)) }
    // The lines are ASCII, for which the order of strings is that of their bytes.
    return Digest.sha256(lines.sorted().joined())
  }

  private func line(of file: TreeFile) throws(Refusal) -> String {
    if let line = lines.withLock({ $0[file] }) { return line }
    let line = "\(try Manifest.mode(file)) \(file.path) \(try digest(ofFile: file.id))\n"
    lines.withLock { $0[file] = line }
    return line
  }

  /// The change digest: over the sorted lines `path old-mode old-sha256 new-mode new-sha256`.
  func digest(of changes: [FileChange]) throws(Refusal) -> String {
    var lines: [String] = []
    for change in changes {
      lines.append("\(change.path) \(try side(change.old)) \(try side(change.new))\n")
    }
    return Digest.sha256(lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined())
  }

  /// The SHA-256 of a file.
  func digest(ofFile id: ObjectID) throws(Refusal) -> String {
    if let digest = digests.withLock({ $0[id] }) { return digest }
    let digest = Digest.sha256(try repository.content(id))
    digests.withLock { $0[id] = digest }
    return digest
  }

  /// Reads a file and keeps its SHA-256, so that it is not read once more for that.
  func content(_ id: ObjectID) throws(Refusal) -> [UInt8] {
    let bytes = try repository.content(id)
    let digest = Digest.sha256(bytes)
    digests.withLock { $0[id] = digest }
    return bytes
  }

  private func side(_ file: TreeFile?) throws(Refusal) -> String {
    guard let file else { return "- -" }
    return "\(try Manifest.mode(file)) \(try digest(ofFile: file.id))"
  }

  private static func mode(_ file: TreeFile) throws(Refusal) -> String {
    guard TreePath.isAllowed(file.path) else {
      throw Refusal(.content, "the path '\(SafeText.excerpt(file.path))' is not allowed")
    }
    guard file.mode == 0o100644 || file.mode == 0o100755 else {
      throw Refusal(.content, "'\(file.path)' is a link or a foreign repository")
    }
    return String(file.mode, radix: 8)
  }
}
