import Foundation
import Testing

/// The examples for other people's hook programs, run by these programs.
@Suite struct HookToolTests {
  /// Where a program lies, for sessions that see little of the machine.
  private static func folder(of program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
      .first { FileManager.default.isExecutableFile(atPath: $0 + "/" + program) }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  @Test(
    .enabled(
      if: Self.folder(of: "lefthook") != nil,
      "lefthook is not installed; see .ci/dependencies"
    )
  )
  func `lefthook runs the check, the note and the look before a push`() throws {
    let content = try ContentRepository(tool: try #require(Self.folder(of: "lefthook")))
    try content.good("cp \(Self.root)/docs/content-repository/lefthook.yml . && lefthook install")
    try content.isChecked()
    let message = try content.good("git log -1 --format=%B")
    #expect(message.contains("Writ-Policy: social-media 1.0"))
    try content.good("git init -q --bare $WORK/forge.git && git remote add origin $WORK/forge.git")
    try content.good("git push -q origin main")
    try content.write("No risk!")
    try content.good("git commit -q -a --no-verify -m 'Past the check'")
    let push = try content.run("git push origin main")
    #expect(push.status != 0 && push.output.contains("[social-media.Promise]"), "\(push.output)")
  }

  @Test(
    .enabled(
      if: Self.folder(of: "pre-commit") != nil,
      "pre-commit is not installed; see .ci/dependencies"
    )
  )
  func `pre-commit runs the hook that this repository offers`() throws {
    let content = try ContentRepository(tool: try #require(Self.folder(of: "pre-commit")))
    try content.good(
      "git init -q $WORK/hooks && cp \(Self.root)/.pre-commit-hooks.yaml $WORK/hooks"
    )
    try content.good("git -C $WORK/hooks add . && git -C $WORK/hooks commit -q -m hooks")
    try content.good(
      "sed \"s#WRIT#$WORK/hooks#; s/COMMIT/$(git -C $WORK/hooks rev-parse HEAD)/\""
        + " \(Self.root)/docs/content-repository/pre-commit.yaml >.pre-commit-config.yaml"
    )
    try content.good("git add .pre-commit-config.yaml && pre-commit install")
    try content.isChecked()
  }

  /// A repository with drafts in which another program holds the hooks.
  private struct ContentRepository {
    let session: Session
    let path: String

    init(tool: String) throws {
      session = try Session()
      path = "\(Session.programs):\(tool):/usr/local/bin:/usr/bin:/bin"
      try session.setUp("posts")
      try good("writ hooks remove && git checkout -q -b main 2>/dev/null || true")
    }

    func run(_ command: String) throws -> (output: String, status: Int32) {
      try session.shell(command, extra: ["PATH": path])
    }

    @discardableResult
    func good(_ command: String) throws -> String {
      let (output, status) = try run(command)
      try #require(status == 0, "\(command)\n\(output)")
      return output
    }

    func write(_ text: String) throws {
      let front = "---\\nchannel: mastodon\\naccount: official\\n---\\n"
      try good("printf -- '\(front)\(text)\\n' >drafts/lamp.md && git add .")
    }

    /// A draft with a finding is not committed, and the mended one is.
    func isChecked() throws {
      try write("Results guaranteed!")
      let bad = try run("git commit -q -m Lamp")
      #expect(bad.status != 0 && bad.output.contains("[social-media.Promise]"), "\(bad.output)")
      try write("Our new lamp is here.")
      try good("git commit -q -m Lamp")
    }
  }
}
