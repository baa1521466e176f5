import Git
import Policies
import Records

/// What `writ asof` found, as `--json` writes it.
struct AsOfReport: Encodable {
  struct Signed: Encodable {
    var version: String
    var action: String
    var time: String
    /// Whether it counts: nobody agrees to a version that had been withdrawn.
    var counts: Bool
    var shown: String
    var language: String
    var statement: String
    var record: String
  }

  struct Asked: Encodable {
    var version: String
    /// The first version of its MAJOR that asked this person: from it on the days count.
    var since: String
    /// Since when that one was published to this person.
    var told: String?
    /// The last day on which it was in time.
    var due: String
    var state: String
  }

  struct Policy: Encodable {
    var policy: String
    /// The version in force; none if there was none.
    var inForce: String?
    var effective: String?
    var published: String?
    var inAudience: Bool
    /// Since when that version was published to this person.
    var told: String?
    /// The versions that were asked for, in force or announced.
    var asked: [Asked]
    /// What the person had said by then, oldest first.
    var signed: [Signed]
  }

  var person: String
  var moment: String
  var time: String
  /// Whether the person was here.
  var here: Bool
  /// Since when the registry had the person.
  var joined: String?
  var left: String?
  var groups: [String]
  var policies: [Policy]

  init(
    _ person: PersonID,
    _ entry: PersonEntry?,
    since: Instant?,
    _ standings: [PastStanding],
    at moment: Instant,
    _ source: TimeSource
  ) {
    self.person = person.description
    (self.moment, time) = (moment.description, source.rawValue)
    here = entry?.isActive(at: moment) ?? false
    (joined, left) = (since?.description, entry?.left?.description)
    groups = entry?.groups ?? []
    policies = standings.map(Policy.init)
  }
}

extension AsOfReport.Policy {
  init(_ standing: PastStanding) {
    self.init(
      policy: standing.policy,
      inForce: standing.inForce?.publication.version.description,
      effective: standing.inForce?.effective.description,
      published: standing.inForce?.time.description,
      inAudience: standing.isInAudience,
      told: standing.told?.description,
      asked: standing.obligations.map { obligation in
        AsOfReport.Asked(
          version: obligation.asked.publication.version.description,
          since: obligation.first.publication.version.description,
          told: obligation.told?.description,
          due: obligation.due.description,
          state: obligation.state.rawValue
        )
      },
      signed: standing.said.map { AsOfReport.Signed($0, counts: !standing.idle.contains($0.id)) }
    )
  }
}

extension AsOfReport.Signed {
  init(_ entry: AcknowledgementEntry, counts: Bool) {
    let said = entry.acknowledgement
    self.init(
      version: said.tag.split(separator: "/").last.map(String.init) ?? said.tag,
      action: said.action.rawValue,
      time: entry.time.description,
      counts: counts,
      shown: said.shown.text,
      language: said.language,
      statement: said.statement,
      record: entry.id.hex
    )
  }
}

extension AsOfReport {
  /// The report in words.
  var text: String {
    let groups = groups.isEmpty ? "in no group" : "in \(groups.joined(separator: ", "))"
    let presence =
      here
      ? "here since \(joined?.prefix(10) ?? ""), \(groups)"
      : joined.map {
        "not here (joined \($0.prefix(10))\(left.map { ", left \($0.prefix(10))" } ?? ""))"
      }
        ?? "not in the registry yet"
    let source = TimeSource(rawValue: time) ?? .declared
    let head = [source.words, "\(person) at \(moment): \(presence)"]
    guard !policies.isEmpty else {
      return (head + ["Nothing was published yet"]).joined(separator: "\n")
    }
    return (head + policies.flatMap(\.lines)).joined(separator: "\n")
  }
}

extension AsOfReport.Policy {
  /// The policy's lines: what was in force, and where the person stood.
  fileprivate var lines: [String] {
    var lines = [
      inForce.map { "\(policy) \($0), in force since \(effective?.prefix(10) ?? "")" }
        ?? "\(policy): no version was in force"
    ]
    lines.append("  audience  \(inAudience ? "yes" : "no")")
    if let told { lines.append("  told      published to them on \(told)") }
    lines += asked.map { asked in
      // The version in force has a line of its own for that.
      let told = asked.told.map { ", published to them on \($0)" } ?? ""
      return "  due       \(asked.version) by \(asked.due.prefix(10)): \(asked.state)"
        + (asked.since == inForce
          ? "" : " (asked\(asked.since == asked.version ? "" : " since \(asked.since)")\(told))")
    }
    if signed.isEmpty { lines.append("  signed    nothing") }
    lines += signed.map { entry in
      "  signed    \(entry.version) \(entry.action) on \(entry.time), shown: \(entry.shown) (\(entry.record))"
        + (entry.counts ? "" : "; the version had been withdrawn, so this counts for nothing")
    }
    return lines
  }
}
