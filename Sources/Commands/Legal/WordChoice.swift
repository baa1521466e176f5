import Foundation
import Git
import Policies
import Records

/// Asks whose words to take where a proposal and main changed the same clause.
struct WordChoice {
  let space: Workspace
  /// What was chosen on the command line: `mine` or `main`, by clause id or path.
  let choices: [String: String]

  /// The words for one clause, which both sides changed as their redlines show.
  func words(
    for conflict: ClauseMerge.Conflict,
    _ mine: Redline,
    _ theirs: Redline
  ) async throws -> ClauseMerge.Choice {
    if let chosen = choices[conflict.id] { return chosen == "mine" ? .mine : .theirs }
    let name = conflict.id.isEmpty ? "The part before the first clause" : conflict.id
    Output.remark(
      """
      \(name) was changed in the proposal and on main.
      In the proposal:
      \(changes(of: conflict.id, in: mine))
      On main:
      \(changes(of: conflict.id, in: theirs))
      """
    )
    guard space.edge.terminal.canAsk else { throw unanswered(conflict.id) }
    while let answer = space.edge.terminal.ask("Whose words? [m]ine, m[a]in, [e]dit:") {
      switch answer.trimmingCharacters(in: .whitespaces).lowercased() {
      case "m", "mine": return .mine
      case "a", "main": return .theirs
      case "e", "edit": return .words(try await edited(conflict))
      default: continue
      }
    }
    throw unanswered(conflict.id)
  }

  /// One side of a file that is no policy text.
  func side(of pair: JointTexts.Pair) throws -> [UInt8] {
    if let chosen = choices[pair.path] { return chosen == "mine" ? pair.mine : pair.theirs }
    Output.remark("\(pair.path.safe) was changed here and on main")
    guard space.edge.terminal.canAsk else { throw unanswered(pair.path) }
    while let answer = space.edge.terminal.ask("Whose file? [m]ine, m[a]in:") {
      switch answer.trimmingCharacters(in: .whitespaces).lowercased() {
      case "m", "mine": return pair.mine
      case "a", "main": return pair.theirs
      default: continue
      }
    }
    throw unanswered(pair.path)
  }

  private func edited(_ conflict: ClauseMerge.Conflict) async throws -> String {
    let file = space.git.commonFolder + "/writ/edit/words.md"
    let url = URL(fileURLWithPath: file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    let text = conflict.mine ?? conflict.theirs ?? ""
    try Data(text.utf8).write(to: url, options: .atomic)
    try await Editor(edge: space.edge, configuration: space.configuration).edit(file)
    let words = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    try FileManager.default.removeItem(at: url)
    return words.hasSuffix("\n") ? words : words + "\n"
  }

  private func changes(of clause: String, in redline: Redline) -> String {
    let style = Output.redlineStyle(space.edge.terminal)
    let entry = redline.changes.first { $0.id == clause }
    let text = entry?.text(in: style).trimmingCharacters(in: .newlines) ?? "no word changed"
    return text.split(separator: "\n").map { "  | \($0)" }.joined(separator: "\n")
  }

  private func unanswered(_ place: String) -> Failure {
    Failure(
      "this has to ask you whose words to take; nothing was changed",
      hint: "writ proposals update PROPOSAL --take \("\(place)=mine".shellWord), or =main",
      status: .couldNotRun
    )
  }
}
