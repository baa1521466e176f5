import Foundation

extension Repository {
  /// Puts a new file into the work folder in one step, and never over another one.
  ///
  /// - Parameters:
  ///   - path: from the root, with `/`; folders above it are made.
  ///   - bytes: what the file holds.
  /// - Throws: `.exists` if something is there, `.unsupported` if the path leads through a link.
  public func createWorkFile(_ path: String, _ bytes: [UInt8]) throws(GitError) {
    let (scratch, full) = try scratchFile(for: path, bytes)
    defer { unlink(scratch) }
    // A link, unlike a renaming, fails where something is.
    guard link(scratch, full) == 0 else {
      let code: GitError.Code = errno == EEXIST ? .exists : .disk
      throw GitError(code: code, message: String(cString: strerror(errno)), operation: write(path))
    }
  }

  /// Replaces a file of the work folder in one step.
  ///
  /// - Parameters:
  ///   - path: from the root, with `/`.
  ///   - bytes: what the file holds from now on.
  /// - Throws: `.unsupported` if the path leads through a link.
  public func replaceWorkFile(_ path: String, _ bytes: [UInt8]) throws(GitError) {
    let (scratch, full) = try scratchFile(for: path, bytes)
    guard rename(scratch, full) == 0 else {
      let message = String(cString: strerror(errno))
      unlink(scratch)
      throw GitError(code: .disk, message: message, operation: write(path))
    }
  }

  /// A finished file in the Git folder: what a kill leaves there is never proposed by accident.
  private func scratchFile(
    for path: String,
    _ bytes: [UInt8]
  ) throws(GitError) -> (scratch: String, full: String) {
    guard let workFolder else {
      throw GitError(code: .unsupported, message: "no work folder", operation: write(path))
    }
    try requireRealFolders(above: path)
    let full = URL(fileURLWithPath: workFolder + "/" + path)
    let scratch = gitFolder + "/writ-\(UUID().uuidString).file"
    do {
      let folder = full.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: scratch))
    } catch {
      unlink(scratch)
      throw GitError(
        code: .disk,
        message: error.localizedDescription,
        operation: write(path)
      )
    }
    return (scratch, full.path)
  }

  private func write(_ path: String) -> String { "write '\(path)'" }
}
