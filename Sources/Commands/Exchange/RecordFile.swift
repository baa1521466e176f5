import Foundation
import Git
import Records

/// Records in a file, for people who may not write where the others' copy is.
struct RecordFile {
  let git: UserGit

  /// Writes some refs, without what the other side has, to a file in Git's bundle format.
  func write(_ refs: [String], without known: [ObjectID], to path: String) async throws {
    let words =
      ["bundle", "create", "--quiet", path] + refs + known.map { "^\($0)" }
    let result = try await git.run(words)
    guard result.isGood else {
      throw Failure(
        "could not write '\(path.safe)'",
        cause: result.reason,
        hint: "writ ack POLICY --bundle ANOTHER-FILE",
        status: .couldNotRun
      )
    }
  }

  /// The refs in a file, by name.
  func references(in path: String) async throws -> [String: ObjectID] {
    let result = try await git.run(["bundle", "list-heads", path])
    guard result.isGood else { throw unreadable(path, result) }
    var found: [String: ObjectID] = [:]
    for line in result.output.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let id = ObjectID(hex: words[0]) else { continue }
      found[String(words[1])] = id
    }
    return found
  }

  /// Brings the objects in a file here, and moves no ref.
  func unpack(_ path: String) async throws {
    let result = try await git.run(["bundle", "unbundle", path])
    guard result.isGood else { throw unreadable(path, result) }
  }

  private func unreadable(_ path: String, _ result: UserGit.Result) -> Failure {
    Failure(
      "'\(path.safe)' cannot be read as a file of records",
      cause: result.reason,
      hint: result.error.contains("prerequisite")
        ? "writ sync" : "git bundle verify \(path.shellWord)",
      status: .couldNotRun
    )
  }
}
