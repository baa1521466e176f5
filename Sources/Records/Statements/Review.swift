public import Git
public import Policies

/// `review/1`: one person's verdict on one exact set of changes.
public struct Review: Statement {
  /// What the reviewer says.
  public enum Verdict: String, Sendable {
    case approve
    case reject
    case comment
    case withdraw
  }

  static let format = RecordFormat.review

  /// Which proposal.
  public var proposal: ProposalName
  /// The proposal's head that the reviewer saw.
  public var target: ObjectID
  /// The digest of the changes that the verdict is on.
  public var changeDigest: String
  /// Whether people sign again, as the reviewer saw it.
  public var change: ChangeClass
  /// What the reviewer says.
  public var verdict: Verdict
  /// The role in which the reviewer speaks; `nil` for none.
  public var role: String?
  /// The clause that the comment is about; `nil` for the whole.
  public var clause: String?
  /// What the reviewer wrote; may be empty.
  public var comment: String

  init(
    _ verdict: Verdict,
    of proposal: ProposalName,
    target: ObjectID,
    changeDigest: String,
    change: ChangeClass,
    role: String?,
    clause: String?,
    comment: String
  ) {
    self.verdict = verdict
    self.proposal = proposal
    self.target = target
    self.changeDigest = changeDigest
    self.change = change
    self.role = role
    self.clause = clause
    self.comment = comment
  }

  init(_ record: Record) throws(Refusal) {
    guard let verdict = Verdict(rawValue: try record.value("Writ-Verdict")),
      let comment = SafeText.unescape(try record.value("Writ-Comment"))
    else { throw Refusal(.record, "no Writ-Verdict or Writ-Comment") }
    self.verdict = verdict
    self.comment = comment
    proposal = try record.proposal()
    target = try record.objectID("Writ-Target")
    changeDigest = try record.value("Writ-Change-Digest")
    change = try record.changeClass()
    let (role, clause) = (try record.value("Writ-Role"), try record.value("Writ-Clause"))
    self.role = role == "none" ? nil : role
    self.clause = clause == "none" ? nil : clause
  }

  var fields: [Record.Field] {
    Review.fields([
      "Writ-Proposal": proposal.description,
      "Writ-Target": target.hex,
      "Writ-Change-Digest": changeDigest,
      "Writ-Class": change.rawValue,
      "Writ-Verdict": verdict.rawValue,
      "Writ-Role": role ?? "none",
      "Writ-Clause": clause ?? "none",
      "Writ-Comment": SafeText.escape(comment),
    ])
  }
}
