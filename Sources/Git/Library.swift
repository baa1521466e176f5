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
}
