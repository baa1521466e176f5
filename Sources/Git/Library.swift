import CLibgit2
import CLibgit2Memory

/// The one start of libgit2 in this process; it is never shut down.
///
/// git2-rs does the same: a shutdown races with whatever still holds a handle.
enum Library {
  private static let started: Int32 = {
    // Before any thread has memory of libgit2's own allocator.
    _ = limitsMemory
    let count = git_libgit2_init()
    writ_set_fsync(1)
    return count
  }()

  /// Whether libgit2 can be kept from allocating more than a number of bytes at once.
  private static let limitsMemory = writ_install_memory_limit() == 1

  static func start() {
    precondition(started > 0, "libgit2 did not start")
  }

  /// Runs one call of libgit2 that reads an object of at most `limit` bytes.
  ///
  /// What it keeps of other objects grows in steps that may be larger than a small object.
  ///
  /// - Parameters:
  ///   - limit: the bytes that the object, or what it is packed as a difference to, may have.
  ///   - call: the call; answers with a status.
  /// - Returns: the call's status, and whether more memory was asked for; `nil` where this libgit2
  ///   cannot be limited, and nothing was called.
  static func read(atMost limit: Int, _ call: () -> Int32) -> (status: Int32, isTooLarge: Bool)? {
    start()
    guard limitsMemory else { return nil }
    // What cannot be compressed takes a little more in a file of its own than it has bytes.
    writ_limit_memory(max(limit + limit / 1000 + 4096, 8 << 20))
    let status = call()
    return (status, writ_unlimit_memory() > 0 && status < 0)
  }

  /// Keeps nothing of what is read, for whoever reads each object once and a great many of them.
  ///
  /// libgit2 would keep up to 256 MiB of objects, and map up to 8 GiB of packs.
  static func keepLittle() {
    start()
    _ = writ_keep_little(512 << 10, 3 << 20)
  }
}
