public import Policies

/// `root/1`: the first commit of main.
struct Root: Statement {
  static let format = RecordFormat.root

  /// The manifest of the tree.
  var manifest: String

  init(manifest: String) { self.manifest = manifest }

  init(_ record: Record) throws(Refusal) { manifest = try record.value("Writ-Manifest") }

  var fields: [Record.Field] { Root.fields(["Writ-Manifest": manifest]) }
}

/// `merge/1`: a proposal that became part of main, with the approvals that allowed it.
public struct Merge: Statement {
  static let format = RecordFormat.merge

  /// Which proposal.
  public var proposal: ProposalName
  /// The digest of the changes that the merge makes to main.
  public var changeDigest: String
  /// The manifest of the tree after the merge.
  public var manifest: String
  /// Whether people sign again.
  public var change: ChangeClass
  /// The reviews that count, sorted.
  public var approvals: [ApprovalReference]

  init(
    of proposal: ProposalName,
    changeDigest: String,
    manifest: String,
    change: ChangeClass,
    approvals: [ApprovalReference]
  ) {
    self.proposal = proposal
    self.changeDigest = changeDigest
    self.manifest = manifest
    self.change = change
    self.approvals = approvals.sorted()
  }

  init(_ record: Record) throws(Refusal) {
    proposal = try record.proposal()
    changeDigest = try record.value("Writ-Change-Digest")
    manifest = try record.value("Writ-Manifest")
    change = try record.changeClass()
    approvals = try record.approvals()
  }

  var fields: [Record.Field] {
    Merge.fields([
      "Writ-Proposal": proposal.description,
      "Writ-Change-Digest": changeDigest,
      "Writ-Manifest": manifest,
      "Writ-Class": change.rawValue,
    ]) + approvals.map { Record.Field(name: "Writ-Approval", value: $0.description) }
  }
}
