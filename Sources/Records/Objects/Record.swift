public import Git
public import Policies
import Signing

/// The message of a record: what is said, by whom, about which place in which chain.
public struct Record: Equatable, Sendable {
  /// What kind of statement it is.
  public let format: RecordFormat
  /// Who makes it.
  public let person: PersonID
  /// Its place in its chain, from 1.
  public let sequence: Int
  /// The repository's identity; `nil` only in the first registry commit, which makes it.
  public let repository: String?
  /// The SHA-256 of the raw first parent; `nil` at the start of a chain.
  public let previous: String?
  /// The registry commit whose people and keys apply; in a registry commit its parent.
  public let registry: ObjectID?
  /// The newest receipt that the person had seen; `nil` without a ledger and in receipts.
  public let ledger: ObjectID?
  /// The statement's own fields in their order, as name and value.
  let fields: [Field]

  struct Field: Equatable, Sendable {
    var name: String
    var value: String
  }

  init(
    _ statement: any Statement,
    by person: PersonID,
    sequence: Int,
    repository: String?,
    previous: String?,
    registry: ObjectID?,
    ledger: ObjectID?
  ) {
    format = type(of: statement).format
    fields = statement.fields
    self.person = person
    self.sequence = sequence
    self.repository = repository
    self.previous = previous
    self.registry = registry
    self.ledger = ledger
  }

  /// The same statement at another place of its chain.
  init(
    saying other: Record,
    sequence: Int,
    previous: String?,
    registry: ObjectID,
    ledger: ObjectID?
  ) {
    (format, person, fields) = (other.format, other.person, other.fields)
    (repository, self.registry) = (other.repository, registry)
    (self.sequence, self.previous, self.ledger) = (sequence, previous, ledger)
  }

  /// Whether another record says the same, wherever it stands.
  func says(the other: Record) -> Bool {
    format == other.format && person == other.person && fields == other.fields
  }

  /// Reads a record's message.
  ///
  /// - Throws: `R-RECORD` naming the first line that is missing, unknown, repeated, out of order
  ///   or not in its grammar.
  public init(parsing message: [UInt8]) throws(Refusal) {
    var reader = try TrailerReader(message)
    format = reader.format
    _ = try reader.one("Writ-Format", .oneOf([format.rawValue]))
    repository = try reader.optional("Writ-Repository", .digest)
    let name = try reader.one("Writ-Person", .person)
    let number = try reader.one("Writ-Sequence", .number)
    previous = try reader.optional("Writ-Previous", .digest)
    fields = try reader.fields(format.fields)
    registry = try reader.optional("Writ-Registry", .objectID).flatMap { ObjectID(hex: $0) }
    ledger = try reader.optional("Writ-Ledger", .objectID).flatMap { ObjectID(hex: $0) }
    try reader.finish()
    guard format != .receipt || ledger == nil else {
      throw Refusal(.record, "a receipt names another one as seen")
    }
    guard let person = PersonID(name), let sequence = Int(number) else {
      throw Refusal(.record, "no person or sequence")
    }
    self.person = person
    self.sequence = sequence
    guard encoded.isSame(as: message) else {
      throw Refusal(.record, "the record is not in its canonical form")
    }
  }

  /// The message.
  public var encoded: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(2048)
    text.append(contentsOf: "\(format.rawValue) \(person) \(sequence)\n\n".utf8)
    func add(_ name: String, _ value: String) {
      text.append(contentsOf: name.utf8)
      text.append(UInt8(ascii: ":"))
      if !value.isEmpty { text.append(UInt8(ascii: " ")) }
      text.append(contentsOf: value.utf8)
      text.append(UInt8(ascii: "\n"))
    }
    add("Writ-Format", format.rawValue)
    add("Writ-Repository", repository ?? "none")
    add("Writ-Person", person.description)
    add("Writ-Sequence", String(sequence))
    add("Writ-Previous", previous ?? "none")
    for field in fields { add(field.name, field.value) }
    add("Writ-Registry", registry?.hex ?? "none")
    add("Writ-Ledger", ledger?.hex ?? "none")
    return text
  }

  /// The one value of a field.
  func value(_ name: String) throws(Refusal) -> String {
    guard let field = fields.first(where: { $0.name == name }) else {
      throw Refusal(.record, "no \(name)")
    }
    return field.value
  }

  /// All values of a field that may repeat.
  func values(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }
}
