import Testing

/// Computers whose clock is wrong.
struct ClockTests {
  private static let commands = [
    "writ ack social-media --yes",
    "writ people add dora --key $WORK/dora.pub",
    "writ propose -m 'One more'",
    "writ review plainer-words --approve --person bruno --key $WORK/bruno",
  ]

  @Test(arguments: commands)
  func `Nothing is signed by a clock far behind the newest record`(command: String) throws {
    let session = try proposed()
    let before = try session.good("git for-each-ref")
    let (output, status) = try session.shell("GIT_COMMITTER_DATE='1000000000 +0000' \(command)")
    #expect(status == 2, "\(output)")
    #expect(output.contains("this computer's clock says 2001-09-09T01:46:40Z"), "\(output)")
    #expect(output.contains("hint: sudo timedatectl set-ntp true"), "\(output)")
    #expect(try session.good("git for-each-ref") == before)
    try session.good(command)
    #expect(try session.good("writ verify").contains("are good"))
  }

  @Test(arguments: commands)
  func `A clock a few minutes behind signs as late as what it leans on`(command: String) throws {
    let session = try proposed()
    let newest = try #require(
      Int(try session.good("git log -1 --format=%ct refs/writ/published").dropLast())
    )
    try session.good("GIT_COMMITTER_DATE='\(newest - 500) +0000' \(command)")
    #expect(try session.good("writ verify").contains("are good"))
  }

  @Test func `What is dated later than now is not taken in from others`() throws {
    let session = try Session()
    try session.setUp("shared")
    let late = "GIT_COMMITTER_DATE='4000000000 +0000'"
    try session.good("cd $WORK/at-chen && \(late) writ ack social-media --yes && \(late) writ sync")
    let (output, status) = try session.shell("cd $WORK/acme && writ sync")
    #expect(status == 1, "\(output)")
    #expect(
      output.contains("it is dated 2096-10-02T07:06:40Z, which has not come yet [R-TIME]"),
      "\(output)"
    )
    #expect(try session.good("git for-each-ref refs/writ/records").isEmpty)
    let joined = try session.shell(
      """
      cd $WORK && writ join $WORK/shared.git fresh --person bruno --key $WORK/bruno \
      --fingerprint $(git -C acme config writ.repository)
      """
    )
    #expect(joined.output.contains("[R-TIME]"), "\(joined.output)")
    #expect(try session.good("git -C $WORK/fresh for-each-ref refs/writ/records").isEmpty)
  }

  private func proposed() throws -> Session {
    let session = try Session()
    try session.setUp("proposed")
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/dora")
    try session.good("git checkout -q . && echo '# one more' >> goals.yml")
    return session
  }
}
