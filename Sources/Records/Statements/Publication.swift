public import Git
public import Policies

/// `publish/1`: a version of a policy put in force, or withdrawn.
public struct Publication: Statement {
  /// What happens to the version.
  public enum Action: String, Sendable {
    case publish
    case withdraw
  }

  static let format = RecordFormat.publish

  /// What happens to the version.
  public var action: Action
  /// Which policy.
  public var policy: String
  /// Which version.
  public var version: PolicyVersion
  /// Whether people sign again.
  public var change: ChangeClass
  /// The tag object, whose ref is `tag`.
  public var tagObject: ObjectID
  /// The commit on main whose text is published.
  public var commit: ObjectID
  /// The text as a Git blob.
  public var blob: ObjectID
  /// The SHA-256 of the text.
  public var digest: String
  /// From when it applies.
  public var effective: Instant
  /// The groups that owe an acknowledgement, sorted; `everyone` is everyone.
  public var audience: [String]

  /// The full name of the version's tag.
  public var tag: String { PolicyTag.ref(policy, version) }

  init(
    _ action: Action,
    _ policy: String,
    _ version: PolicyVersion,
    change: ChangeClass,
    tagObject: ObjectID,
    commit: ObjectID,
    blob: ObjectID,
    digest: String,
    effective: Instant,
    audience: [String]
  ) {
    self.action = action
    self.policy = policy
    self.version = version
    self.change = change
    self.tagObject = tagObject
    self.commit = commit
    self.blob = blob
    self.digest = digest
    self.effective = effective
    self.audience = audience.sorted()
  }

  init(_ record: Record) throws(Refusal) {
    guard let action = Action(rawValue: try record.value("Writ-Action")),
      let effective = Instant(try record.value("Writ-Effective"))
    else { throw Refusal(.record, "no Writ-Action or Writ-Effective") }
    self.action = action
    self.effective = effective
    policy = try record.value("Writ-Policy")
    version = try record.policyVersion("Writ-Version")
    change = try record.changeClass()
    tagObject = try record.objectID("Writ-Tag-Object")
    commit = try record.objectID("Writ-Commit")
    blob = try record.objectID("Writ-Blob")
    digest = try record.value("Writ-Digest")
    audience = try record.value("Writ-Audience").split(separator: ",").map(String.init)
    guard try record.value("Writ-Tag") == tag else {
      throw Refusal(.record, "Writ-Tag is not the tag of \(policy) \(version)")
    }
  }

  var fields: [Record.Field] {
    Publication.fields([
      "Writ-Action": action.rawValue,
      "Writ-Policy": policy,
      "Writ-Version": version.description,
      "Writ-Class": change.rawValue,
      "Writ-Tag": tag,
      "Writ-Tag-Object": tagObject.hex,
      "Writ-Commit": commit.hex,
      "Writ-Blob": blob.hex,
      "Writ-Digest": digest,
      "Writ-Effective": effective.description,
      "Writ-Audience": audience.joined(separator: ","),
    ])
  }
}
