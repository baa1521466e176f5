public import Signing

/// `enrol/1`: a person asks that a key be entered as theirs; the key itself signs.
public struct Enrolment: Statement {
  static let format = RecordFormat.enrolment

  /// The key to be entered.
  public var key: PublicKey
  /// What proves that the person was given a one-time code; `nil` without one.
  public var proof: String?
  /// The fingerprint of the key that this one takes the place of; `nil` for none.
  public var replaces: String?

  init(of key: PublicKey, proof: String? = nil, replaces: String? = nil) {
    (self.key, self.proof, self.replaces) = (key, proof, replaces)
  }

  init(_ record: Record) throws(Refusal) {
    let line = try record.value("Writ-Key")
    do throws(SigningError) {
      key = try PublicKey(line: line)
    } catch {
      throw Refusal(.record, "Writ-Key: \(error)")
    }
    let (code, replaced) = (try record.value("Writ-Code"), try record.value("Writ-Replaces"))
    proof = code == "none" ? nil : code
    replaces = replaced == "none" ? nil : replaced
  }

  var fields: [Record.Field] {
    Enrolment.fields([
      "Writ-Key": key.line,
      "Writ-Code": proof ?? "none",
      "Writ-Replaces": replaces ?? "none",
    ])
  }
}
