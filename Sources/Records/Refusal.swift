/// Why something signed was not accepted: a stable code and a sentence.
///
/// The codes are part of the product; `docs/verification.md` explains each.
public struct Refusal: Error, Hashable, Sendable {
  /// The stable codes.
  public enum Code: String, Sendable, CaseIterable {
    /// An object is missing, unreadable, too large or of the wrong kind.
    case object = "R-OBJECT"
    /// The commit's or tag's header is not in its one canonical form.
    case header = "R-HEADER"
    /// There is no signature, or it is not canonical, or of a kind that is not accepted.
    case signatureForm = "R-SIGNATURE-FORM"
    /// The signature does not belong to these bytes and this key.
    case signature = "R-SIGNATURE"
    /// The key was not this person's at that moment.
    case key = "R-KEY"
    /// The message is not a record of a known format in its one canonical form.
    case record = "R-RECORD"
    /// It is in a format, or has a part, that this Writ does not know; a newer one may.
    case newer = "R-NEWER"
    /// The record does not follow the one before it in its chain.
    case chain = "R-CHAIN"
    /// It is dated later than now, or too far from when it was received.
    case time = "R-TIME"
    /// The receipts contradict each other, or what they are for.
    case ledger = "R-LEDGER"
    /// The record belongs to another repository.
    case repository = "R-REPOSITORY"
    /// The person in the record is not the one whose chain or proposal it stands in.
    case person = "R-PERSON"
    /// The person did not hold the role that this needs.
    case role = "R-ROLE"
    /// The people or keys in the registry break its rules.
    case registry = "R-REGISTRY"
    /// The approvals do not add up.
    case approval = "R-APPROVAL"
    /// The files are not those that the record names.
    case content = "R-CONTENT"
    /// The tag is missing or not the one that the record names.
    case tag = "R-TAG"
    /// The version or the publication it builds on is wrong.
    case version = "R-VERSION"
    /// The statement is not the one that was in force.
    case statement = "R-STATEMENT"
    /// A ref stands where none may stand, or is of the wrong kind.
    case ref = "R-REF"
  }

  /// The stable code.
  public var code: Code
  /// What exactly is wrong.
  public var reason: String

  /// Makes a refusal from a code and a reason in lower case without a full stop.
  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

extension Refusal: CustomStringConvertible {
  /// `R-CHAIN: reason`.
  public var description: String { "\(code.rawValue): \(reason)" }
}
