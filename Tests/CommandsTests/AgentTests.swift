import Foundation
import Testing

/// Keys whose private half only an agent holds.
@Suite struct AgentTests {
  @Test func `Somebody whose key is only in an agent joins and signs`() throws {
    let session = try Session()
    try session.setUp("shared")
    // Python hands no open files on to the agent, for which the test would wait.
    let start = "import subprocess as s; s.run(['ssh-agent', '-s', '-a', '$WORK/agent'], "
    try session.good("python3 -c \"\(start)stdout=open('$WORK/agent.txt', 'w'))\"")
    defer { _ = try? session.shell(". $WORK/agent.txt; kill $SSH_AGENT_PID") }
    let agent = ["SSH_AUTH_SOCK": session.work + "/agent"]
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/dora")
    try #require(try session.shell("ssh-add -q $WORK/dora", extra: agent).status == 0)
    try session.good("rm $WORK/dora $WORK/dora.pub")
    let fingerprint = try session.good("git config writ.repository")
      .trimmingCharacters(in: .newlines)
    let join =
      "writ join $WORK/shared.git $WORK/at-dora --fingerprint \(fingerprint) --person dora"
    let (joined, status) = try session.shell(join, extra: agent)
    #expect(status == 0, "\(joined)")
    #expect(joined.contains("Asked to be let in as dora"))
    try session.good("writ sync && writ people admit dora --yes --without-code && writ sync")
    try session.good("cd $WORK/at-dora && writ sync")
    let signed = try session.shell("writ ack social-media --yes", extra: agent)
    #expect(signed.status == 0, "\(signed.output)")
    #expect(try session.good("writ verify").contains("1 acknowledgement"))
    let (without, refused) = try session.shell("writ ack social-media --withdraw --yes")
    #expect(refused == 2)
    #expect(without.contains("could not be used"))
  }
}
