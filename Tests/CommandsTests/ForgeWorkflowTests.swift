import Foundation
import Testing

/// The checks of the template for forges, run as the forge runs them: a fresh clone, and what the
/// forge says in variables.
@Suite struct ForgeWorkflowTests {
  enum Forge: String, CaseIterable {
    case gitHub = ".github/workflows/writ.yml"
    case forgejo = ".forgejo/workflows/writ.yml"
    case gitLab = ".gitlab-ci.yml"

    /// The step that verifies, as a script.
    var script: String {
      get throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
          .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("policy-repo-template/\(rawValue)")
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let start = try #require(lines.firstIndex { $0.contains("git fetch -q") })
        let end = try #require(lines.firstIndex { $0.hasSuffix("esac") })
        return lines[start...end].map { $0.trimmingCharacters(in: .whitespaces) }
          .joined(separator: "\n")
      }
    }

    var proposalEvent: String { self == .gitLab ? "merge_request_event" : "pull_request" }
  }

  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("shared")
  }

  @Test(arguments: Forge.allCases)
  func `A good proposal, merge and repository pass`(forge: Forge) throws {
    let before = try id("main")
    try propose()
    try good("writ sync")
    let head = try id("refs/heads/proposals/ana/plainer-words")
    let proposed = try check(forge, forge.proposalEvent, base: before, head: head)
    #expect(proposed.status == 0, "\(proposed.output)")
    let pushed = try check(forge, "push", branch: "proposals/ana/plainer-words", head: head)
    #expect(pushed.status == 0, "\(pushed.output)")
    try good("writ review plainer-words --approve --person bruno --key $WORK/bruno")
    try good("writ merge plainer-words && writ sync")
    let merge = try id("main")
    let merged = try check(forge, "push", branch: "main", before: before, head: merge)
    #expect(merged.status == 0 && merged.output.contains("1 commit on main"), "\(merged.output)")
    let daily = try check(forge, "schedule", branch: "main", head: merge)
    #expect(daily.status == 0, "\(daily.output)")
  }

  @Test(arguments: Forge.allCases)
  func `A proposal that main has moved on from passes`(forge: Forge) throws {
    try propose()
    let head = try id("refs/heads/proposals/ana/plainer-words")
    try good("printf '\\nMore.\\n' >> README.md && writ propose --as more-words -m 'More words'")
    try good("writ review more-words --approve --person bruno --key $WORK/bruno")
    try good("writ merge more-words && writ sync")
    let outcome = try check(forge, forge.proposalEvent, base: id("main"), head: head)
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  /// What a forge found good of a proposal must not count for main, where a status stands at a commit.
  @Test(arguments: Forge.allCases)
  func `A proposal is never green as what comes next on main`(forge: Forge) throws {
    let before = try id("main")
    try propose()
    try good("writ sync")
    let head = try id("refs/heads/proposals/ana/plainer-words")
    let proposed = try check(forge, "push", branch: "to-main/words", head: head)
    #expect(proposed.status == 1 && proposed.output.contains("bad: [R-"), "\(proposed.output)")
    try good("writ review plainer-words --approve --person bruno --key $WORK/bruno")
    try good("writ merge plainer-words && git push -q origin main:refs/heads/to-main/words")
    try good("writ sync --repository $WORK/at-bruno && git push -q origin 'refs/writ/acts/*'")
    let merged = try check(forge, "push", branch: "to-main/words", head: id("main"))
    #expect(merged.status == 0, "\(merged.output)")
    try good("git push -q -f origin \(head):refs/heads/main")
    let pushed = try check(forge, "push", branch: "main", before: before, head: head)
    #expect(pushed.status == 1 && pushed.output.contains("bad: [R-"), "\(pushed.output)")
  }

  @Test(arguments: Forge.allCases)
  func `A commit past the approvals and another repository fail`(forge: Forge) throws {
    let before = try id("main")
    try good("git commit -q --no-verify --allow-empty -m 'Merge pull request #1'")
    try good("git push -q origin main")
    let head = try id("main")
    let outcome = try check(forge, "push", branch: "main", before: before, head: head)
    #expect(outcome.status == 1 && outcome.output.contains("bad: [R-HEADER]"))
    #expect(try check(forge, forge.proposalEvent, base: before, head: head).status == 1)
    #expect(try check(forge, "schedule", branch: "main", head: head).status == 1)
    let other = String(repeating: "0", count: 64)
    let stranger = try check(
      forge,
      "push",
      branch: "main",
      before: before,
      head: before,
      identity: other
    )
    #expect(stranger.status != 0)
    #expect(try check(forge, "push", branch: "main", head: head, identity: "").status != 0)
  }

  private func propose() throws {
    try good(
      "perl -pi -e 's/A few words are enough/A few words will do/' policies/social-media/policy.md"
    )
    try good("writ propose --as plainer-words -m 'Plainer words' && git restore .")
  }

  /// Runs a forge's step in a fresh clone.
  private func check(
    _ forge: Forge,
    _ event: String,
    branch: String = "",
    base: String = "",
    before: String = "",
    head: String,
    identity: String? = nil
  ) throws -> (output: String, status: Int32) {
    let script = "\(session.work)/step.sh"
    try forge.script.write(toFile: script, atomically: true, encoding: .utf8)
    let pinned = try good("git config writ.repository").trimmingCharacters(in: .newlines)
    return try session.shell(
      "(rm -rf $WORK/ci && git clone -q $WORK/shared.git $WORK/ci && cd $WORK/ci && sh -e $WORK/step.sh)",
      extra: [
        "IDENTITY": identity ?? pinned, "EVENT": event, "BRANCH": "refs/heads/\(branch)",
        "BASE": base, "BEFORE": before, "HEAD": head,
      ]
    )
  }

  private func id(_ name: String) throws -> String {
    try good("git rev-parse \(name)").trimmingCharacters(in: .newlines)
  }

  @discardableResult
  private func good(_ command: String) throws -> String {
    let (output, status) = try session.shell(command)
    #expect(status == 0, "\(command): \(output)")
    return output
  }
}
