import Foundation
import Testing

/// How consent was given stands in the record, and nothing may claim more than was shown.
@Suite struct ConsentTests {
  @Test func `At a terminal the text is shown, the answer is asked for, and the record says so`()
    throws
  {
    let session = try Session()
    try session.setUp("published")
    let ack = "writ ack social-media --person chen --key $WORK/chen"
    let asked = try session.shell("printf 'yes\\n' | \(Self.typing(ack))")
    #expect(asked.output.contains("Say who you work for"))
    #expect(asked.output.contains("Do you sign this?"))
    let record = try session.shell("git log -1 --format=%B refs/writ/records/3a/chen").output
    #expect(record.contains("Writ-Means: typed"))
    #expect(record.contains("Writ-Shown: full"))
    #expect(try session.shell("writ verify").status == 0)
  }

  @Test func `Whoever answers no has signed nothing`() throws {
    let session = try Session()
    try session.setUp("published")
    let ack = "writ ack social-media --person chen --key $WORK/chen"
    let asked = try session.shell("printf 'no\\n' | \(Self.typing(ack))")
    #expect(asked.output.contains("nothing was signed"))
    #expect(try session.shell("git for-each-ref refs/writ/records").output.isEmpty)
  }

  @Test func `Whoever signs in a translation sees the words that count where it is out of date`()
    throws
  {
    let session = try Session()
    try session.setUp("company")
    let german =
      "---\nid: social-media\ntitle: Regeln\nlanguage: de\n---\n## Eigene Konten {#SM-3}\nText.\n"
    try german.write(
      toFile: session.work + "/acme/policies/social-media/policy.de.md",
      atomically: true,
      encoding: .utf8
    )
    for step in [
      "writ propose -m German", "writ review german --approve --person bruno --key $WORK/bruno",
      "writ merge german", "writ publish social-media", "git config writ.language de",
    ] { #expect(try session.shell(step).status == 0, "\(step)") }
    let ack = "writ ack social-media --person chen --key $WORK/chen"
    let asked = try session.shell("printf 'yes\\n' | \(Self.typing(ack))")
    #expect(asked.output.contains("## SM-3 Eigene Konten"))
    #expect(asked.output.contains("[SM-3 in en, which counts:]"))
    #expect(asked.output.contains("Where readers could mistake your view for ours"))
    let record = try session.shell("git log -1 --format=%B refs/writ/records/3a/chen").output
    #expect(record.contains("Writ-Language: de") && record.contains("Writ-Shown: full"))
    #expect(try session.shell("writ verify").status == 0)
  }

  @Test(arguments: ["no-such-pager", "false"])
  func `What the pager does not show is shown without it before anybody signs`(pager: String) throws
  {
    let session = try Session()
    try session.setUp("published")
    let ack = "WRIT_PAGER=\(pager) writ ack social-media --person chen --key $WORK/chen"
    let asked = try session.shell("printf 'yes\\n' | \(Self.typing("sh -c \"\(ack)\""))")
    #expect(asked.output.contains("the pager '\(pager)' ended before its time"), "\(asked.output)")
    #expect(asked.output.contains("Where readers could mistake your view for ours"))
    #expect(try session.good("git log -1 --format=%B refs/writ/records/3a/chen").contains("full"))
  }

  /// The command with a terminal around it; what comes in is typed.
  static func typing(_ command: String) -> String {
    #if os(macOS)
      "WRIT_PAGER=cat script -q /dev/null sh -c '\(command)'"
    #else
      "WRIT_PAGER=cat script -qec '\(command)' /dev/null"
    #endif
  }
}
