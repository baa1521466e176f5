import Foundation
import Git
import Policies
import Records

/// A policy's text while somebody edits it: a file of its own in the clone's Git folder, so that
/// the files here stay main's and nothing is lost when the editor, or the person, gives up.
struct EditingDesk {
  let space: Workspace
  let path: String
  let proposal: Proposal?
  /// The file that the editor opens.
  let file: String
  private let before: [UInt8]

  /// The file of a policy's text in a language; `nil` is the authoritative one.
  static func path(_ policy: String, _ language: String?) -> String {
    language.map { "policies/\(policy)/policy.\($0).md" } ?? PolicyRepository.path(of: policy)
  }

  init(space: Workspace, policy: String, language: String?, proposal: Proposal?) throws {
    (self.space, self.proposal) = (space, proposal)
    path = EditingDesk.path(policy, language)
    let commit = try proposal?.head ?? space.policies.mainTip()
    guard Identifier.isValid(policy), TreePath.isAllowed(path),
      let bytes = try space.policies.file(path, at: commit)
    else {
      throw WorkflowError.unknownPolicy(
        policy,
        known: try space.policies.policies(at: space.policies.mainTip())
      )
    }
    before = bytes
    file =
      space.git.commonFolder + "/writ/edit/"
      + path.split(separator: "/").dropFirst()
      .joined(separator: "-")
  }

  /// Lays the text out, or goes on with what was left there.
  func begin() throws {
    if let left = FileManager.default.contents(atPath: file), [UInt8](left) != before {
      return Output.remark("going on with the words that you left in '\(file.safe)'")
    }
    try refuseChangedFile()
    let url = URL(fileURLWithPath: file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(before).write(to: url, options: .atomic)
  }

  /// The words as they now stand in the file.
  var words: [UInt8] {
    get throws {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw Failure("'\(file.safe)' is gone", hint: "writ edit POLICY", status: .couldNotRun)
      }
      return [UInt8](data)
    }
  }

  var hasChanged: Bool { get throws { try words != before } }

  /// Checks the words; returns what they change of the text as it was.
  func check() throws -> Redline {
    let document = try PolicyTexts.document(words, path)
    let old = try PolicyTexts.document(before, path)
    let checks = TextCheck(space.policies)
    let base = try proposal?.base ?? space.policies.mainTip()
    let findings = try checks.findings(in: document, path, on: base)
    for finding in findings { Output.remark(TextCheck.line(path, finding)) }
    let errors = findings.filter { $0.weight == .error }
    guard errors.isEmpty else {
      throw Failure(
        "\(errors.count) mistake\(errors.count == 1 ? "" : "s") in the text; your words are kept",
        hint: "writ edit \(document.front.id.safe)"
      )
    }
    return Redline(from: old, to: document)
  }

  /// Takes the file away: its words are proposed, or are as they were.
  func end() throws { try FileManager.default.removeItem(atPath: file) }

  /// What is said when the person gives up.
  var kept: Failure {
    Failure(
      "nothing was proposed; your words are kept in '\(file.safe)'",
      hint: "writ edit \(path.split(separator: "/").dropFirst().first.map(String.init) ?? "")"
    )
  }

  /// Words that lie changed in the work folder would be passed over.
  private func refuseChangedFile() throws {
    guard !space.git.isBare, try space.git.headBranch() == Chain.main,
      let here = try space.git.readWorkFile(path)
    else { return }
    guard try here.bytes != space.policies.file(path, at: space.policies.mainTip()),
      here.bytes != before
    else { return }
    throw Failure(
      "'\(path.safe)' lies changed here and is not proposed like this",
      hint: "writ propose -m WHY, or: git restore \(path.shellWord)"
    )
  }
}
