import Git
import Policies

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
    let start = max(publication.time, try entered(entry, by: version))
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

  /// When a person was let in: with the version of the registry that has them first.
  ///
  /// Where a second registrar agrees days after the first, the entry's own moment is the first one's, and nobody
  /// was here by then.
  ///
  /// - Parameters:
  ///   - entry: the person.
  ///   - version: the newest version of the registry that counts.
  /// - Returns: the moment, as that version declares it.
  /// - Throws: a `Refusal` where the registry cannot be read.
  func entered(_ entry: PersonEntry, by version: ObjectID) throws(Refusal) -> Instant {
    for moment in try versions.after(entry.joined, upTo: version, in: git) {
      if moment.time == entry.joined { return entry.joined }
      guard try registry.entry(of: entry.person, at: moment.version) != nil else { continue }
      return max(entry.joined, moment.time)
    }
    return entry.joined
  }
}
