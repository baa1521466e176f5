import Testing

/// `writ doctor` on one fault after the other, and what it says mends it.
struct DoctorTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var breaking: String
    /// The line that tells of it.
    var line: String
    /// Whether the hint is a whole command that mends it, typed as it stands.
    var isMendedByHint = true
    /// What goes before `writ doctor`, for faults that live in the environment.
    var environment = ""
    var testDescription: String { name }
  }

  private static let faults = [
    Fault(
      name: "no hook",
      breaking: "rm .git/hooks/pre-commit",
      line: "note  hook .*not installed"
    ),
    Fault(
      name: "a hook that may not be run",
      breaking: "chmod -x .git/hooks/pre-commit",
      line: "bad   hook .*may not be run"
    ),
    Fault(
      name: "somebody else's hook",
      breaking: "printf '#!/bin/sh\\n' > .git/hooks/pre-commit",
      line: "note  hook .*another one",
      isMendedByHint: false
    ),
    Fault(
      name: "hooks kept elsewhere",
      breaking: "git config --global core.hooksPath elsewhere",
      line: "note  hook .*elsewhere",
      isMendedByHint: false
    ),
    Fault(
      name: "an identity that is not pinned",
      breaking: "git config --unset writ.repository",
      line: "note  identity .*not pinned"
    ),
    Fault(
      name: "another repository's identity",
      breaking: "git config writ.repository \(String(repeating: "0", count: 64))",
      line: "bad   identity .*pinned to 0000",
      isMendedByHint: false
    ),
    Fault(
      name: "nobody set",
      breaking: "git config --unset writ.person",
      line: "bad   person .*who are you",
      isMendedByHint: false
    ),
    Fault(
      name: "a stranger",
      breaking: "git config writ.person zed",
      line: "bad   person .*'zed' is not in the registry",
      isMendedByHint: false
    ),
    Fault(
      name: "no key set",
      breaking: "git config --unset user.signingkey",
      line: "bad   key .*no key to sign with",
      isMendedByHint: false
    ),
    Fault(
      name: "a key that is not there",
      breaking: "git config user.signingkey $WORK/nothing",
      line: "bad   key .*",
      isMendedByHint: false
    ),
    Fault(
      name: "somebody else's key",
      breaking: "git config user.signingkey $WORK/bruno",
      line: "bad   key .*not entered for 'ana'",
      isMendedByHint: false
    ),
    Fault(
      name: "a private key that others may read",
      breaking: "chmod 644 $WORK/ana",
      line: "bad   signature .*may be read by others"
    ),
    Fault(
      name: "settings that run programs",
      breaking: "git config core.sshCommand 'ssh -v'",
      line: "bad   settings .*core.sshcommand"
    ),
    Fault(
      name: "a remote that is not there",
      breaking: "git remote set-url origin $WORK/nowhere.git",
      line: "bad   remote .*could not talk to",
      isMendedByHint: false
    ),
    Fault(
      name: "a lock that was left over",
      breaking: "touch .git/refs/heads/main.lock",
      line: "note  disk .*main.lock"
    ),
    Fault(
      name: "invitations that others may read",
      breaking: "writ people invite eve && chmod 644 .git/writ/invitations",
      line: "bad   disk .*others may read"
    ),
    Fault(
      name: "files that are not main's",
      breaking: "git checkout -q -b mine",
      line: "bad   files .*not main's"
    ),
    Fault(
      name: "files that were changed",
      breaking: "echo more >> goals.yml",
      line: "note  files .*1 changed",
      isMendedByHint: false
    ),
    Fault(
      name: "a clock behind the records",
      breaking: "true",
      line: "bad   records .*the newest is of",
      isMendedByHint: false,
      environment: "GIT_COMMITTER_DATE='1000000000 +0000'"
    ),
    Fault(
      name: "an agent that does not answer",
      breaking: "true",
      line: "note  agent .*does not answer",
      isMendedByHint: false,
      environment: "SSH_AUTH_SOCK=$WORK/nowhere"
    ),
    Fault(
      name: "a signing program that is not there",
      breaking: "git config --global gpg.ssh.program $WORK/nothing",
      line: "bad   signing .*not installed"
    ),
    Fault(
      name: "a registry of a newer Writ",
      breaking: """
        t=$( { git ls-tree refs/writ/registry | grep -v registry.yml; printf '100644 blob %s\\t%s\\n' \
        $(git show refs/writ/registry:registry.yml | sed '$a newer: yes' | git hash-object -w --stdin) \
        registry.yml; } | git mktree) && git update-ref refs/writ/registry \
        $(git commit-tree -m x -p refs/writ/registry $t)
        """,
      line: "bad   (registry|identity|records|person) ",
      isMendedByHint: false
    ),
  ]

  private static let copy = "$WORK/home/.cache/writ/policies"
  private static let draftFaults = [
    Fault(
      name: "policies that were not fetched",
      breaking: "rm -r \(copy)",
      line: "bad   policies .*have not been fetched yet"
    ),
    Fault(
      name: "a copy that grew old",
      breaking: "git config -f \(copy)/*.git/config writ.fetched 2025-01-05T09:00:00Z",
      line: "note  copy .*newer policies may be in force"
    ),
    Fault(
      name: "a copy without its age",
      breaking: "git config -f \(copy)/*.git/config --unset writ.fetched",
      line: "note  copy .*does not say when"
    ),
    Fault(
      name: "a copy of another policy repository",
      breaking: "perl -pi -e 's/identity: ./identity: x/' .writ.yml",
      line: "bad   policies .*another policy repository than .writ.yml names",
      isMendedByHint: false
    ),
    Fault(
      name: "a copy that does not say what it is of",
      breaking: "git config -f \(copy)/*.git/config --unset writ.repository",
      line: "bad   policies .*is damaged"
    ),
    Fault(
      name: "a copy without a registry",
      breaking: "git -C \(copy)/*.git update-ref -d refs/writ/registry",
      line: "bad   policies .*is damaged: there is no registry"
    ),
    Fault(
      name: "a copy with settings that are none",
      breaking: "echo '[' >> $(ls -d \(copy)/*.git)/config",
      line: "bad   policies .*is damaged"
    ),
    Fault(
      name: "a copy that lost its objects",
      breaking: "rm -r \(copy)/*.git/objects/*",
      line: "bad   (policies|rules) "
    ),
    Fault(
      name: "a copy with a damaged object",
      breaking: """
        cd \(copy)/*.git && mv objects/pack/*.pack p && rm objects/pack/* && git unpack-objects -q < p \
        && o=$(git rev-parse main:policies/social-media/rules/Promise.yml) \
        && f=objects/$(echo $o | cut -c1-2)/$(echo $o | cut -c3-) && chmod u+w $f && echo x > $f \
        && cd $WORK/posts
        """,
      line: "bad   rules "
    ),
    Fault(
      name: "a copy that others may write into",
      breaking: "chmod 777 \(copy)",
      line: "bad   policies .*not yours alone"
    ),
    Fault(
      name: "an address that is none",
      breaking: "perl -pi -e 's/file:/ext:/' .writ.yml",
      line: "bad   policies .*no address that Writ uses",
      isMendedByHint: false
    ),
    Fault(
      name: "a folder without policies",
      breaking: "perl -pi -e 's/file:.*shared.git/nowhere/' .writ.yml",
      line: "bad   policies .*no policies are found",
      isMendedByHint: false
    ),
    Fault(
      name: "policies that are not said",
      breaking: "perl -pi -e 's/^policies:.*//' .writ.yml",
      line: "bad   policies .*no policies are found",
      isMendedByHint: false
    ),
    Fault(
      name: "a version that was never published",
      breaking: "echo 'versions: {social-media: \"9.0\"}' >> .writ.yml",
      line: "bad   rules .*no version 9.0 of 'social-media' was published",
      isMendedByHint: false
    ),
    Fault(
      name: "settings that cannot be read",
      breaking: "echo '  - x' >> .writ.yml",
      line: "bad   .writ.yml ",
      isMendedByHint: false
    ),
    Fault(
      name: "no draft named",
      breaking: "perl -pi -e 's/^drafts:.*//' .writ.yml",
      line: "bad   drafts .*names no file as a draft"
    ),
    Fault(
      name: "no identity named",
      breaking: "perl -pi -e 's/^identity:.*//' .writ.yml",
      line: "note  identity .*does not say which",
      isMendedByHint: false
    ),
    Fault(
      name: "no hook before drafts",
      breaking: "rm .git/hooks/pre-commit",
      line: "note  hook .*not installed"
    ),
    Fault(
      name: "a newer version elsewhere",
      breaking: "writ ledger appoint server --key $WORK/chen-2.pub --repository $WORK/acme"
        + " && writ sync --repository $WORK/acme",
      line: "note  remote .*has something else"
    ),
    Fault(
      name: "an address where nobody answers",
      breaking: "mv $WORK/shared.git $WORK/away.git",
      line: "bad   remote .*could not talk to",
      isMendedByHint: false
    ),
  ]

  private static let serverFaults = [
    Fault(
      name: "a hook that is gone",
      breaking: "rm hooks/pre-receive",
      line: "bad   pre-receive .*not there"
    ),
    Fault(
      name: "a server's hook that may not be run",
      breaking: "chmod -x hooks/proc-receive",
      line: "bad   proc-receive .*may not be run"
    ),
    Fault(
      name: "a setting that was changed",
      breaking: "git config --unset receive.procReceiveRefs",
      line: "bad   settings .*procReceiveRefs"
    ),
    Fault(
      name: "an identity that is not said",
      breaking: "git config --unset writ.repository",
      line: "bad   identity ",
      isMendedByHint: false
    ),
    Fault(
      name: "something without a receipt",
      breaking: "git update-ref refs/heads/proposals/ana/x main",
      line: "note  receipts .*1 refs? ha"
    ),
  ]

  @Test(arguments: serverFaults)
  func `A fault on a server is told, and its hint mends it`(fault: Fault) throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("cd $WORK/shared.git")
    try expect(fault, in: session)
  }

  @Test(arguments: draftFaults)
  func `A fault in a repository of drafts is told, and its hint mends it`(fault: Fault) throws {
    let session = try Session()
    try session.setUp("shared")
    try session.good(
      """
      ssh-keygen -q -t ed25519 -N '' -f $WORK/chen-2 && git init -q $WORK/posts && cd $WORK/posts \
      && writ hooks install --policies file://$WORK/shared.git
      """
    )
    try expect(fault, in: session)
  }

  @Test(arguments: faults)
  func `A fault is told, and its hint mends it`(fault: Fault) throws {
    let session = try Session()
    try session.setUp("shared")
    try expect(fault, in: session)
  }

  private func expect(_ fault: Fault, in session: Session) throws {
    let doctor = "\(fault.environment) writ doctor"
    #expect(try session.good("writ doctor").contains("Nothing stands in the way"))
    try session.good(fault.breaking)
    let (output, status) = try session.shell(doctor)
    let lines = output.split(separator: "\n").map(String.init)
    let line = try Regex("^\(fault.line)")
    let place = try #require(lines.firstIndex { $0.contains(line) }, "\(output)")
    #expect(status == (lines[place].hasPrefix("bad") ? 1 : 0), "\(output)")
    let hint = try #require(lines[place + 1].split(separator: "hint: ").last.map(String.init))
    #expect(lines[place + 1].hasPrefix("      hint: "), "\(output)")
    guard fault.isMendedByHint else { return }
    try session.good(hint)
    let mended = try session.shell(doctor).output.split(separator: "\n")
    #expect(!mended.contains { $0.contains(line) }, "after '\(hint)': \(mended)")
  }

  @Test func `A kind of repository that Writ cannot read is said to be one`() throws {
    let session = try Session()
    try session.good("git init -q --object-format=sha256 $WORK/other && cd $WORK/other")
    let (output, status) = try session.shell("writ doctor")
    #expect(status != 0 && output.contains("sha256"), "\(output)")
    #expect(output.contains("hint: "), "\(output)")
  }
}
