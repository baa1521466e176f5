import Foundation
import Testing

/// A server that writes receipts, and people who look at them.
struct LedgerCommandTests {
  @Test func `Each push has its receipt, and the receipts' time counts`() throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    try session.good("writ sync")
    let shown = try session.good("writ sync && writ ledger show --of chen")
    #expect(shown.contains("refs/writ/records/3a/chen"), "\(shown)")
    let declared = try session.good(
      "TZ=UTC git log -1 --format=%cd --date=format-local:%FT%TZ refs/writ/records/3a/chen"
    )
    let signed = try session.good("writ me --json | grep '\"time\"'")
    #expect(signed.contains("2026-01-05T") && !signed.contains(declared.dropLast()), "\(signed)")
    let record = try session.good("git log -1 --format=%B refs/writ/records/3a/chen")
    #expect(!record.contains("Writ-Ledger: none"), "\(record)")
    #expect(try session.good("writ verify").contains("are good"))
    #expect(try session.good("cd $WORK/acme && writ sync && writ verify").contains("receipts"))
    #expect(try session.good("writ status").contains("chen"))
    #expect(!(try session.good("writ status").contains("server")))
    let stock = "git log -1 --format=%G? --show-signature refs/writ/ledger 2>&1"
    let signers = "git archive refs/writ/registry signers | tar -xO > $WORK/signers"
    try session.good("\(signers) && git config gpg.ssh.allowedSignersFile $WORK/signers")
    #expect(try session.good(stock).contains("Good \"git\" signature for server"))
  }

  @Test func `Whose records alone are here is said, and where there are others all are missed`()
    throws
  {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good(
      "writ ack social-media --yes && cd $WORK/at-chen && writ ack social-media --yes"
    )
    try session.good("writ sync && cd $WORK/acme && writ sync && cd $WORK/at-chen && writ sync")
    #expect(try !session.good("writ verify --no-cache").contains("none are missed"))
    try session.good("git update-ref -d refs/writ/records/3a/chen")
    #expect(try session.shell("writ verify --no-cache").output.contains("R-LEDGER"))
    try session.good(
      "writ sync && git update-ref -d $(git for-each-ref --format='%(refname)' '**/ana' | grep records)"
    )
    let alone = try session.good("writ verify --no-cache")
    #expect(alone.contains("No records of others than chen are here"), "\(alone)")
    #expect(try session.good("writ verify --no-cache --json").contains("\"only\" : \"chen\""))
    for command in ["status", "todo --person ana", "policy list"] {
      let said = try session.good("writ \(command)")
      #expect(said.contains("note: nobody's records but chen's are here"), "\(said)")
    }
    #expect(try !session.good("writ todo").contains("note:"))
    try session.good("writ evidence --person chen --output $WORK/chen.zip")
    try session.good("writ asof 2026-01-05 --person chen")
    for command in ["asof 2026-01-05 --person ana", "evidence --person ana --output $WORK/a.zip"] {
      let (output, status) = try session.shell("writ \(command)")
      #expect(status == 2 && output.contains("the records of ana are not here"), "\(output)")
    }
  }

  /// The command of `docs/server.md`.
  @Test func `A server put back to before a change of the registry is brought back by a copy`()
    throws
  {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("cp -Rp $WORK/shared.git $WORK/backup.git")
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/dora")
    try session.good("writ people add dora --key $WORK/dora.pub && writ sync")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes && writ sync")
    try session.good("cd $WORK/acme && writ sync")
    try session.good("rm -rf $WORK/shared.git && mv $WORK/backup.git $WORK/shared.git")
    #expect(try session.shell("writ sync").output.contains("is back at an older state"))
    try session.good(
      """
      cd $WORK/shared.git && git fetch -q $WORK/acme '+refs/writ/*:refs/writ/*' \
        '+refs/heads/*:refs/heads/*' '+refs/tags/policy/*:refs/tags/policy/*'
      writ ledger seal && writ verify --no-cache
      """
    )
    for place in ["acme", "at-chen", "at-bruno"] {
      let said = try session.good("cd $WORK/\(place) && writ sync && writ sync && writ verify")
      #expect(said.contains("In step") && said.contains("are good"), "\(said)")
    }
    try session.good("cd $WORK/at-bruno && writ ack social-media --yes && writ sync")
    #expect(try session.good("cd $WORK/acme && writ sync").contains("1 acknowledgement"))
  }

  @Test(arguments: [1, 2])
  func `Who joins after changes of the registry takes in the receipts, too`(threshold: Int) throws {
    let session = try Session()
    try session.setUp("ledgered")
    for name in ["dora", "emil"] {
      try session.good(
        """
        ssh-keygen -q -t ed25519 -N '' -f $WORK/\(name)
        writ people add \(name) --key $WORK/\(name).pub --role registrar && writ sync
        """
      )
    }
    if threshold == 2 {
      try session.good(
        "writ people threshold 2 && writ sync && writ people leave bruno --yes && writ sync"
      )
      try session.good(
        """
        name=$(git for-each-ref --format='%(refname:lstrip=3)' refs/heads/proposals)
        writ review $name --approve --person dora --key $WORK/dora && writ sync
        writ merge $name && writ sync
        """
      )
    }
    let joined = try session.good(
      "writ join $WORK/shared.git $WORK/joined --person chen --key $WORK/chen "
        + "--fingerprint $(git config writ.repository)"
    )
    #expect(!joined.contains("not taken in"), "\(joined)")
    let checked = try session.good("cd $WORK/joined && writ sync && writ verify --no-cache")
    #expect(checked.contains("receipts") && checked.contains("are good"), "\(checked)")
  }

  @Test func `What was signed offline is signed again when it is sent`() throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    for _ in 0..<12 { try session.good("true") }
    let (refused, status) = try session.shell("git push origin refs/writ/records/3a/chen")
    #expect(status != 0 && refused.contains("[R-TIME]; type: writ sync"), "\(refused)")
    let sent = try session.good("writ sync 2>&1")
    #expect(sent.contains("Sent: 1 acknowledgement"), "\(sent)")
    #expect(sent.contains("too long ago: 1"), "\(sent)")
    #expect(try session.good("writ sync && writ verify").contains("are good"))
  }

  @Test func `A collected record is taken while the server takes it, and refused after that`()
    throws
  {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("cd $WORK/at-chen && writ sync")
    try session.good("writ ack social-media --yes --bundle $WORK/chen.writ && cd $WORK/acme")
    let late = "GIT_COMMITTER_DATE=2026-01-05T13:00:00Z"
    let (old, status) = try session.shell("\(late) writ collect $WORK/chen.writ")
    #expect(status == 1 && old.contains("chen sends it: writ sync [R-TIME]"), "\(old)")
    #expect(try session.good("git for-each-ref refs/writ/records") == "")
    #expect(try session.good("writ collect $WORK/chen.writ").contains("1 acknowledgement"))
    #expect(try session.good("writ sync").contains("Sent: 1 acknowledgement"))
    #expect(try session.good("writ sync && writ verify").contains("are good"))
  }

  @Test(arguments: ["UTC", "Asia/Tokyo", "America/New_York"])
  func `Every time zone comes to the same results`(zone: String) throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes && writ sync")
    try session.good("writ sync")
    for command in [
      "writ verify --no-cache", "writ ledger", "writ status", "writ asof 2026-01-06 --person chen",
    ] {
      let here = try session.shell("TZ=\(zone) \(command)")
      let there = try session.shell("TZ=UTC \(command)")
      #expect(here.output == there.output && here.status == there.status, "\(command)")
      #expect(here.status == 0, "\(here.output)")
    }
  }

  @Test(.enabled(if: Tracing.isPossible, "strace is missing or may not trace here"))
  func `A seal that is killed at any moment is done once`() throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("chmod -x $WORK/shared.git/hooks/post-receive")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes && writ sync")
    try session.good(
      "cp -Rp $WORK/shared.git $WORK/saved && cp -Rp $WORK/shared.git.spool $WORK/s2"
    )
    let seal = "writ ledger seal --repository $WORK/shared.git"
    var (moment, isDone) = (0, false)
    while !isDone {
      moment += 1
      try session.good("rm -rf $WORK/shared.git $WORK/shared.git.spool")
      try session.good(
        "cp -Rp $WORK/saved $WORK/shared.git && cp -Rp $WORK/s2 $WORK/shared.git.spool"
      )
      let kill =
        "strace -f -qq -o /dev/null -e inject=\(KillTests.calls):signal=KILL:when=\(moment)"
      isDone = try session.shell("\(kill) \(seal)").status == 0
      try session.good(seal)
      let again = try session.good(seal)
      #expect(again.contains("Everything has its receipt"), "after a kill at \(moment): \(again)")
      let whole = try session.good("cd $WORK/shared.git && writ verify; cd $WORK/at-chen")
      #expect(whole.contains("are good"), "after a kill at \(moment): \(whole)")
    }
    #expect(moment > 5)
  }

  @Test func `Forty people who push at once are all accepted`() throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good(
      """
      for n in $(seq 40); do ssh-keygen -q -t ed25519 -N '' -f $WORK/k$n && \
      writ people add p-$n --key $WORK/k$n.pub >/dev/null || exit 1; done
      """
    )
    try session.good(
      """
      writ sync && for n in $(seq 40); do \
      writ ack social-media --yes --person p-$n --key $WORK/k$n >/dev/null 2>&1 || exit 1; done
      """
    )
    let pushed = try session.shell(
      "git for-each-ref --format='%(refname)' refs/writ/records | xargs -P 40 -n 1 git push -q origin"
    )
    #expect(pushed.status == 0, "\(pushed.output)")
    try session.good("writ ledger seal --repository $WORK/shared.git")
    let there = try session.good("git -C $WORK/shared.git for-each-ref refs/writ/records | wc -l")
    #expect(there.trimmingCharacters(in: .whitespacesAndNewlines) == "40")
    #expect(try session.good("writ sync && writ verify").contains("are good"))
    try checkPacking(session)
  }

  /// The server's notes of what refs are may be lost, and its refs packed: the next push is as good.
  private func checkPacking(_ session: Session) throws {
    let refs = "git -C $WORK/shared.git for-each-ref"
    let before = try session.good(refs)
    try session.good("rm -r $WORK/shared.git.spool/sealed")
    try session.good("writ ledger seal --pack --repository $WORK/shared.git")
    #expect(try session.good(refs) == before)
    let notes = try session.good("find $WORK/shared.git.spool/sealed -type f | wc -l")
    #expect((Int(notes.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0) > 42, "\(notes)")
    let loose = try session.good("cd $WORK/shared.git && find refs -type f | sort; cd - >/dev/null")
    #expect(
      loose == "refs/heads/main\nrefs/writ/ledger\nrefs/writ/published\nrefs/writ/registry\n"
    )
    try session.good("writ ack social-media --yes && writ sync")
    let again = try session.good("writ ledger seal --repository $WORK/shared.git")
    #expect(again.contains("Everything has its receipt"), "\(again)")
    #expect(try session.good("writ sync && writ verify").contains("are good"))
  }

  @Test func `Of forty pushes at once to one ref exactly one is accepted`() throws {
    let session = try Session()
    try session.setUp("ledgered")
    let chain = "refs/writ/records/24/ana"
    try session.good(
      """
      t=${GIT_COMMITTER_DATE% *}; for n in $(seq 40); do \
      GIT_COMMITTER_DATE="$((t + n)) +0000" writ ack social-media --yes >/dev/null 2>&1 && \
      git update-ref refs/tries/$n \(chain) && git update-ref -d \(chain) || exit 1; done
      """
    )
    let results = try session.shell(
      """
      seq 40 | xargs -P 40 -I '{}' sh -c \
      'git push -q origin refs/tries/{}:\(chain) >/dev/null 2>&1 && echo pushed' | wc -l
      """
    )
    #expect(results.output.trimmingCharacters(in: .whitespacesAndNewlines) == "1")
    let held = try session.good("writ sync && writ verify")
    #expect(held.contains("1 acknowledgement"), "\(held)")
  }
}
