import CLibgit2

/// The one start of libgit2 in this process; it is never shut down.
///
/// git2-rs does the same: a shutdown races with whatever still holds a handle.
enum Library {
  private static let started: Int32 = {
    let count = git_libgit2_init()
    writ_set_fsync(1)
    return count
  }()

  static func start() {
    precondition(started > 0, "libgit2 did not start")
  }

  /// Keeps nothing of what is read, for whoever reads each object once and a great many of them.
  ///
  /// libgit2 would keep up to 256 MiB of objects, and map up to 8 GiB of packs.
  static func keepLittle() {
    start()
    _ = writ_keep_little(512 << 10, 3 << 20)
  }
}
