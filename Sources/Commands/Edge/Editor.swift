import Foundation
import Git
import Subprocess

/// The person's editor, as Git finds it: `GIT_EDITOR`, `core.editor`, `VISUAL`, `EDITOR`, `vi`.
struct Editor {
  let edge: Edge
  let configuration: GitConfiguration

  /// Opens a file and waits until the editor ends.
  func edit(_ path: String) async throws {
    // The command comes from the person's own environment or configuration, never from a clone's.
    let result = try await run(
      .name("sh"),
      arguments: ["-c", "\(command) \"$@\"", "sh", path],
      input: .currentStandardInput,
      output: .currentStandardOutput,
      error: .currentStandardError
    )
    guard result.terminationStatus.isSuccess else {
      throw Failure(
        "the editor '\(command.safe)' ended with an error; your words are kept in '\(path.safe)'",
        hint: "GIT_EDITOR=nano writ edit POLICY",
        status: .couldNotRun
      )
    }
  }

  private var command: String {
    let chosen =
      edge.environment["GIT_EDITOR"] ?? configuration.value("core.editor", from: .trusted)
      ?? edge.environment["VISUAL"] ?? edge.environment["EDITOR"] ?? ""
    return chosen.isEmpty ? "vi" : chosen
  }
}
