import Foundation
import Testing

/// A server with a ledger to which something happens: what the ledger says once stays for ever, so
/// that no accident may make it say what contradicts itself.
@Suite struct LedgerFaultTests {
  private let session: Session
  private let records = "refs/writ/records/3a/chen"

  init() throws {
    session = try Session()
    try session.setUp("ledgered")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes && writ sync")
  }

  @Test func `A ref that could not be moved is sent again, and has one receipt`() throws {
    try session.good("writ ack social-media --withdraw --yes")
    try refuseByLock()
    try refuseByLock()
    try session.good("git push -q origin \(records)")
    #expect(try receipts().count == 2)
    try expectGood()
  }

  @Test func `What was signed on top of what could not be moved has receipts that follow`() throws {
    try session.good("writ ack social-media --withdraw --yes")
    try refuseByLock()
    try session.good("writ ack social-media --yes")
    try session.good("git push -q origin \(records)")
    try expectGood()
    try session.good("writ ack social-media --withdraw --yes && writ sync")
    try expectGood()
  }

  @Test(arguments: [5, 60, 300])
  func `A server whose clock is put back writes no receipt that is older than the last`(
    seconds: Int
  ) throws {
    let before = try session.good("git -C $WORK/shared.git log -1 --format=%ct refs/writ/ledger")
    let last = try #require(Int(before.trimmingCharacters(in: .whitespacesAndNewlines)))
    try session.good("writ ack social-media --withdraw --yes")
    try session.good("GIT_COMMITTER_DATE='\(last - seconds) +0000' git push -q origin \(records)")
    try expectGood()
    try session.good("writ sync && writ ack social-media --yes && writ sync && writ sync")
    #expect(try receipts().count == 3)
    try expectGood()
  }

  @Test func `A clock that is far back accepts no record, and afterwards all goes on`() throws {
    try session.good("writ ack social-media --withdraw --yes")
    let late = "GIT_COMMITTER_DATE=2026-01-05T06:00:00Z"
    let (output, status) = try session.shell("\(late) git push origin \(records)")
    #expect(status != 0 && output.contains("[R-TIME]"), "\(output)")
    _ = try session.shell("\(late) writ ledger seal --repository $WORK/shared.git")
    try session.good("git push -q origin \(records)")
    try expectGood()
  }

  @Test func `A receipt that is written between the hook's word and Git's loses no arrival`() throws
  {
    // Git runs this hook when the refs are about to move; another push's receipt comes just then.
    let hook = "$WORK/shared.git/hooks/reference-transaction"
    try session.good(
      """
      printf '#!/bin/sh\\n[ "$1" = prepared ] && grep -q records && exec env -u GIT_DIR writ \
      ledger seal --repository %s\\nexit 0\\n' $WORK/shared.git > \(hook) && chmod +x \(hook)
      """
    )
    try session.good("writ ack social-media --withdraw --yes && git push -q origin \(records)")
    try session.good("rm \(hook)")
    #expect(try receipts().count == 2)
    try expectGood()
    #expect(try session.good("writ ledger seal --repository $WORK/shared.git").contains("has its"))
  }

  @Test func `Many who push at the same moment have a receipt each, without a timer`() throws {
    let people = (1...20).map { "p-\($0)" }
    try session.good("cd $WORK/acme && writ sync")
    // In one go: what a server takes must not be too old.
    try session.good(
      people.map { person in
        "ssh-keygen -q -t ed25519 -N '' -f $WORK/\(person)"
          + " && writ people add \(person) --key $WORK/\(person).pub"
      }.joined(separator: " && ")
    )
    try session.good("writ sync && writ sync")
    try session.good(
      people.map { "writ ack social-media --yes --person \($0) --key $WORK/\($0)" }
        .joined(separator: " && ")
    )
    try session.good(
      """
      git for-each-ref --format='%(refname)' 'refs/writ/records/*/p-*' \
      | xargs -P 20 -I '{}' git push -q origin '{}'
      """
    )
    let said = try session.good("git -C $WORK/shared.git log --format=%B refs/writ/ledger")
    for person in people { #expect(said.contains("/\(person)\n"), "\(person)") }
    try expectGood()
  }

  private func refuseByLock() throws {
    try session.good("touch $WORK/shared.git/\(records).lock")
    let (output, status) = try session.shell("git push origin \(records)")
    #expect(status != 0 && output.contains("lock"), "\(output)")
    try session.good("rm $WORK/shared.git/\(records).lock")
  }

  private func receipts() throws -> [Substring] {
    try session.good("git -C $WORK/shared.git log --format=%B refs/writ/ledger")
      .split(separator: "\n").filter { $0.hasSuffix(" \(records)") }
  }

  /// The server's own look at everything, the newest record having its receipt.
  private func expectGood() throws {
    let tip = try session.good("git -C $WORK/shared.git rev-parse \(records)").dropLast()
    let found = try receipts()
    #expect(found.contains { $0.contains(" \(tip) ") }, "\(found)")
    let (output, status) = try session.shell("writ verify --no-cache --repository $WORK/shared.git")
    #expect(status == 0, "\(output)")
  }

  @Test func `A verdict that comes while a merge is being judged is not passed over`() throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good(
      """
      sed -i.bak 's/A few words are enough/A few words will do/' policies/social-media/policy.md
      rm policies/social-media/policy.md.bak && writ propose -m 'Plainer words' && writ sync
      cd $WORK/at-bruno && writ sync && writ review plainer-words --approve && writ sync
      cd $WORK/acme && writ sync && writ merge plainer-words
      sed -i.bak '2i[ -z "$SLOW" ] || sleep 6' $WORK/shared.git/hooks/proc-receive
      """
    )
    let (output, _) = try session.shell(
      """
      SLOW=1 git push origin main >$WORK/pushed 2>&1 & sleep 2
      (cd $WORK/at-bruno && writ review plainer-words --reject --comment 'No, after all' && writ sync)
      wait; cat $WORK/pushed
      """
    )
    #expect(output.contains("[R-APPROVAL]"), "\(output)")
    let verify = try session.good(
      "writ verify --repository $WORK/shared.git"
    )
    #expect(verify.contains("are good"))
  }
}
