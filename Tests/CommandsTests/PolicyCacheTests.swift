import Foundation
import Testing

/// A repository with drafts that names its policies by address: what is kept of them, and what is
/// not taken in.
@Suite struct PolicyCacheTests {
  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("shared")
    try session.good("git init -q $WORK/posts && mkdir $WORK/posts/drafts && cd $WORK/posts")
    try write("Our new lamp is here.")
  }

  @Test func `Without the network drafts are checked against the copy, which grows old`() throws {
    try install()
    try session.good("mv $WORK/shared.git $WORK/away.git")
    let good = try session.good("git add . && git commit -q -m Lamp")
    #expect(good.contains("checking 1 draft against social-media 1.0 (policy repository "))
    #expect(good.contains(", as of 2026-01-05)"), "\(good)")
    try write("No risk!")
    let bad = try session.shell("git commit -q -a -m Risk")
    #expect(bad.status == 1 && bad.output.contains("[social-media.Promise]"))
    let later = try session.shell("GIT_COMMITTER_DATE=2026-02-05T09:00:00Z writ lint drafts")
    #expect(later.output.contains("are 30 days old, and newer ones may be in force"))
    let fetch = try session.shell("writ policy fetch")
    #expect(fetch.status == 2 && fetch.output.contains("could not talk to"), "\(fetch.output)")
    #expect(try session.shell("writ lint drafts").status == 1)
  }

  @Test func `A pinned version counts, and a newer one in force is named once it was fetched`()
    throws
  {
    try install()
    try session.good("echo 'versions: {social-media: \"1.0\"}' >> .writ.yml")
    try publishAgain()
    try session.good("cd $WORK/posts")
    #expect(try !session.good("writ lint drafts").contains("is in force"))
    let fetched = try session.good("writ policy fetch")
    #expect(fetched.contains("Up to date: social-media 2.0"), "\(fetched)")
    #expect(fetched.contains("social-media 2.0 is in force; .writ.yml asks for 1.0"))
    let checked = try session.good("writ lint drafts")
    #expect(checked.contains("social-media 2.0 is in force"))
    #expect(checked.contains("checked against social-media 1.0, as of"))
  }

  @Test func `A server that went back or changed its history is refused, and the copy stays`()
    throws
  {
    try install()
    let before = try session.good("git -C $WORK/shared.git rev-parse refs/writ/published")
    try publishAgain()
    try session.good("cd $WORK/posts && writ policy fetch")
    try session.good("git -C $WORK/shared.git update-ref refs/writ/published \(before)")
    let older = try session.shell("writ policy fetch")
    #expect(older.status == 1 && older.output.contains("lost or rewrote something"))
    #expect(older.output.contains("refs/writ/published is back at an older state"))
    try session.good("git -C $WORK/shared.git update-ref -d refs/writ/published")
    #expect(try session.shell("writ policy fetch").output.contains("was there and is gone"))
    #expect(try session.good("writ lint drafts").contains("against social-media 2.0"))
  }

  @Test func `Another repository at the same address is refused`() throws {
    try install()
    try session.good(
      """
      writ init $WORK/other --organisation Other --person ana --key $WORK/ana \
      && cd $WORK/other && writ publish social-media && rm -rf $WORK/shared.git \
      && git init -q --bare $WORK/shared.git && git remote add origin $WORK/shared.git \
      && writ sync && cd $WORK/posts
      """
    )
    let swapped = try session.shell("writ policy fetch")
    #expect(
      swapped.status == 1 && swapped.output.contains("stay as they were"),
      "\(swapped.output)"
    )
    #expect(try session.good("writ lint drafts").contains("against social-media 1.0"))
    try session.good("rm -rf $WORK/home/.cache")
    let first = try session.shell("writ policy fetch")
    #expect(first.status == 1 && first.output.contains("R-REPOSITORY"), "\(first.output)")
    #expect(try session.good("ls $WORK/home/.cache/writ/policies | grep -vc lock; :") == "0\n")
  }

  @Test func `What nobody approved is not taken in`() throws {
    try install()
    try session.good(
      """
      cd $WORK/acme && git commit -q --no-verify --allow-empty -m 'Past everybody' \
      && git push -q origin main && cd $WORK/posts
      """
    )
    let refused = try session.shell("writ policy fetch")
    #expect(refused.status == 1 && refused.output.contains("is not to be trusted"))
    #expect(refused.output.contains("refs/heads/main") && refused.output.contains("[R-HEADER]"))
    #expect(try session.good("writ lint drafts").contains("against social-media 1.0"))
    try session.good("rm -rf $WORK/home/.cache")
    #expect(try session.shell("writ policy fetch").status == 1)
    let missing = try session.shell("writ lint drafts")
    #expect(missing.status == 2 && missing.output.contains("have not been fetched yet"))
  }

  @Test func `Somebody's bad records are left out and block nobody`() throws {
    try install()
    let shard = try session.good("printf bruno | sha256sum | cut -c1-2").prefix(2)
    try session.good(
      "git -C $WORK/shared.git update-ref refs/writ/records/\(shard)/bruno refs/heads/main"
    )
    let fetched = try session.good("writ policy fetch")
    #expect(fetched.contains("not taken in: refs/writ/records/\(shard)/bruno"), "\(fetched)")
  }

  @Test(
    arguments: [
      "ext::sh -c touch% pwned", "-oProxyCommand=touch pwned:x", "me@-oProxyCommand=touch pwned:x",
      "ssh://-oProxyCommand=touch pwned/x", "ssh://me@-oProxyCommand=touch pwned/x",
      "--upload-pack=touch pwned;:x", "transport::https://example.com/x",
      "https://example.com/\u{202E}x", "fd::17/x:",
    ]
  )
  func `An address of a stranger runs no program`(address: String) throws {
    try "policies: \"\(address)\"\ndrafts: [\"drafts/**/*.md\"]\n"
      .write(toFile: session.work + "/posts/.writ.yml", atomically: true, encoding: .utf8)
    for command in ["writ policy fetch", "writ hooks install", "writ lint drafts"] {
      let (output, status) = try session.shell(command)
      #expect(status == 2 && output.contains("no address that Writ uses"), "\(command): \(output)")
    }
    #expect(try session.good("find $WORK -name pwned") == "")
  }

  @Test func `A copy that others may write into does not count`() throws {
    try install()
    try session.good("chmod 777 $WORK/home/.cache/writ/policies")
    for command in ["writ lint drafts", "writ policy fetch"] {
      let (output, status) = try session.shell(command)
      #expect(status == 2 && output.contains("is not yours alone"), "\(command): \(output)")
    }
  }

  @Test func `Many fetches leave few files, and whoever checks drafts meanwhile is not disturbed`()
    throws
  {
    try install()
    // Each fetch leaves a pack of its own.
    try session.good("git config --global fetch.unpackLimit 1")
    try session.good(
      """
      (while [ ! -e $WORK/done ]; do writ lint drafts; echo $?; done > $WORK/lints 2>&1) &
      for i in 1 2 3 4 5 6 7; do for how in '' --withdraw; do
        writ ack social-media --yes $how --repository $WORK/acme && writ sync --repository $WORK/acme \
        && writ policy fetch || exit 1
      done; done >/dev/null; touch $WORK/done; wait
      """
    )
    let packs = try session.good(
      "ls $WORK/home/.cache/writ/policies/*.git/objects/pack/*.pack | wc -l"
    )
    #expect(Int(packs.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 99 <= 10, "\(packs)")
    let lints = Set(try session.good("cat $WORK/lints").split(separator: "\n"))
    #expect(lints == ["checked against social-media 1.0, as of 2026-01-05", "0"], "\(lints)")
    try expectSoundCopy()
  }

  @Test func `Several fetches at once end with one sound copy`() throws {
    try install()
    try publishAgain()
    for state in ["", "rm -rf $WORK/home/.cache && "] {
      try session.good(
        """
        \(state)cd $WORK/posts && seq 5 | xargs -P 5 -I '{}' sh -c \
        'writ policy fetch > $WORK/said$1 2>&1; echo $? > $WORK/status$1' sh '{}'
        """
      )
      let said = try session.good("cat $WORK/said*")
      #expect(try session.good("cat $WORK/status*") == "0\n0\n0\n0\n0\n", "\(said)")
      #expect(said.components(separatedBy: "social-media 2.0").count == 6, "\(said)")
      try expectSoundCopy()
    }
  }

  @Test(.enabled(if: Tracing.isPossible, "strace is missing or may not trace here"))
  func `A kill in the middle leaves the copy as it was or as it will be`() throws {
    try install()
    try publishAgain()
    try session.good("cd $WORK/posts && cp -Rp $WORK/home/.cache $WORK/saved")
    let calls = "trace=rename,renameat,renameat2,write,fsync,unlink,mkdir"
    for isFirst in [false, true] {
      for moment in [1, 5, 20, 60, 120] {
        try session.good("rm -rf $WORK/home/.cache")
        if !isFirst { try session.good("cp -Rp $WORK/saved $WORK/home/.cache") }
        let kill = "strace -f -qq -o /dev/null -e \(calls) -e inject=\(calls.dropFirst(6))"
        _ = try session.shell("\(kill):signal=KILL:when=\(moment) writ policy fetch")
        let found = try session.shell("writ lint drafts")
        #expect(found.status == 0 || isFirst && found.output.contains("not been fetched"))
        let again = try session.shell("writ policy fetch")
        #expect(again.status == 0, "after a kill at \(moment): \(again.output)")
        try expectSoundCopy()
      }
    }
  }

  @Test func `A server that never answers is given up, with all that was started for it`() throws {
    let silent = """
      import socket, time
      s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
      print(s.getsockname()[1], flush=True); time.sleep(60)
      """
    try silent.write(toFile: session.work + "/silent.py", atomically: true, encoding: .utf8)
    try session.good("git config --global writ.fetchSeconds 2")
    let (output, status) = try session.shell(
      """
      python3 $WORK/silent.py > $WORK/port & s=$!
      while [ ! -s $WORK/port ]; do sleep 0.1; done
      writ policy fetch git://127.0.0.1:$(cat $WORK/port)/policies; r=$?
      kill $s; ps ax | grep "[g]it.*127.0.0.1:$(cat $WORK/port)" && r=9; (exit $r)
      """
    )
    #expect(status == 2 && output.contains("git was ended after 2 seconds"), "\(output)")
  }

  @Test(.enabled(if: SSHServer.isInstalled, "sshd is not installed"))
  func `The policies come over SSH, and nothing is asked`() throws {
    let server = try SSHServer(in: session.work)
    defer { server.stop() }
    let address = "ssh://127.0.0.1:\(server.port)\(session.work)/shared.git"
    try session.good("writ hooks install --policies '\(address)'")
    #expect(try session.good("writ policy fetch").contains("Up to date: social-media 1.0"))
    try session.good("rm $WORK/sshd/client.pub $WORK/sshd/client && writ lint drafts")
    let refused = try session.shell("setsid writ policy fetch </dev/null")
    #expect(refused.status == 2 && refused.output.contains("Permission denied"))
  }

  private func install() throws {
    try session.good("writ hooks install --policies file://$WORK/shared.git")
  }

  private func write(_ text: String) throws {
    let front = "---\\nchannel: mastodon\\naccount: official\\n---\\n"
    try session.good("printf -- '\(front)\(text)\\n' > $WORK/posts/drafts/lamp.md")
  }

  /// Social-media 1.1 comes into force at the shared place.
  private func publishAgain() throws {
    try session.good(
      """
      cd $WORK/acme \
      && perl -pi -e 's/A few words are enough/A few words will do/' policies/social-media/policy.md \
      && writ propose --as words -m Words && git restore . \
      && writ review words --approve --person bruno --key $WORK/bruno && writ merge words \
      && writ publish social-media && writ sync && cd $WORK/posts
      """
    )
  }

  /// One copy, whole by Git's and Writ's own checks, and nothing beside it.
  private func expectSoundCopy() throws {
    let names = try session.good("ls $WORK/home/.cache/writ/policies")
      .split(separator: "\n").filter { !$0.hasSuffix(".lock") }
    #expect(names.count == 1, "\(names)")
    let copy = "$WORK/home/.cache/writ/policies/\(names.first ?? "")"
    let whole = try session.shell("git -C \(copy) fsck --strict --no-dangling")
    #expect(whole.status == 0, "\(whole.output)")
    #expect(try session.shell("writ verify --repository \(copy)").status == 0)
  }
}
