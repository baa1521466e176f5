import Policies
import Records
import Signing

/// A request to be let in, with what it proves.
struct AdmissionRow {
  /// The request, as `--json` writes it.
  struct Encoded: Encodable {
    var person: String
    var key: String
    var asked: String
    /// `code`, `consent of an older key`, `no code`, `wrong code` or `code ran out`.
    var proof: String
    var remark: String
  }

  let waiting: EnrolmentDesk.Waiting
  let encoded: Encoded
  /// Whether whoever asks has shown that they are the person.
  let isProven: Bool

  init(_ waiting: EnrolmentDesk.Waiting, _ book: InvitationBook, _ space: Workspace) {
    self.waiting = waiting
    let request = waiting.request
    let invitation = book.invitation(for: request, in: space.policies.identity)
    let isTimely = invitation.map { request.time <= $0.expires && space.edge.now <= $0.expires }
    let proof =
      waiting.vouch != nil
      ? "consent of an older key"
      : isTimely == true
        ? "code"
        : isTimely == false
          ? "code ran out" : request.enrolment.proof == nil ? "no code" : "wrong code"
    // A code lets a person in once; beside keys that they have, only such a key speaks.
    isProven = waiting.vouch != nil || isTimely == true && waiting.keys.isEmpty
    encoded = Encoded(
      person: request.person.description,
      key: request.enrolment.key.fingerprint,
      asked: request.time.description,
      proof: proof,
      remark: AdmissionRow.remark(waiting)
    )
  }

  private static func remark(_ waiting: EnrolmentDesk.Waiting) -> String {
    if let replaced = waiting.request.enrolment.replaces { return "in place of \(replaced)" }
    if !waiting.keys.isEmpty { return "a further key beside \(waiting.keys.count)" }
    if waiting.hadKeys { return "a new key after those that ended" }
    return waiting.isKnown ? "the first key" : "new here"
  }

  /// The people's ids, for a sentence.
  static func names(_ rows: [AdmissionRow]) -> String {
    let names = rows.map(\.encoded.person)
    return names.count > 8
      ? "\(names.prefix(8).joined(separator: ", ")) and \(names.count - 8) more"
      : names.joined(separator: ", ")
  }
}
