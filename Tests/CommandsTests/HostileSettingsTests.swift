import Foundation
import Testing

/// A clone's own settings may name programs; none of them is run, however they are written down.
@Suite struct HostileSettingsTests {
  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("published")
    try session.good(
      "printf '#!/bin/sh\\ntouch $WORK/pwned\\nexit 1\\n' > $WORK/evil && chmod +x $WORK/evil"
    )
    try session.good("writ ack social-media --yes --person chen --key $WORK/chen")
  }

  private var isPwned: Bool { FileManager.default.fileExists(atPath: session.work + "/pwned") }

  private func refusal(_ command: String) throws -> String {
    let (output, status) = try session.shell(command)
    #expect(status == 2, "\(output)")
    #expect(!isPwned)
    return output
  }

  @Test func `Evidence shows no signatures with the clone's own program`() throws {
    let command = "writ evidence --policy social-media --output $WORK/pack.zip"
    try session.good("git config gpg.ssh.program $WORK/evil && git config log.showSignature true")
    try session.good("git config gpg.ssh.allowedSignersFile $WORK/evil")
    try session.good("git log -1 --format=%H refs/writ/published >/dev/null; test -f $WORK/pwned")
    try session.good("rm $WORK/pwned")
    #expect(try refusal(command).contains("this clone's own settings have 'gpg.ssh.program'"))
    try session.good("git config --unset gpg.ssh.program")
    #expect(try refusal(command).contains("'log.showsignature'"))
    // In one's own file it changes nothing that Writ reads.
    try session.good("git config --unset log.showSignature")
    try session.good("git config --global log.showSignature true && \(command)")
    #expect(try session.good("unzip -p $WORK/pack.zip '*signers/chen'").contains("chen "))
  }

  @Test func `A setting that only Git reads as one is found`() throws {
    // To some readers the comment's mark stands within quotes, and the rest of the file with it.
    let lines = #"[user]\n\tname = "a\\\\" # \\\n[core] sshCommand = $WORK/evil\n"#
    try session.good("printf '\(lines)' >> .git/config")
    #expect(try session.good("git config core.sshCommand").contains("/evil"))
    try session.good("git remote add origin ssh://127.0.0.1:1/nowhere.git")
    #expect(try refusal("writ sync").contains("this clone's own settings have 'core.sshcommand'"))
    let doctor = try session.shell("writ doctor").output
    #expect(doctor.contains("bad   settings    this clone's own settings have 'core.sshcommand'"))
    #expect(!isPwned)
  }

  @Test func `Settings that Git cannot read are named`() throws {
    try session.good("git remote add origin $WORK/nowhere.git && printf '[core\\n' >> .git/config")
    #expect(try session.shell("writ sync").output.contains("config"))
  }
}
