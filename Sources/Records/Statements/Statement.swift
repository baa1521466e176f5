public import Git
public import Policies

/// What a record says, apart from who says it and where it stands.
///
/// Reading and writing are each other's inverse: the fields come in the order of the format.
protocol Statement: Equatable, Sendable {
  static var format: RecordFormat { get }
  init(_ record: Record) throws(Refusal)
  var fields: [Record.Field] { get }
}

extension Statement {
  /// Names and values side by side, in order.
  static func fields(_ pairs: KeyValuePairs<String, String>) -> [Record.Field] {
    pairs.map { Record.Field(name: $0.key, value: $0.value) }
  }
}

extension Record {
  func objectID(_ name: String) throws(Refusal) -> ObjectID {
    guard let id = ObjectID(hex: try value(name)) else { throw Refusal(.record, "no \(name)") }
    return id
  }

  func policyVersion(_ name: String) throws(Refusal) -> PolicyVersion {
    guard let version = PolicyVersion(try value(name)) else {
      throw Refusal(.record, "no \(name)")
    }
    return version
  }

  func changeClass() throws(Refusal) -> ChangeClass {
    guard let change = ChangeClass(rawValue: try value("Writ-Class")) else {
      throw Refusal(.record, "no Writ-Class")
    }
    return change
  }

  func proposal() throws(Refusal) -> ProposalName {
    guard let name = ProposalName(try value("Writ-Proposal")) else {
      throw Refusal(.record, "no Writ-Proposal")
    }
    return name
  }

  func approvals() throws(Refusal) -> [ApprovalReference] {
    var found: [ApprovalReference] = []
    for text in values("Writ-Approval") {
      guard let reference = ApprovalReference(text) else {
        throw Refusal(.record, "Writ-Approval '\(text)'")
      }
      found.append(reference)
    }
    return found
  }
}

/// `<person> <object id>`: whose review record counts as an approval.
public struct ApprovalReference: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Who approved.
  public let person: PersonID
  /// The review record.
  public let record: ObjectID

  /// Makes a reference to a review record.
  public init(person: PersonID, record: ObjectID) {
    (self.person, self.record) = (person, record)
  }

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, let person = PersonID(words[0]), let record = ObjectID(hex: words[1])
    else { return nil }
    self.init(person: person, record: record)
  }

  /// `<person> <object id>`.
  public var description: String { "\(person) \(record)" }

  /// Orders by the text's bytes.
  public static func < (left: ApprovalReference, right: ApprovalReference) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}
