import Git
import Records

extension Unsound {
  /// What to type to go back to what is good; what was done by hand stays on a branch of its own.
  ///
  /// - Parameter git: where it stands.
  /// - Returns: the commands; `nil` if nothing of it is known to be good.
  /// - Throws: a `GitError` when HEAD cannot be read.
  func wayBack(in git: Repository) throws -> String? {
    guard let good else { return nil }
    let branch = "by-hand-\(tip.hex.prefix(7))"
    guard ref == Chain.main else {
      return "git branch \(branch) \(ref) && git update-ref \(ref) \(good)"
    }
    let isHere = try !git.isBare && git.headBranch() == Chain.main
    return isHere
      ? "git branch \(branch) main && git reset --keep \(good)"
      : "git branch \(branch) main && git branch -f main \(good)"
  }
}
