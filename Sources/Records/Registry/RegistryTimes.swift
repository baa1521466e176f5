import Git
import Synchronization

/// The registry's versions with their times, read back from the newest as far as somebody asks.
final class RegistryTimes: Sendable {
  struct Moment: Sendable {
    var version: ObjectID
    var time: Instant
  }

  /// What was read, newest first, and what comes before it.
  private struct Past {
    var moments: [Moment] = []
    var before: ObjectID?
  }

  private let known = Mutex<[ObjectID: Past]>([:])

  /// The version that stood at a moment, and those after it, oldest first.
  func after(
    _ start: Instant,
    upTo version: ObjectID,
    in git: Repository
  ) throws(Refusal) -> ReversedCollection<ArraySlice<Moment>> {
    var past = known.withLock { $0[version] } ?? Past(before: version)
    let count = past.moments.count
    while let id = past.before, past.moments.last.map({ $0.time > start }) ?? true {
      let commit = try git.signedCommit(id).commit
      past.moments.append(Moment(version: id, time: Instant(seconds: commit.time)))
      past.before = commit.parents.first
    }
    if past.moments.count > count { known.withLock { [past] in $0[version] = past } }
    let end = past.moments.firstIndex { $0.time <= start }.map { $0 + 1 } ?? past.moments.count
    return past.moments[..<end].reversed()
  }
}
