import Git
import Policies
import Records

/// Looks at the texts that somebody wants to put on main: references, terms and clause ids.
struct TextCheck {
  private let policies: PolicyRepository

  init(_ policies: PolicyRepository) { self.policies = policies }

  /// What is wrong in one text, which builds on a commit of main.
  func findings(in document: PolicyDocument, _ path: String, on commit: ObjectID) throws
    -> [TextFinding]
  {
    document.findings(after: try policies.earlierTexts(of: path, at: commit))
  }

  /// Refuses a draft with a text that has mistakes, and names every one.
  func refuseBroken(_ draft: ProposalDraft) throws {
    for (path, file) in draft.contents.sorted(by: { $0.key < $1.key }) where path.isPolicyText {
      guard let file else { continue }
      let document = try PolicyTexts.document(file.bytes, path)
      try refuse(path, findings(in: document, path, on: draft.main))
    }
  }

  /// Refuses a proposal with a text that has mistakes, however it got here.
  func refuseBroken(_ proposal: Proposal) throws {
    guard !proposal.isMerged else { return }
    for (path, document) in try texts(of: proposal) {
      try refuse(path, findings(in: document, path, on: policies.mainTip()))
    }
  }

  private func texts(of proposal: Proposal) throws -> [(path: String, document: PolicyDocument)] {
    try proposal.changes.filter { $0.path.isPolicyText }.compactMap { change in
      guard let bytes = try policies.file(change.path, at: proposal.head) else { return nil }
      return (change.path, try PolicyTexts.document(bytes, change.path))
    }
  }

  private func refuse(_ path: String, _ findings: [TextFinding]) throws {
    let errors = findings.filter { $0.weight == .error }
    guard !errors.isEmpty else { return }
    for error in errors { Output.remark(TextCheck.line(path, error)) }
    throw Failure(
      "\(errors.count == 1 ? "a mistake" : "\(errors.count) mistakes") in '\(path.safe)'; "
        + "nothing was changed",
      hint: "open \(path.safe) in an editor"
    )
  }

  /// `path:line:column: severity: [rule] text`.
  static func line(_ path: String, _ finding: TextFinding) -> String {
    "\(path.safe):\(finding.position): \(finding.weight.rawValue): [\(finding.rule)] "
      + finding.message.safe
  }
}
