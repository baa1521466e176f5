/// The formats of signed statements, with the fields of each in their fixed order.
public enum RecordFormat: String, Sendable, CaseIterable {
  /// The first commit of main.
  case root = "root/1"
  /// A change to people, keys, roles and groups.
  case registry = "registry/1"
  /// A verdict on a proposal.
  case review = "review/1"
  /// A proposal that became part of main.
  case merge = "merge/1"
  /// A version that was put in force or withdrawn.
  case publish = "publish/1"
  /// A person's acknowledgement of a version.
  case acknowledgement = "ack/1"
  /// A request to be let in, signed by the new key itself.
  case enrolment = "enrol/1"
  /// A known key's consent to a further one.
  case vouch = "vouch/1"
  /// What is decided about a proposal as a whole: closed, opened again, shared.
  case steering = "steer/1"
  /// What a server received, and when.
  case receipt = "receipt/1"

  /// One field: its trailer's name, what it may hold, and whether it may repeat.
  struct Field: Sendable {
    let name: String
    let grammar: FieldGrammar
    let repeats: Bool

    static func one(_ name: String, _ grammar: FieldGrammar) -> Field {
      Field(name: name, grammar: grammar, repeats: false)
    }

    static func any(_ name: String, _ grammar: FieldGrammar) -> Field {
      Field(name: name, grammar: grammar, repeats: true)
    }
  }

  /// Whether the commit's tree carries content; all others have the empty tree.
  var hasTree: Bool {
    switch self {
    case .root, .registry, .merge: true
    case .review, .publish, .acknowledgement, .enrolment, .vouch, .steering, .receipt:
      false
    }
  }

  /// The fields between `Writ-Previous` and `Writ-Registry`.
  var fields: [Field] {
    switch self {
    case .root: RecordFormat.rootFields
    case .registry: RecordFormat.registryFields
    case .review: RecordFormat.reviewFields
    case .merge: RecordFormat.mergeFields
    case .publish: RecordFormat.publishFields
    case .acknowledgement: RecordFormat.acknowledgementFields
    case .enrolment: RecordFormat.enrolmentFields
    case .vouch: [.one("Writ-Enrolment", .objectID)]
    case .steering: RecordFormat.steeringFields
    case .receipt: [.one("Writ-Time", .instant), .any("Writ-Update", .update)]
    }
  }

  private static let rootFields: [Field] = [.one("Writ-Manifest", .digest)]

  private static let registryFields: [Field] = [
    .one("Writ-Version", .number),
    .one("Writ-Manifest", .digest),
    .any("Writ-Approval", .approval),
    .any("Writ-Tip", .tip),
  ]

  private static let reviewFields: [Field] = [
    .one("Writ-Proposal", .proposal),
    .one("Writ-Target", .objectID),
    .one("Writ-Change-Digest", .digest),
    .one("Writ-Class", .oneOf(["material", "editorial"])),
    .one("Writ-Verdict", .oneOf(["approve", "reject", "comment", "withdraw"])),
    .one("Writ-Role", .optional(.identifier)),
    .one("Writ-Clause", .optional(.line)),
    .one("Writ-Comment", .escaped),
  ]

  private static let mergeFields: [Field] = [
    .one("Writ-Proposal", .proposal),
    .one("Writ-Change-Digest", .digest),
    .one("Writ-Manifest", .digest),
    .one("Writ-Class", .oneOf(["material", "editorial"])),
    .any("Writ-Approval", .approval),
  ]

  private static let publishFields: [Field] = [
    .one("Writ-Action", .oneOf(["publish", "withdraw"])),
    .one("Writ-Policy", .identifier),
    .one("Writ-Version", .version),
    .one("Writ-Class", .oneOf(["material", "editorial"])),
    .one("Writ-Tag", .refName),
    .one("Writ-Tag-Object", .objectID),
    .one("Writ-Commit", .objectID),
    .one("Writ-Blob", .objectID),
    .one("Writ-Digest", .digest),
    .one("Writ-Effective", .instant),
    .one("Writ-Audience", .identifiers),
  ]

  private static let acknowledgementFields: [Field] = [
    .one("Writ-Action", .oneOf(["acknowledge", "decline", "withdraw"])),
    .one("Writ-Reason", .optional(.oneOf(Acknowledgement.reasons))),
    .one("Writ-Tag", .refName),
    .one("Writ-Tag-Object", .objectID),
    .one("Writ-Path", .path),
    .one("Writ-Blob", .objectID),
    .one("Writ-Digest", .digest),
    .one("Writ-Shown", .shown),
    .one("Writ-Means", .oneOf(["typed", "flag", "page"])),
    .one("Writ-Language", .language),
    .one("Writ-Statement", .line),
  ]

  private static let enrolmentFields: [Field] = [
    .one("Writ-Key", .key),
    .one("Writ-Code", .optional(.digest)),
    .one("Writ-Replaces", .optional(.fingerprint)),
  ]

  private static let steeringFields: [Field] = [
    .one("Writ-Proposal", .proposal),
    .one("Writ-Action", .oneOf(["close", "reopen", "share", "unshare"])),
    .one("Writ-With", .optional(.person)),
    .one("Writ-Comment", .escaped),
  ]
}
