import Foundation

/// Lets one Writ at a time write to a repository, and clears up after one that was killed.
///
/// The kernel drops the lock when its process dies. While it is held the file lists which of
/// Git's own lock files may be open; whoever finds a list left by a dead process removes those
/// files, so that a kill in the middle of a ref update never blocks the next command.
public struct WriteLock: ~Copyable {
  private let descriptor: Int32

  /// Waits for the lock of the repository in `gitFolder` and notes the paths to be locked.
  ///
  /// - Parameters:
  ///   - gitFolder: the repository's own folder.
  ///   - paths: names below it, such as `refs/heads/main` or `index`, without `.lock`.
  /// - Throws: a `GitError` when the lock file cannot be written.
  public init(in gitFolder: String, touching paths: [String]) throws(GitError) {
    let path = gitFolder + "/writ.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw WriteLock.failure("open '\(path)'") }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw WriteLock.failure("lock '\(path)'") }
    }
    for stale in leftBehind() { unlink("\(gitFolder)/\(stale).lock") }
    try note(paths)
  }

  deinit {
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  private func leftBehind() -> [String] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return [] }
    return String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
      .map(String.init)
      .filter { $0 == "index" || $0 == "HEAD" || $0.hasPrefix("refs/") && !$0.contains("..") }
  }

  private func note(_ paths: [String]) throws(GitError) {
    let bytes = Array(paths.map { $0 + "\n" }.joined().utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
    else { throw WriteLock.failure("note what is being written") }
  }

  private static func failure(_ operation: String) -> GitError {
    GitError(code: .disk, message: String(cString: strerror(errno)), operation: operation)
  }
}

extension Repository {
  /// Runs `body` while no other Writ writes to this repository.
  ///
  /// - Parameters:
  ///   - refs: the refs that `body` updates, and `index` where it changes the work folder.
  ///   - body: the reading and writing to be done.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws, or a `GitError` when the lock file cannot be written.
  public func exclusively<Value, Failure: Error>(
    touching refs: [String],
    _ body: () throws(Failure) -> Value
  ) throws -> Value {
    let lock = try WriteLock(in: commonFolder, touching: refs)
    defer { _ = lock.isHeld }
    return try body()
  }
}

extension WriteLock {
  var isHeld: Bool { descriptor >= 0 }
}
