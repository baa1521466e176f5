import Git
import Policies
import Records

/// What `writ verify --json` writes.
struct VerificationJSON: Encodable {
  struct Problem: Encodable {
    var code: String
    var reason: String
    var ref: String
    var object: String?
    var person: String?
    /// Whether it only fell with a key that was ended.
    var hasFallen: Bool
  }

  var repository: String
  var time: String
  /// Whose records alone are here and expected; `nil` for everybody's.
  var only: String?
  var good: Bool
  var counts: [String: Int]
  /// How many acknowledgements an earlier run had found good.
  var checkedBefore: Int
  /// The same for each kind.
  var before: [String: Int]
  var problems: [Problem]
  var notes: [Problem]

  init(_ report: VerificationReport, _ identity: String, only mine: PersonID? = nil) {
    (repository, only, good) = (identity, mine?.description, report.isGood)
    time = TimeSource(hasReceipts: report.hasReceipts).rawValue
    counts = Dictionary(uniqueKeysWithValues: report.counts.map { ($0.key.rawValue, $0.value) })
    checkedBefore = report.checkedBefore
    before = Dictionary(uniqueKeysWithValues: report.before.map { ($0.key.rawValue, $0.value) })
    problems = report.problems.map(Problem.init)
    notes = report.notes.map(Problem.init)
  }
}

extension VerificationJSON.Problem {
  init(_ problem: VerificationReport.Problem) {
    self.init(
      code: problem.refusal.code.rawValue,
      reason: problem.refusal.reason,
      ref: problem.ref,
      object: problem.object?.hex,
      person: problem.person?.description,
      hasFallen: problem.hasFallen
    )
  }
}
