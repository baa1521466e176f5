import Testing

/// Who held which role when something came: the script of a pack goes by the receipts, as Writ does.
@Suite struct ForgedRolesTests {
  private let session: Session
  private let pack: ChensPack

  init() throws {
    session = try Session()
    pack = ChensPack(session)
    try session.setUp("ledgered")
    try session.good("writ people roles bruno --add publisher && writ sync")
    try session.good("cd $WORK/at-bruno && writ sync && cd $WORK/acme")
  }

  @Test func `Nobody publishes who has lost the role, whatever registry they name`() throws {
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
    try session.good("sleep 1; writ people roles bruno --remove publisher && writ sync && sleep 1")
    try session.good("cd $WORK/at-bruno && writ publish social-media --withdraw 1.0")
    try session.good(
      "git -C $WORK/shared.git fetch -q $WORK/at-bruno refs/writ/published:refs/writ/published"
    )
    try session.good("sleep 1; writ ledger seal --repository $WORK/shared.git && cd $WORK/acme")
    try session.good("git fetch -q origin 'refs/writ/*:refs/writ/*'")
    let verdict = try session.shell("writ verify --no-cache").output
    #expect(verdict.contains("bruno was no publisher any more when it came"), "\(verdict)")
    try pack.anew(["refs/writ/published", "refs/writ/ledger", "refs/writ/registry"])
    let said = try pack.said()
    #expect(said.contains("BAD  bruno was no publisher any more when"), "\(said)")
  }

  @Test func `Another publisher may take a version back whose maker is none any more`() throws {
    try session.good("writ people roles ana --remove publisher && writ sync && cd $WORK/at-bruno")
    try session.good("writ sync && writ publish social-media --withdraw 1.0 && writ sync")
    try session.good("cd $WORK/acme && writ sync && writ verify --no-cache")
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
  }
}
