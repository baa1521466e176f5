import Foundation
import Git

/// Checks the drafts that a push would bring to others, also where a commit went past its hook.
///
/// Git tells the hook on standard input what it is about to send, one ref in a line:
/// `<local ref> <local id> <remote ref> <remote id>` (githooks(5)).
struct PushCheck {
  let check: DraftCheck
  let repository: Repository
  /// The name of the place that is pushed to; `nil` for one that is given by its address.
  let remote: String?

  func run() throws {
    let input = try FileHandle.standardInput.readToEnd() ?? Data()
    for line in String(decoding: input, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 4, PushCheck.mayHoldDrafts(parts[2]),
        let tip = PushCheck.id(parts[1])
      else { continue }
      try check(tip, there: PushCheck.id(parts[3]))
    }
  }

  /// Tags and a policy repository's records bring no drafts.
  private static func mayHoldDrafts(_ ref: Substring) -> Bool {
    !ref.hasPrefix("refs/tags/") && !ref.hasPrefix("refs/writ/")
  }

  /// An id; nil for the zeros that stand for "none".
  private static func id(_ word: Substring) -> ObjectID? {
    word.allSatisfy { $0 == "0" } ? nil : ObjectID(hex: word)
  }

  private func check(_ tip: ObjectID, there: ObjectID?) throws {
    let base = try base(of: tip, there: there)
    let old = try base.map { try repository.treeOfCommit($0) }
    let drafts = try check.drafts(from: old, to: repository.treeOfCommit(tip), in: repository)
    try check.checkForHook(
      drafts,
      in: repository,
      since: ChangedLines(repository, old, "what is there already"),
      hint: "mend the draft, commit, then git push again; git push --no-verify skips the check once"
    )
  }

  /// What the other place has of this history: its own commit, or where a new branch left its main one.
  private func base(of tip: ObjectID, there: ObjectID?) throws -> ObjectID? {
    if let there, repository.header(of: there)?.kind == .commit { return there }
    guard let remote else { return nil }
    for name in ["HEAD", "main", "master"] {
      if let known = try repository.commit(named: "refs/remotes/\(remote)/\(name)") {
        return try repository.mergeBase(tip, known)
      }
    }
    return nil
  }
}
