import Testing

/// Writ's own notes beside a repository, damaged: what they guard is not given up in silence.
@Suite struct DamagedNotesTests {
  @Test func `A damaged note of an arrival stays until somebody looks at it`() throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("chmod -x $WORK/shared.git/hooks/post-receive")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes && writ sync")
    for damage in ["echo nonsense >>$(ls $PWD/*)", ": >$(ls $PWD/*)"] {
      try session.good("cp -Rp $WORK/shared.git.spool $WORK/kept")
      try session.good("(cd $WORK/shared.git.spool/arrived && sh -c '\(damage)')")
      let seal = try session.shell("writ ledger seal --repository $WORK/shared.git")
      #expect(seal.status == 2 && seal.output.contains("is damaged"), "\(seal.output)")
      #expect(seal.output.contains("hint: mv /"))
      try session.good("test $(ls $WORK/shared.git.spool/arrived | wc -l) = 1")
      try session.good("rm -rf $WORK/shared.git.spool && mv $WORK/kept $WORK/shared.git.spool")
    }
    let good = try session.good("writ ledger seal --repository $WORK/shared.git")
    #expect(good.contains("1 receipt written"))
  }

  @Test(arguments: ["echo nonsense >>$seen", "rm $seen && mkdir $seen"])
  func `What was seen of the server is not forgotten because its file is damaged`(damage: String)
    throws
  {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("cd $WORK/at-chen && writ sync && ls .git/writ/seen-*")
    let sync = try session.shell("seen=$(ls -d .git/writ/seen-*); \(damage); writ sync")
    #expect(sync.status == 2 && sync.output.contains(".git/writ/seen-"), "\(sync.output)")
    try session.good("rm -r .git/writ/seen-* && writ sync")
  }

  @Test func `Names and invitations are not written over where they cannot be read`() throws {
    let session = try Session()
    try session.setUp("published")
    try session.good("writ people invite eve && ls .git/writ/invitations")
    try session.good("rm .git/writ/invitations && mkdir .git/writ/invitations")
    let invite = try session.shell("writ people invite dora")
    #expect(invite.status == 2 && invite.output.contains("cannot be read"), "\(invite.output)")
    try session.good(
      "printf 'id,name\\neve,Eve\\n' >$WORK/roster.csv && mkdir .git/writ/directory.csv"
    )
    let roster = try session.shell("writ people import $WORK/roster.csv --yes")
    #expect(roster.status == 2 && roster.output.contains("cannot be read"), "\(roster.output)")
  }

  @Test(arguments: ["ln -s nowhere", "mkdir"])
  func `A hook that cannot be read is somebody's`(make: String) throws {
    let session = try Session()
    try session.setUp("posts")
    try session.good("rm .git/hooks/pre-commit && \(make) .git/hooks/pre-commit")
    let install = try session.shell("writ hooks install")
    #expect(install.status == 2 && install.output.contains("there is another hook"))
    let served = try Session()
    try served.setUp("served")
    try served.good("cd $WORK/shared.git/hooks && rm proc-receive && \(make) proc-receive")
    let server = try served.shell("writ hooks install --server --repository $WORK/shared.git")
    #expect(server.status == 2 && server.output.contains("there is another hook"))
  }
}
