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
