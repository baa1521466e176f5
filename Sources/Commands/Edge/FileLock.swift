import Foundation

/// Lets one process at a time into a piece of work; the kernel drops the lock when its process
/// dies.
struct FileLock {
  /// The file that stands for the work.
  let path: String

  /// Runs `body` while no other process holds the lock.
  ///
  /// - Parameters:
  ///   - waiting: called once if somebody else holds it.
  ///   - body: the work.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws, or a `Failure` when the file cannot be written.
  func alone<Value>(
    waiting: () -> Void,
    _ body: () async throws -> Value
  ) async throws -> Value {
    let lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw failure }
    defer { close(lock) }
    if flock(lock, LOCK_EX | LOCK_NB) != 0 {
      waiting()
      while flock(lock, LOCK_EX) != 0 {
        guard errno == EINTR else { throw failure }
      }
    }
    return try await body()
  }

  private var failure: Failure {
    Failure(
      "'\(path.safe)' cannot be locked",
      cause: String(cString: strerror(errno)),
      status: .couldNotRun
    )
  }
}
