import Git
import Policies
import Synchronization

extension PolicyRepository {
  /// Since when a version has been open to a person who is asked for it: its publication, or when they
  /// came, or came into its audience.
  ///
  /// Only what the registry became after the publication is read, so that it costs the same for a
  /// registry of any age.
  ///
  /// - Parameters:
  ///   - entry: the person.
  ///   - publication: the version.
  ///   - version: the newest version of the registry that counts.
  /// - Returns: the moment, as the registry's versions declare it; `nil` if they never were asked for it
  ///   while they were here.
  /// - Throws: a `Refusal` where the registry cannot be read.
  func told(
    _ entry: PersonEntry,
    of publication: PublicationEntry,
    by version: ObjectID
  ) throws(Refusal) -> Instant? {
    let audience = publication.publication.audience
    let start = max(publication.time, entry.joined)
    guard entry.left.map({ start < $0 }) ?? true else { return nil }
    if audience.contains("everyone") { return start }
    var wasHere = false
    for (place, moment) in try versions.after(start, upTo: version, in: git).enumerated() {
      let then = try registry.entry(of: entry.person, at: moment.version)
      if let then, then.isIn(audience), entry.left.map({ moment.time < $0 }) ?? true {
        return place > 0 && wasHere ? max(start, moment.time) : start
      }
      wasHere = wasHere || then != nil
    }
    return nil
  }
}

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
