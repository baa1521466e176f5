import Documents
import Foundation
import Git
import Linting
import Records

/// Mends drafts where they are kept, or shows what that would change.
///
/// What may change the meaning is asked about at a terminal, and left alone elsewhere.
struct DraftMending {
  let edge: Edge
  let rules: RulesInForce
  /// The repository whose staged content is meant; nil for the files as they lie there.
  let staging: Repository?

  func run(_ drafts: [Draft], dryRun: Bool) throws {
    guard let today = Day(edge.now.date) else {
      throw Failure("the clock says \(edge.now.date)", hint: "date", status: .couldNotRun)
    }
    let fixer = Fixer(rules.linter(), today: today)
    var failures: [Failure] = []
    var left = 0
    for draft in drafts {
      do {
        _ = try draft.post(for: rules.account)
        var mended = try fixer.fixed(path: draft.path, draft.bytes)
        let offers = try fixer.offers(path: draft.path, mended)
        if edge.terminal.canAsk, !dryRun {
          mended = try fixer.taking(asked(offers), path: draft.path, mended)
        } else {
          left += offers.count
        }
        guard mended != draft.bytes else { continue }
        if dryRun {
          let diff = LineDiff.format(path: draft.path, draft.bytes, mended)
          Output.answer(diff.dropLast().description.safeLines)
        } else {
          try keep(mended, for: draft)
          Output.answer("Mended \(draft.path.safe)")
        }
      } catch let failure as Failure {
        failures.append(failure)
      } catch let error as DocumentError {
        failures.append(Failure(document: draft.path, error))
      } catch let error as LintError {
        failures.append(Failure("\(draft.path.safe): \(error.words)"))
      }
    }
    if left > 0 {
      let places = left == 1 ? "1 place needs" : "\(left) places need"
      Output.remark("\(places) a person to choose the words: writ lint --fix at a terminal asks")
    }
    try DraftCheck.finish(DraftCheck.Outcome(failures: failures), hint: "writ lint FILE")
  }

  /// What the person at the terminal takes of what may change the meaning.
  private func asked(_ offers: [Finding]) -> [(offer: Finding, words: String)] {
    offers.compactMap { offer in
      Output.remark(
        "\(offer.path.safe):\(offer.position): [\(offer.rule.safe)] \(offer.message.safe)"
      )
      return choice(of: offer.suggestions).map { (offer, $0) }
    }
  }

  private func choice(of words: [String]) -> String? {
    guard words.count > 1 else {
      return words.first.flatMap { edge.terminal.confirm("Write '\($0.safe)'?") ? $0 : nil }
    }
    let list = words.enumerated().map { "[\($0.offset + 1)] \($0.element.safe)" }
    let question = "Write \(list.joined(separator: ", "))? Its number, or Enter to leave it:"
    let answer = edge.terminal.ask(question)?.trimmingCharacters(in: .whitespaces) ?? ""
    guard let number = Int(answer), words.indices.contains(number - 1) else { return nil }
    return words[number - 1]
  }

  private func keep(_ mended: [UInt8], for draft: Draft) throws {
    guard let staging else { return try write(mended, to: draft.path) }
    try staging.stage(mended, at: draft.path)
    try carryOver(mended, from: draft, in: staging)
  }

  /// Brings the same changes to the file in the folder, and leaves what is not staged unstaged.
  private func carryOver(
    _ mended: [UInt8],
    from draft: Draft,
    in repository: Repository
  ) throws {
    guard let folder = repository.workFolder, let file = try repository.readWorkFile(draft.path)
    else { return }
    let both =
      file.bytes == draft.bytes
      ? mended : try repository.joined(draft.bytes, ours: mended, theirs: file.bytes)
    guard let both else {
      return Output.remark(
        "note: '\(draft.path.safe)' has other changes in the same lines; only what is staged was mended"
      )
    }
    try write(both, to: folder + "/" + draft.path)
  }

  /// Replaces what the file holds, never what a link points to, and keeps its permissions.
  private func write(_ bytes: [UInt8], to path: String) throws {
    let full = edge.path(path)
    let files = FileManager.default
    let kept = try files.attributesOfItem(atPath: full)
    guard kept[.type] as? FileAttributeType == .typeRegular else {
      throw Failure("'\(path.safe)' is a link; it was left as it is", status: .couldNotRun)
    }
    try Data(bytes).write(to: URL(fileURLWithPath: full), options: .atomic)
    if let mode = kept[.posixPermissions] {
      try files.setAttributes([.posixPermissions: mode], ofItemAtPath: full)
    }
  }
}
