import Foundation
import Testing

/// The checks of drafts for forges, run as the forge runs them: its own folder, and what it says in variables.
@Suite struct DraftWorkflowTests {
  enum Forge: String, CaseIterable {
    case github, forgejo, gitlab

    /// The step that checks, as a script.
    var script: String {
      get throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
          .deletingLastPathComponent().deletingLastPathComponent()
          .appendingPathComponent("docs/content-repository/\(rawValue).yml")
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let start = try #require(lines.firstIndex { $0.contains("writ policy fetch") })
        let end = try #require(lines.firstIndex { $0.contains("writ lint ") })
        return
          (["set -e -o pipefail"]
          + lines[start...end].map {
            $0.trimmingCharacters(in: .whitespaces)
          }).joined(separator: "\n")
      }
    }
  }

  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("posts")
  }

  @Test(arguments: Forge.allCases)
  func `A good draft passes, a bad one does not, whatever its repository says`(forge: Forge) throws
  {
    try write("Our new lamp is here.")
    let good = try check(forge, cache: "one")
    #expect(good.status == 0, "\(good.output)")
    try write("No risk!")
    _ = try session.shell(
      "printf 'policies: \"/nowhere\"\\nbaseline: none.txt\\n' >.writ.yml; rm -f .writ.yml"
    )
    let bad = try check(forge, cache: "two")
    #expect(bad.status == 1 && bad.output.contains("social-media.Promise"), "\(bad.output)")
  }

  @Test(arguments: Forge.allCases)
  func `Another policy repository is refused`(forge: Forge) throws {
    try write("Our new lamp is here.")
    let other = String(repeating: "a", count: 64)
    let refused = try check(forge, cache: "three", identity: other)
    #expect(refused.status != 0 && !refused.output.contains("checked against"))
    #expect(refused.output.contains("R-"), "\(refused.output)")
  }

  private func write(_ text: String) throws {
    let front = "---\\nchannel: mastodon\\naccount: official\\n---\\n"
    _ = try session.shell("printf -- '\(front)\(text)\\n' >drafts/lamp.md")
  }

  private func check(
    _ forge: Forge,
    cache: String,
    identity: String? = nil
  ) throws -> (output: String, status: Int32) {
    let own = try session.shell("git -C $WORK/acme config writ.repository").output
    try forge.script.write(toFile: session.work + "/step", atomically: true, encoding: .utf8)
    return try session.shell(
      "bash $WORK/step",
      extra: [
        "POLICIES": "file://\(session.work)/acme", "FORMAT": "line",
        "XDG_CACHE_HOME": session.work + "/" + cache,
        "IDENTITY": identity ?? own.trimmingCharacters(in: .whitespacesAndNewlines),
      ]
    )
  }
}
