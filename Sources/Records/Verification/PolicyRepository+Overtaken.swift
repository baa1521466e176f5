public import Git
public import Policies

extension PolicyRepository {
  /// The proposal whose merge overtook what is new in a person's acts, and would be bad for good with it.
  ///
  /// A merge is judged by what reviewers declare to have said before it, unless receipts tell what came first.
  /// Whoever signed another verdict by then and brings it only now, or says so, would unmake a merge that
  /// everybody has.
  ///
  /// - Parameters:
  ///   - acts: the person's acts, as they were and as they are to be.
  ///   - main: the newest merge that stands.
  /// - Returns: `nil` where no merge leans on an older word of theirs.
  /// - Throws: a `Refusal` where a chain cannot be read.
  public func proposal(overtaking acts: RefOffer, upTo main: ObjectID) throws -> ProposalName? {
    guard let person = RefKind(acts.ref)?.owner else { return nil }
    let verdicts = try newVerdicts(in: acts)
    guard let oldest = verdicts.map(\.time).min() else { return nil }
    var next: ObjectID? = main
    while let id = next {
      // A commit that somebody made on main by hand is no merge, and keeps nobody's word out.
      guard let link = try? ChainLink(id, in: git), link.record.format == .merge,
        link.time > oldest
      else { return nil }
      let merge = try Merge(link.record)
      if let named = merge.approvals.first(where: { $0.person == person }) {
        // Only what the person said after that is another word.
        let place = verdicts.firstIndex { $0.id == named.record }
        let later = verdicts[(place.map { $0 + 1 } ?? 0)...]
        let isOvertaken = later.contains {
          $0.review.proposal == merge.proposal && $0.time < link.time
        }
        if isOvertaken { return merge.proposal }
      }
      next = link.commit.parents.first
    }
    return nil
  }

  /// What is new in a person's acts and decides about proposals, oldest first.
  private func newVerdicts(
    in acts: RefOffer
  ) throws -> [(id: ObjectID, time: Instant, review: Review)] {
    var found: [(id: ObjectID, time: Instant, review: Review)] = []
    var next: ObjectID? = acts.new
    while let id = next, id != acts.old {
      let link = try ChainLink(id, in: git)
      if link.record.format == .review, case let review = try Review(link.record),
        review.verdict != .comment
      {
        found.append((id, link.time, review))
      }
      next = link.commit.parents.first
    }
    return found.reversed()
  }
}
