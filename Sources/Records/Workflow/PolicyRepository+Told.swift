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

  private let known = Mutex<[ObjectID: (moment: Moment, before: ObjectID?)]>([:])

  /// The version that stood at a moment, and those after it, oldest first.
  func after(
    _ start: Instant,
    upTo version: ObjectID,
    in git: Repository
  ) throws(Refusal) -> [Moment] {
    var (found, next): ([Moment], ObjectID?) = ([], version)
    while let id = next {
      let (moment, before) = try read(id, in: git)
      found.append(moment)
      next = moment.time > start ? before : nil
    }
    return found.reversed()
  }

  private func read(
    _ id: ObjectID,
    in git: Repository
  ) throws(Refusal) -> (moment: Moment, before: ObjectID?) {
    if let known = known.withLock({ $0[id] }) { return known }
    let commit = try git.signedCommit(id).commit
    let read = (
      moment: Moment(version: id, time: Instant(seconds: commit.time)),
      before: commit.parents.first
    )
    known.withLock { $0[id] = read }
    return read
  }
}
