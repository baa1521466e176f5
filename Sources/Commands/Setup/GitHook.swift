import ArgumentParser
import Foundation
import Git
import Linting
import Records

/// What a Git hook that was installed here does.
struct GitHook {
  /// The hook's name, as in githooks(5).
  let hook: String
  /// What Git hands to it: the file with the message, or where a push goes.
  let words: [String]

  /// Does it; whatever it refuses is thrown.
  func run() throws {
    switch (hook, words.first) {
    case ("pre-commit", nil): try check()
    case ("commit-msg", let message?): try note(in: message)
    // Git hands over the name and the address; without a name it is the address twice.
    case ("pre-push", let name?): try checkPush(to: words.dropFirst().first == name ? nil : name)
    default:
      throw Failure(
        "there is no hook '\(hook.safe)'",
        hint: "writ hooks install",
        status: .couldNotRun
      )
    }
  }

  private func checkPush(to remote: String?) throws {
    let repository = try Repository.open(from: ".", honouringEnvironment: true)
    let check = try DraftCheck(.current, in: repository)
    try PushCheck(check: check, repository: repository, remote: remote).run()
  }

  /// Says in the message against which policies the staged drafts were checked.
  private func note(in path: String) throws {
    let edge = Edge.current
    let repository = try Repository.open(from: ".", honouringEnvironment: true)
    let check = try DraftCheck(edge, in: repository)
    let drafts = try check.stagedDrafts(in: repository)
    guard !drafts.isEmpty else { return }
    let versions =
      try CheckedNote(drafts, in: repository).take() ?? check.versions()
    let file = URL(fileURLWithPath: edge.path(path))
    var message = CommitMessage(try String(contentsOf: file, encoding: .utf8))
    message.set(versions, for: "Writ-Policy")
    try Data(message.text.utf8).write(to: file)
  }

  private func check() throws {
    let repository = try Repository.open(from: ".", honouringEnvironment: true)
    let isPolicies = try repository.reference(RegistryArchive.ref) != nil
    if isPolicies, try repository.headBranch() == Chain.main {
      throw Failure(
        "main changes only through approved proposals; this commit was not made",
        hint: "writ propose -m WHY"
      )
    }
    try DraftCheck(.current, in: repository).checkStaged(in: repository)
  }
}
