import Foundation
import Git
import Subprocess

/// Shows a long text: through the person's pager on a screen, as it is elsewhere.
struct Pager {
  let edge: Edge
  let configuration: GitConfiguration

  func show(_ text: String) async throws {
    guard edge.terminal.isScreen, let command else { return Output.answer(text) }
    // The command comes from the person's own environment or configuration, never from a clone's.
    let shown = try await run(
      .name("sh"),
      arguments: ["-c", command],
      environment: .inherit.updating(["LESS": edge.environment["LESS"] ?? "FRX"]),
      input: .fileDescriptor(
        UnnamedFile.holding(Array((text + "\n").utf8)),
        closeAfterSpawningProcess: true
      ),
      output: .currentStandardOutput,
      error: .currentStandardError
    )
    // What is signed after a pager that showed nothing would be signed unread.
    guard !shown.terminationStatus.isSuccess else { return }
    Output.remark("the pager '\(command.safe)' ended before its time; here is the text")
    Output.answer(text)
  }

  private var command: String? {
    let chosen =
      edge.environment["WRIT_PAGER"] ?? configuration.value("core.pager", from: .trusted)
      ?? edge.environment["PAGER"] ?? "less"
    return chosen.isEmpty || chosen == "cat" ? nil : chosen
  }
}
