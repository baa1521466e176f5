import ArgumentParser
import Foundation
import Git
import Policies
import Records

/// The command `writ collect`.
struct Collect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Take in records that people sent as files",
    discussion: """
      Reads what 'writ ack --bundle' and 'writ join --bundle' wrote. Only requests and people's \
      own records are taken from a file, each checked as 'writ sync' does. Then send them on with \
      'writ sync'.
      """
  )

  @Argument(help: ArgumentHelp("The files", valueName: "file")) var files: [String]
  @Flag(help: "Write JSON") var json = false
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let bundle = RecordFile(git: UserGit(in: space.git, edge: space.edge))
    var report = SyncReport(remote: "", alarms: [])
    for file in files {
      try await take(space.edge.path(file), bundle, space, &report)
    }
    guard !json else { return try finish(report) }
    Output.answer(report.received.isEmpty ? "Nothing new in the files" : report.answer)
    for line in report.remarks { Output.remark(line) }
    if !report.received.isEmpty { space.remarkOnSending() }
    try finish(report)
  }

  private func take(
    _ path: String,
    _ bundle: RecordFile,
    _ space: Workspace,
    _ report: inout SyncReport
  ) async throws {
    let there = try await bundle.references(in: path)
    for ref in there.keys.sorted() where !Collect.isPersonal(ref) {
      let reason = "only requests and people's own records are taken from a file"
      report.refused.append(.init(ref: ref, by: .here, code: nil, reason: reason))
    }
    try await bundle.unpack(path)
    let offers = try there.filter { Collect.isPersonal($0.key) }.sorted { $0.key < $1.key }
      .compactMap { ref, id -> RefOffer? in
        let old = try space.git.reference(ref)
        let isKnown = try old == id || old.map { try space.git.isAncestor(id, of: $0) } ?? false
        return isKnown ? nil : RefOffer(ref: ref, old: old, new: id)
      }
    let fresh = try Collect.fresh(offers, space, &report)
    let folder = space.git.gitFolder
    let intake = Intake(
      into: space.git,
      identity: space.policies.identity,
      now: space.edge.now,
      isCopy: false
    ) {
      try Repository.open(from: folder)
    }
    for result in try await intake.take(fresh, workers: 2) { report.add(result) }
  }

  /// What a server with receipts still takes, at once; the rest only its author can sign again.
  private static func fresh(
    _ offers: [RefOffer],
    _ space: Workspace,
    _ report: inout SyncReport
  ) throws -> [RefOffer] {
    try offers.filter { offer in
      guard case .records(let person) = RefKind(offer.ref),
        try space.policies.isTooOld(offer, at: space.edge.now)
      else { return true }
      let reason =
        "it was signed too long ago for a server with receipts; \(person) sends it: writ sync"
      report.refused.append(
        .init(ref: offer.ref, by: .here, code: Refusal.Code.time.rawValue, reason: reason)
      )
      return false
    }
  }

  private static func isPersonal(_ ref: String) -> Bool {
    switch RefKind(ref) {
    case .records, .enrolment: true
    default: false
    }
  }

  private func finish(_ report: SyncReport) throws {
    if json { try Output.json(report) }
    guard report.isGood else { throw ExitCode(Failure.Status.refused.rawValue) }
  }
}
