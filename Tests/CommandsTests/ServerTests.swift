import Testing

/// A bare repository with Writ's hooks, and people who push to it with plain Git.
struct ServerTests {
  @Test func `A policy repository moves to a server, and everyday work goes on`() throws {
    let session = try Session()
    try session.setUp("served")
    #expect(try session.good("writ sync").contains("In step"))
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes && writ sync")
    #expect(try session.good("cd $WORK/acme && writ sync").contains("1 acknowledgement"))
    try session.good(
      "sed -i.bak 's/A few words are enough/A few words will do/' policies/social-media/policy.md"
    )
    try session.good(
      "rm policies/social-media/*.bak; writ propose -m Plainer --as plain && writ sync"
    )
    try session.good("cd $WORK/at-bruno && writ sync && writ review plain --approve && writ sync")
    try session.good("cd $WORK/acme && git checkout -q . && writ sync && writ merge plain")
    try session.good("writ publish social-media && writ sync")
    #expect(try session.good("writ verify").contains("are good"))
  }

  @Test func `What Git refuses by itself takes nothing else of the push with it`() throws {
    let session = try Session()
    try session.setUp("served")
    try session.good("git -C $WORK/shared.git config receive.hideRefs refs/writ/enrol")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    try session.good(
      """
      sum() { printf %s $1 | sha256sum | cut -d' ' -f1; }
      git update-ref refs/writ/enrol/$(sum wes | cut -c1-2)/wes/$(sum key) main
      """
    )
    let (output, status) = try session.shell("writ sync")
    #expect(status == 1 && output.contains("hidden ref"), "\(output)")
    #expect(output.contains("Sent: 1 acknowledgement"), "\(output)")
    #expect(try session.good("cd $WORK/acme && writ sync").contains("1 acknowledgement"))
    try session.good("cd $WORK/at-chen && writ ack social-media --withdraw --yes")
    let pushed = try session.shell(
      "git push --atomic origin refs/writ/records/3a/chen $(git for-each-ref --format='%(refname)' refs/writ/enrol)"
    )
    #expect(pushed.status != 0 && pushed.output.contains("--atomic"), "\(pushed.output)")
    #expect(
      try session.good("git -C $WORK/shared.git rev-list --count refs/writ/records/3a/chen")
        == "1\n"
    )
    #expect(try session.shell("writ sync; cd $WORK/acme").output.contains("Sent: 1"))
    // What leans on it goes no further than it.
    try session.good("git -C $WORK/shared.git config receive.hideRefs refs/writ/registry")
    try session.good("writ people roles chen --add cook && writ ack social-media --yes")
    let held = try session.shell("writ sync").output
    #expect(held.contains("hidden ref") && !held.contains("Sent"), "\(held)")
    try session.good("git -C $WORK/shared.git config --unset receive.hideRefs && writ sync")
  }

  /// What somebody who may push tries with plain Git: the commands, and what they are told.
  struct Attack: Sendable, CustomTestStringConvertible {
    var name: String
    var commands: String
    var says: String
    var testDescription: String { name }
  }

  private static let attacks = [
    Attack(
      name: "delete another person's records",
      commands: "git push origin :refs/writ/records/3a/chen",
      says: "nothing is ever taken away here [R-REF]"
    ),
    Attack(
      name: "rewind main",
      commands: "git push -f origin $(git commit-tree -m x HEAD^{tree}):refs/heads/main",
      says: "[R-"
    ),
    Attack(
      name: "push to main without a merge record",
      commands: "git push origin $(git commit-tree -S -m x -p HEAD HEAD^{tree}):refs/heads/main",
      says: "[R-"
    ),
    Attack(
      name: "push to an unlisted namespace",
      commands: "git push origin HEAD:refs/heads/feature",
      says: "nobody may write here [R-REF]"
    ),
    Attack(
      name: "push a replacement ref",
      commands: "git push origin HEAD:refs/replace/$(git rev-parse HEAD)",
      says: "[R-REF]"
    ),
    Attack(
      name: "write the ledger",
      commands: "git push origin refs/writ/published:refs/writ/ledger",
      says: "[R-LEDGER]"
    ),
    Attack(
      name: "write another person's records",
      commands: "writ ack social-media --yes && git push origin "
        + "refs/writ/records/24/ana:refs/writ/records/cc/bruno",
      says: "[R-PERSON]"
    ),
    Attack(
      name: "rewind the registry",
      commands: "git push -f origin refs/writ/registry~1:refs/writ/registry",
      says: "[R-CHAIN]"
    ),
    Attack(
      name: "swap the registry",
      commands: "writ init $WORK/other --organisation Other --person ana --key $WORK/ana && "
        + "git -C $WORK/other push -f $WORK/shared.git refs/writ/registry",
      says: "[R-REPOSITORY]"
    ),
    Attack(
      name: "a proposal of somebody else's making",
      commands: "git push origin HEAD:refs/heads/proposals/bruno/mine",
      says: "[R-"
    ),
    Attack(
      name: "a lightweight tag as a version",
      commands: "git push origin HEAD:refs/tags/policy/social-media/9.0",
      says: "[R-"
    ),
    Attack(
      name: "an employee's own tag of the next version",
      commands: "git cat-file tag refs/tags/policy/social-media/1.0 | sed -e '/BEGIN SSH/,$d'"
        + " -e 's/1\\.0/1.1/g' -e 's/ana/chen/g' >t && ssh-keygen -q -Y sign -n git -f $WORK/chen"
        + " <t >s && cat t s >u && git push origin"
        + " $(git hash-object -t tag -w u):refs/tags/policy/social-media/1.1",
      says: "chen is no publisher [R-ROLE]"
    ),
    Attack(
      name: "a name with shell characters",
      commands: "git push origin 'HEAD:refs/heads/proposals/ana/$(x)'",
      says: "[R-REF]"
    ),
  ]

  @Test(arguments: attacks)
  func `What may not be pushed is refused with the reason`(attack: Attack) throws {
    let session = try Session()
    try session.setUp("served")
    try session.good("cd $WORK/at-chen && writ ack social-media --yes && writ sync; cd $WORK/acme")
    try session.good("writ sync && git config gpg.format ssh")
    let before = try session.good("git -C $WORK/shared.git for-each-ref")
    let (output, status) = try session.shell(attack.commands)
    #expect(status != 0, "\(output)")
    #expect(output.contains(attack.says), "\(output)")
    #expect(try session.good("git -C $WORK/shared.git for-each-ref") == before)
  }

  @Test func `One bad ref of many is refused by itself, and with --atomic all are`() throws {
    let session = try Session()
    try session.setUp("served")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    let refs = "refs/writ/records/3a/chen HEAD:refs/heads/feature"
    let (atomic, failed) = try session.shell("git push --atomic origin \(refs)")
    #expect(failed != 0, "\(atomic)")
    #expect(try session.good("git -C $WORK/shared.git for-each-ref refs/writ/records").isEmpty)
    let (output, status) = try session.shell("git push origin \(refs)")
    #expect(status != 0 && output.contains("nobody may write here"), "\(output)")
    #expect(
      try session.good("git -C $WORK/shared.git for-each-ref refs/writ/records/3a/chen") != ""
    )
  }

  /// Git moves the refs of a push one by one: a merge would stand without the approval that it names.
  @Test func `Of a push of which one ref cannot be moved none is`() throws {
    let session = try Session()
    try session.setUp("served")
    try session.good(
      """
      perl -pi -e 's/A few words are enough/A few words will do/' policies/social-media/policy.md
      writ propose -m 'Plainer words' && writ sync && cd $WORK/at-bruno && writ sync
      writ review plainer-words --approve && writ merge plainer-words
      """
    )
    let acts = try session.good("git for-each-ref --format='%(refname)' refs/writ/acts").dropLast()
    let lock = "$WORK/shared.git/\(acts).lock"
    let refs = "git -C $WORK/shared.git for-each-ref"
    let before = try session.good(refs)
    try session.good("mkdir -p $(dirname \(lock)) && touch \(lock)")
    let (output, status) = try session.shell("git push origin \(acts) main")
    #expect(status != 0 && output.contains("the server could not move it"), "\(output)")
    #expect(try session.good(refs) == before)
    try session.good("rm \(lock) && git push origin \(acts) main && writ sync")
    let verify = "writ verify --no-cache --repository $WORK/shared.git"
    #expect(try session.good(verify).contains("are good"))
  }

  @Test func `Of an atomic push each ref says which one stands in its way`() throws {
    let session = try Session()
    try session.setUp("served")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    let (output, status) = try session.shell(
      "git push --atomic origin refs/writ/records/3a/chen HEAD:refs/heads/feature"
    )
    #expect(status != 0 && output.contains("nobody may write here"), "\(output)")
    #expect(output.contains("another ref of this push is refused"), "\(output)")
  }

  @Test(
    arguments: ["pre-receive", "proc-receive"],
    ["rm", "chmod -x", "printf '#!/bin/sh\\nkill -9 $$\\n' >"]
  )
  func `With either hook missing or killed nothing is accepted`(hook: String, fault: String) throws
  {
    let session = try Session()
    try session.setUp("served")
    try session.good("\(fault) $WORK/shared.git/hooks/\(hook)")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    let (output, status) = try session.shell("git push origin refs/writ/records/3a/chen")
    #expect(status != 0, "\(output)")
    #expect(try session.good("git -C $WORK/shared.git for-each-ref refs/writ/records").isEmpty)
  }

  @Test(.enabled(if: SSHServer.isInstalled, "sshd is not installed"))
  func `Over SSH a person brings what is their own and is told of no more`() throws {
    let session = try Session()
    try session.setUp("served")
    try session.good("cd $WORK/at-bruno && writ sync && writ ack social-media --yes && writ sync")
    let server = try SSHServer(
      in: session.work,
      forcing: "\(Session.programs)/writ serve chen \(session.work)/shared.git"
    )
    defer { server.stop() }
    let address = "ssh://127.0.0.1:\(server.port)/anywhere"
    try session.good("cd $WORK/at-chen && git remote set-url origin \(address) && writ sync")
    try session.good("writ ack social-media --yes")
    #expect(try session.good("writ sync").contains("Sent: 1 acknowledgement"))
    let named = try session.good("git ls-remote origin 'refs/writ/records/*'")
    #expect(named.contains("/chen") && !named.contains("/bruno"), "\(named)")
    #expect(try session.good("writ sync && writ verify").contains("are good"))
    try session.good("cd $WORK/at-bruno && writ ack social-media --yes --withdraw")
    let (output, status) = try session.shell("git push \(address) refs/writ/records/cc/bruno")
    #expect(status != 0 && output.contains("chen may not bring what is bruno's"), "\(output)")
    let shell = try session.shell("$(git config core.sshCommand) -p \(server.port) 127.0.0.1 id")
    #expect(shell.status != 0 && shell.output.contains("only fetching and pushing"), "\(shell)")
  }

  @Test(.enabled(if: SSHServer.isInstalled, "sshd is not installed"))
  func `What somebody brings in the environment over SSH counts for nothing`() throws {
    let session = try Session()
    try session.setUp("served")
    let server = try SSHServer(
      in: session.work,
      forcing: "\(Session.programs)/writ serve chen \(session.work)/shared.git",
      accepting: "GIT_* WRIT_*"
    )
    defer { server.stop() }
    let address = "ssh://127.0.0.1:\(server.port)/anywhere"
    let ssh = "$(git config core.sshCommand) -o SendEnv=GIT_* -o SendEnv=WRIT_*"
    try session.good("cd $WORK/at-bruno && writ sync && writ ack social-media --yes")
    let others = try session.shell(
      "WRIT_PUSHER=bruno GIT_SSH_COMMAND=\"\(ssh)\" git push \(address) refs/writ/records/cc/bruno"
    )
    #expect(others.status != 0 && others.output.contains("chen may not bring"), "\(others)")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    let hooks = "GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/nowhere"
    let (output, status) = try session.shell(
      """
      GIT_COMMITTER_DATE='1500000000 +0000' GIT_DIR=/nowhere \(hooks) GIT_TRACE=2 \
      \(ssh) -p \(server.port) 127.0.0.1 "git-receive-pack '/x'" </dev/null 2>/dev/null | head -c 4
      """
    )
    #expect(status == 0 && output.contains(/^00[0-9a-f]{2}$/), "\(output)")
    let push =
      "GIT_COMMITTER_DATE='1500000000 +0000' GIT_SSH_COMMAND=\"\(ssh)\" git push \(address)"
    try session.good("\(push) refs/writ/records/3a/chen")
  }

  @Test(.enabled(if: SSHServer.isInstalled, "sshd is not installed"))
  func `Somebody who has left is refused at the door`() throws {
    let session = try Session()
    try session.setUp("served")
    try session.good("writ people leave chen --yes && writ sync")
    let server = try SSHServer(
      in: session.work,
      forcing: "\(Session.programs)/writ serve chen \(session.work)/shared.git"
    )
    defer { server.stop() }
    let (output, status) = try session.shell("git ls-remote ssh://127.0.0.1:\(server.port)/x")
    #expect(status != 0 && output.contains("'chen' has left"), "\(output)")
  }

  @Test func `A push that takes too long is refused as a whole`() throws {
    let session = try Session()
    try session.setUp("served")
    try session.good("git -C $WORK/shared.git config writ.pushSeconds 0")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    let (output, status) = try session.shell("git push origin refs/writ/records/3a/chen")
    #expect(status != 0 && output.contains("nothing was accepted"), "\(output)")
    #expect(try session.good("git -C $WORK/shared.git for-each-ref refs/writ/records").isEmpty)
  }
}
