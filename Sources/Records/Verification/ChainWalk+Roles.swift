import Git
import Policies

/// Who held which role when something came: by receipts the newest registry that had arrived decides, and
/// not the one that a signer chooses to cite.
extension ChainWalk {
  /// The roles of a person, as they stood when a link came.
  func roles(of person: PersonID, for link: ChainLink) throws(Refusal) -> Set<String> {
    try roles(of: person, citing: link.record.registry, arrived: link.arrival)
  }

  /// The roles that a reviewer held at the review and still at what names it.
  func roles(of review: ReviewEntry, for link: ChainLink) throws(Refusal) -> Set<String> {
    let then = try roles(of: review.person, citing: review.registry, arrived: review.arrival)
    return then.intersection(try roles(of: review.person, for: link))
  }

  private func roles(
    of person: PersonID,
    citing cited: ObjectID?,
    arrived arrival: Instant?
  ) throws(Refusal) -> Set<String> {
    guard let cited else { throw Refusal(.registry, "the record names no registry") }
    var roles: Set<String> = []
    for version in try registries(citing: cited, arrived: arrival) {
      guard let member = try registry.member(person, at: version), member.entry.left == nil else {
        continue
      }
      roles.formUnion(member.roles)
    }
    return roles
  }

  /// The versions that may decide.
  ///
  /// They are two where one arrived in the same second: receipts do not tell what came first in it, and
  /// the server has judged by the right one.
  private func registries(
    citing cited: ObjectID,
    arrived arrival: Instant?
  ) throws(Refusal) -> Set<ObjectID> {
    guard let arrival else {
      guard let newest, let place = history.place(of: newest) else { return [cited] }
      return place > history.place(of: cited) ?? 0 ? [newest] : [cited]
    }
    return [
      try history.newest(arrivedBy: arrival, ledger, notBefore: cited),
      try history.newest(arrivedBy: arrival.adding(seconds: -1), ledger, notBefore: cited),
    ]
  }
}
