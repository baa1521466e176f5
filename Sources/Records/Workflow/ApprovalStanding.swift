import Git
import Policies

/// What stands for and against a proposal at one moment.
public struct ApprovalStanding: Sendable {
  /// A verdict that does not count, and why.
  public struct Discounted: Sendable {
    /// The verdict.
    public var entry: ReviewEntry
    /// Why it does not count, as in "the text changed since".
    public var why: String
  }

  /// The approvals that count.
  public private(set) var counted: [ReviewEntry] = []
  /// How many people are still missing in each role.
  public private(set) var missing: [String: Int] = [:]
  /// The rejections of exactly this change.
  public private(set) var objections: [ReviewEntry] = []
  /// The verdicts that do not count.
  public private(set) var discounted: [Discounted] = []

  /// The approvals as a merge names them.
  public var references: [ApprovalReference] {
    counted.map { ApprovalReference(person: $0.person, record: $0.id) }.sorted()
  }

  /// Weighs the latest verdict of each person.
  ///
  /// - Parameters:
  ///   - change: what is to be merged.
  ///   - reviews: the reviews of the proposal up to the moment in question.
  ///   - needs: how many people in each role.
  ///   - roles: the roles that a person holds now, and held when they reviewed.
  /// - Throws: what `roles` throws.
  init(
    of change: ReviewedChange,
    reviews: [ReviewEntry],
    needs: [String: Int],
    roles: (ReviewEntry) throws(Refusal) -> Set<String>
  ) throws(Refusal) {
    missing = needs
    for entry in ApprovalStanding.latest(reviews) {
      switch entry.review.verdict {
      case .comment, .withdraw: continue
      case .approve, .reject:
        let held = try roles(entry)
        if let why = change.discounts(entry, needs: needs, held: held) {
          discounted.append(Discounted(entry: entry, why: why))
        } else {
          count(entry)
        }
      }
    }
    missing = missing.filter { $0.value > 0 }
  }

  private mutating func count(_ entry: ReviewEntry) {
    guard entry.review.verdict == .approve, let role = entry.review.role else {
      objections.append(entry)
      return
    }
    counted.append(entry)
    missing[role] = max(0, (missing[role] ?? 0) - 1)
  }

  /// Each person's latest verdict; a comment erases nothing.
  private static func latest(_ reviews: [ReviewEntry]) -> [ReviewEntry] {
    var latest: [PersonID: ReviewEntry] = [:]
    for entry in reviews where entry.review.verdict != .comment {
      // What a stolen key says afterwards takes back nothing.
      if entry.hasFallen, latest[entry.person] != nil { continue }
      latest[entry.person] = entry
    }
    return latest.values.sorted { $0.person < $1.person }
  }
}

/// The exact change that verdicts are weighed against.
struct ReviewedChange {
  var digest: String
  /// The proposal's commits that are not part of main.
  var commits: Set<ObjectID>
  var change: ChangeClass
  var authors: Set<PersonID>

  /// Why a verdict does not count; `nil` if it does.
  func discounts(_ entry: ReviewEntry, needs: [String: Int], held: Set<String>) -> String? {
    if entry.hasFallen { return "the key that signed it has ended; it has to be given again" }
    if authors.contains(entry.person) { return "an author's own verdict never counts" }
    if entry.review.changeDigest != digest { return "the text changed since" }
    if !commits.contains(entry.review.target) {
      return "it was given before the proposal was merged and made anew"
    }
    if entry.review.change != change { return "it was given for another class of change" }
    guard let role = entry.review.role, needs[role] != nil else {
      return "it was not given in a role that this change needs"
    }
    return held.contains(role) ? nil : "the role '\(role)' was not held then and now"
  }
}
