import Foundation

/// A folder of the user's own for what Writ can find out again.
///
/// Closed to everybody else, and outside every clone: a copied clone must not bring its own.
/// Deleting it loses nothing.
struct CacheFolder {
  /// Where it is.
  let path: String

  /// The folder of a name; `nil` where the user has no folder of their own.
  init?(_ name: String, _ edge: Edge) {
    let environment = edge.environment
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.cache" : nil }
    let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
    guard let cache else { return nil }
    path = "\(cache)/writ/\(name)"
  }

  /// Whether it is this user's alone.
  var isOwn: Bool { CacheFolder.isOwn(path) }

  /// Makes it where it is missing; says whether it is this user's alone.
  ///
  /// It is closed from its first moment on: another process may look at it while it is being made.
  func make() -> Bool {
    let above = URL(fileURLWithPath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(
      at: above,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    mkdir(path, 0o700)
    return isOwn
  }

  /// Whether a file or folder is this user's, no link, and closed to everybody else.
  static func isOwn(_ path: String) -> Bool {
    guard let found = try? FileManager.default.attributesOfItem(atPath: path),
      found[.type] as? FileAttributeType != .typeSymbolicLink,
      let owner = found[.ownerAccountID] as? Int, let mode = found[.posixPermissions] as? Int
    else { return false }
    return owner == Int(geteuid()) && mode & 0o077 == 0
  }
}
