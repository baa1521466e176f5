import Git

/// `vouch/1`: a person consents, with a key that is known, to a further key of theirs.
struct Vouch: Statement {
  static let format = RecordFormat.vouch

  /// The request, as it stands in `enrol/1`.
  var enrolment: ObjectID

  init(for enrolment: ObjectID) { self.enrolment = enrolment }

  init(_ record: Record) throws(Refusal) { enrolment = try record.objectID("Writ-Enrolment") }

  var fields: [Record.Field] { Vouch.fields(["Writ-Enrolment": enrolment.hex]) }
}
