import Foundation
import Testing

/// `writ sync` over SSH and over HTTP, with real servers on this machine.
@Suite(.serialized) struct NetworkTests {
  @Test(.enabled(if: SSHServer.isInstalled, "sshd is not installed"))
  func `A policy repository is joined and kept in step over SSH`() throws {
    let session = try Session()
    try session.setUp("shared")
    let server = try SSHServer(in: session.work)
    defer { server.stop() }
    try join(session, at: "ssh://127.0.0.1:\(server.port)\(session.work)/shared.git")
    try session.good("cd $WORK/shared && writ sync && writ ack social-media --yes")
    #expect(try session.good("writ sync").contains("Sent: 1 acknowledgement"))
    #expect(try session.good("writ sync").contains("In step"))
    try session.good("cd $WORK/acme")
    #expect(try session.good("writ sync").contains("Received: 1 acknowledgement"))
    #expect(try session.good("writ verify").contains("are good"))
  }

  @Test(.enabled(if: WebServer.isInstalled, "lighttpd is not installed"))
  func `A policy repository is joined and kept in step over HTTP`() throws {
    let session = try Session()
    try session.setUp("shared")
    try session.good("git -C $WORK/shared.git config http.receivepack true")
    let server = try WebServer(in: session.work)
    defer { server.stop() }
    try join(session, at: "http://127.0.0.1:\(server.port)/shared.git")
    try session.good("cd $WORK/shared && writ sync && writ ack social-media --yes")
    #expect(try session.good("writ sync").contains("Sent: 1 acknowledgement"))
    #expect(try session.good("writ sync").contains("In step"))
    try session.good("cd $WORK/acme")
    #expect(try session.good("writ sync").contains("Received: 1 acknowledgement"))
    #expect(try session.good("writ verify").contains("are good"))
  }

  @Test(.enabled(if: WebServer.isInstalled, "lighttpd is not installed"))
  func `A server that goes away in the middle leaves everything as it was`() throws {
    let session = try Session()
    try session.setUp("shared")
    let server = try WebServer(in: session.work)
    try session.good("git remote set-url origin http://127.0.0.1:\(server.port)/shared.git")
    try session.good("writ sync")
    server.stop()
    try session.good("writ ack social-media --yes")
    let before = try session.good("git for-each-ref")
    let (output, status) = try session.shell("writ sync")
    #expect(status == 2)
    #expect(output.contains("could not talk to"))
    #expect(output.contains("hint: git ls-remote"))
    #expect(try session.good("git for-each-ref") == before)
  }

  @Test func `What cannot be sent is said of the address it was sent to, and no password is shown`()
    throws
  {
    let session = try Session()
    try session.setUp("shared")
    try session.good("git config remote.origin.pushurl file:///nowhere.git")
    try session.good("writ ack social-media --yes")
    let sending = try session.shell("writ sync")
    #expect(sending.status == 2)
    let words = "could not talk to 'file:///nowhere.git' (remote.origin.pushurl)\n"
    #expect(sending.output.contains(words), "\(sending.output)")
    #expect(sending.output.contains("hint: git ls-remote file:///nowhere.git"))
    try session.good("git config --unset remote.origin.pushurl")
    try session.good("git remote set-url origin http://ana:hunter2@127.0.0.1:1/shared.git")
    for command in ["writ sync", "writ doctor"] {
      let (output, _) = try session.shell(command)
      #expect(output.contains("http://ana@127.0.0.1:1/shared.git"), "\(output)")
      #expect(!output.contains("hunter2"))
    }
    try session.good("git config remote.origin.pushurl 'ext::sh -c true'")
    let refused = try session.shell("writ sync").output
    #expect(refused.contains("hint: git remote set-url --push origin https://…"), "\(refused)")
  }

  @Test func `A connection that breaks off while objects arrive leaves everything as it was`()
    throws
  {
    let session = try Session()
    try session.setUp("shared")
    try session.good("cd $WORK/at-chen && writ ack social-media --yes && writ sync")
    try session.good("cd $WORK/acme")
    let before = try session.good("git for-each-ref")
    // The other side ends after its list of refs, as a dropped line does.
    try session.good("printf '#!/bin/sh\\nexit 1\\n' > $WORK/broken && chmod +x $WORK/broken")
    try session.good("git config --global remote.origin.uploadpack $WORK/broken")
    let (output, status) = try session.shell("writ sync")
    #expect(status == 2)
    #expect(output.contains("nothing was changed"))
    #expect(try session.good("git for-each-ref") == before)
    try session.good("git config --global --unset remote.origin.uploadpack")
    #expect(try session.good("writ sync").contains("Received: 1 acknowledgement"))
  }

  /// Somebody new joins with the command that the invitation names, and is let in.
  private func join(_ session: Session, at address: String) throws {
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/dora")
    try session.good("git remote set-url origin '\(address)'")
    let invitation = try session.good("writ people invite dora")
    let command = try #require(
      invitation.split(separator: "\n").first { $0.contains("writ join") }
    )
    try #require(command.contains(address))
    try session.good("cd $WORK && \(command) --key $WORK/dora")
    try session.good("cd $WORK/acme && writ sync && writ people admit --all --yes && writ sync")
  }
}

extension Session {
  /// Runs a command that must end well, and returns what it printed.
  @discardableResult
  func good(_ command: String) throws -> String {
    let (output, status) = try shell(command)
    guard status == 0 else { throw SetUp.Failed(command: command, output: output) }
    return output
  }
}
