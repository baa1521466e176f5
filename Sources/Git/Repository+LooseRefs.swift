import Foundation

extension Repository {
  /// Gives refs that were packed files of their own again, their values unchanged.
  ///
  /// libgit2 reads all packed names to find one, so what every push looks up is better kept apart
  /// from fifty thousand others. This follows Git's own way of writing a ref as a file: a lock file
  /// that only one process can make, renamed into place (git's Documentation, "gitrepository-layout").
  /// Does nothing for a ref that somebody is just moving, or where refs are not files.
  ///
  /// - Parameter names: full names; those that do not exist stay so.
  /// - Throws: a `GitError` when a file cannot be written.
  public func keepLoose(_ names: [String]) throws {
    guard !FileManager.default.fileExists(atPath: commonFolder + "/reftable") else { return }
    try exclusively(touching: names) {
      for name in names { try keepLoose(name) }
    }
  }

  private func keepLoose(_ name: String) throws {
    let path = "\(commonFolder)/\(name)"
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    let lock = newFile(path + ".lock")
    guard lock >= 0 else {
      guard errno == EEXIST else { throw Repository.trouble(name) }
      return
    }
    let file = FileHandle(fileDescriptor: lock, closeOnDealloc: true)
    do {
      guard let id = try reference(name), !FileManager.default.fileExists(atPath: path) else {
        unlink(path + ".lock")
        return
      }
      try file.write(contentsOf: Data("\(id.hex)\n".utf8))
      try file.synchronize()
      guard rename(path + ".lock", path) == 0 else { throw Repository.trouble(name) }
    } catch {
      unlink(path + ".lock")
      throw error
    }
  }

  private static func trouble(_ name: String) -> GitError {
    GitError(code: .disk, message: String(cString: strerror(errno)), operation: "write '\(name)'")
  }
}

/// Makes a file that does not exist yet; its descriptor, or -1 with `errno` set.
private func newFile(_ path: String) -> Int32 {
  open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
}
