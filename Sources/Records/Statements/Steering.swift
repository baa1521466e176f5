public import Policies

/// `steer/1`: what somebody decides about a proposal as a whole, beside its words.
public struct Steering: Statement {
  /// What is decided.
  public enum Action: String, Sendable {
    /// The proposal is not pursued.
    case close
    /// It is, after all.
    case reopen
    /// Somebody else may go on with it.
    case share
    /// They may no longer.
    case unshare
  }

  static let format = RecordFormat.steering

  /// What is decided.
  public var action: Action
  /// Which proposal.
  public var proposal: ProposalName
  /// With whom it is shared; `nil` where nobody is meant.
  public var with: PersonID?
  /// Why, in free words; may be empty.
  public var comment: String

  init(_ action: Action, _ proposal: ProposalName, with: PersonID? = nil, comment: String = "") {
    (self.action, self.proposal, self.with, self.comment) = (action, proposal, with, comment)
  }

  init(_ record: Record) throws(Refusal) {
    guard let action = Action(rawValue: try record.value("Writ-Action")),
      let comment = SafeText.unescape(try record.value("Writ-Comment"))
    else { throw Refusal(.record, "no Writ-Action or Writ-Comment") }
    (self.action, self.comment) = (action, comment)
    proposal = try record.proposal()
    let other = try record.value("Writ-With")
    with = other == "none" ? nil : PersonID(other)
    let needsOther = action == .share || action == .unshare
    guard needsOther == (with != nil) else {
      throw Refusal(.record, "Writ-With does not fit '\(action.rawValue)'")
    }
  }

  var fields: [Record.Field] {
    Steering.fields([
      "Writ-Proposal": proposal.description,
      "Writ-Action": action.rawValue,
      "Writ-With": with?.description ?? "none",
      "Writ-Comment": SafeText.escape(comment),
    ])
  }
}
