import Records

/// What `writ verify` says to a person.
struct VerificationText {
  private let report: VerificationReport
  private let identity: String
  private let notes: [String]

  /// Prepares the words.
  ///
  /// - Parameters:
  ///   - report: what was found.
  ///   - identity: the repository's.
  ///   - notes: what was left out.
  init(_ report: VerificationReport, _ identity: String, notes: [String]) {
    (self.report, self.identity, self.notes) = (report, identity, notes)
  }

  var text: String {
    var lines =
      [TimeSource(hasReceipts: report.hasReceipts).words, "Repository \(identity)"] + notes
    for kind in VerificationReport.Kind.allCases {
      guard let count = report.counts[kind] else { continue }
      lines.append("  \(count) \(kind.words(count))\(before(kind))")
    }
    lines += report.notes.map { "note: \(line($0))" }
    lines += report.problems.map { "\($0.hasFallen ? "fell" : "bad"): \(line($0))" }
    lines.append(verdict)
    return lines.joined(separator: "\n")
  }

  private var verdict: String {
    guard report.total > 0 else {
      return report.isGood ? "There is nothing to check" : "It is not to be trusted"
    }
    let count = report.problems.count
    if report.isGood { return "All \(report.total) are good" }
    return report.problems.allSatisfy(\.hasFallen)
      ? "\(count) of \(report.total) fell with a key that was ended and \(count == 1 ? "counts" : "count") for nothing; all else is good"
      : "\(count) of \(report.total) are not to be trusted"
  }

  private func before(_ kind: VerificationReport.Kind) -> String {
    guard let count = report.before[kind], count > 0 else { return "" }
    return count == report.counts[kind]
      ? ", checked before" : ", \(count) of them checked before"
  }

  private func line(_ problem: VerificationReport.Problem) -> String {
    let object = problem.object.map { " \($0)" } ?? ""
    let person = problem.person.map { " (\($0))" } ?? ""
    return
      "[\(problem.refusal.code.rawValue)] \(problem.ref.safe)\(object)\(person): \(problem.refusal.reason.safe)"
  }
}

extension VerificationReport.Kind {
  /// What is counted, in words.
  func words(_ count: Int) -> String {
    switch self {
    case .registry: count == 1 ? "version of the registry" : "versions of the registry"
    case .requests: count == 1 ? "request that waits" : "requests that wait"
    case .receipts: count == 1 ? "receipt" : "receipts"
    case .main: count == 1 ? "commit on main" : "commits on main"
    case .proposals: count == 1 ? "commit on open proposals" : "commits on open proposals"
    case .reviews: count == 1 ? "review" : "reviews"
    case .publications: count == 1 ? "publication" : "publications"
    case .acknowledgements: count == 1 ? "acknowledgement" : "acknowledgements"
    }
  }
}
