import ArgumentParser
import Foundation
import Git
import Policies
import Records

/// The command `writ verify`.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every signature, approval, version and acknowledgement",
    discussion: """
      Names each thing that is wrong, whose it is and why. The same can be checked with Git and \
      OpenSSH alone: see docs/verification.md.
      """
  )

  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  /// The report as `--json` writes it.
  struct Report: Encodable {
    struct Problem: Encodable {
      var code: String
      var reason: String
      var ref: String
      var object: String?
      var person: String?
    }
    var repository: String
    var time: String
    var good: Bool
    var counts: [String: Int]
    var problems: [Problem]
    var notes: [Problem]
  }

  func run() async throws {
    let space = try place.open()
    let folder = space.git.gitFolder
    let verifier = Verifier(space.policies) { try Repository.open(from: folder) }
    let report = try await verifier.run(workers: ProcessInfo.processInfo.activeProcessorCount)
    try json ? Output.json(Report(report, space.policies.identity)) : Verify.write(report, space)
    guard report.isGood else { throw ExitCode(Failure.Status.refused.rawValue) }
  }

  private static func write(_ report: VerificationReport, _ space: Workspace) {
    Output.answer("Repository \(space.policies.identity)\nTime as declared by the signers")
    for kind in VerificationReport.Kind.allCases {
      guard let count = report.counts[kind] else { continue }
      Output.answer("  \(count) \(kind.words(count))")
    }
    for note in report.notes { Output.answer("note: \(line(note))") }
    for problem in report.problems { Output.answer("bad: \(line(problem))") }
    Output.answer(
      report.isGood
        ? "All \(report.total) are good"
        : "\(report.problems.count) of \(report.total) are not to be trusted"
    )
  }

  private static func line(_ problem: VerificationReport.Problem) -> String {
    let object = problem.object.map { " \($0)" } ?? ""
    let person = problem.person.map { " (\($0))" } ?? ""
    return
      "[\(problem.refusal.code.rawValue)] \(problem.ref.safe)\(object)\(person): \(problem.refusal.reason.safe)"
  }
}

extension Verify.Report {
  init(_ report: VerificationReport, _ identity: String) {
    self.init(
      repository: identity,
      time: "declared",
      good: report.isGood,
      counts: Dictionary(uniqueKeysWithValues: report.counts.map { ($0.key.rawValue, $0.value) }),
      problems: report.problems.map(Problem.init),
      notes: report.notes.map(Problem.init)
    )
  }
}

extension Verify.Report.Problem {
  init(_ problem: VerificationReport.Problem) {
    self.init(
      code: problem.refusal.code.rawValue,
      reason: problem.refusal.reason,
      ref: problem.ref,
      object: problem.object?.hex,
      person: problem.person?.description
    )
  }
}

extension VerificationReport.Kind {
  /// What is counted, in words.
  fileprivate func words(_ count: Int) -> String {
    switch self {
    case .registry: count == 1 ? "version of the registry" : "versions of the registry"
    case .receipts: count == 1 ? "receipt" : "receipts"
    case .main: count == 1 ? "commit on main" : "commits on main"
    case .proposals: count == 1 ? "commit on open proposals" : "commits on open proposals"
    case .reviews: count == 1 ? "review" : "reviews"
    case .publications: count == 1 ? "publication" : "publications"
    case .acknowledgements: count == 1 ? "acknowledgement" : "acknowledgements"
    }
  }
}
