internal import CBuild

/// The version of this program, and the commit that it was built from.
enum Version {
  static let number = "0.1.0"

  /// As `writ --version` says it: `writ 0.1.0 (commit abc1234, 2026-11-22)`.
  static let text = "writ \(number) (commit \(commit.joined(separator: ", ")))"

  /// The day of the commit; empty if it is not known.
  static let date = commit.count > 1 ? commit[1] : ""

  private static let commit = String(cString: writ_build_commit()).split(separator: " ").map(
    String.init
  )
}
