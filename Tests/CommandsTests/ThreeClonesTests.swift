import Foundation
import Testing

/// Three people in three clones of one bare repository, exchanging with stock Git only.
@Suite struct ThreeClonesTests {
  private static let all =
    "'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*' 'refs/writ/*:refs/writ/*'"

  @Test func `Who signed the same on two computers is told that once is enough`() throws {
    let session = try Session()
    try session.setUp("shared")
    try session.good("cd $WORK && cp -R at-chen at-home")
    for place in ["at-chen", "at-home"] {
      try session.good("writ ack social-media --yes --repository $WORK/\(place)")
    }
    try session.good("writ sync --repository $WORK/at-chen")
    let second = try session.good("writ sync --repository $WORK/at-home")
    #expect(
      second.contains("left out, since you had signed the same elsewhere, or something later: 1"),
      "\(second)"
    )
    #expect(!second.contains("signed again"), "\(second)")
    // A later word is signed again on top of what came.
    try session.good("writ ack social-media --decline --yes --repository $WORK/at-chen")
    try session.good("writ ack social-media --withdraw --yes --repository $WORK/at-home")
    try session.good("writ sync --repository $WORK/at-chen")
    let third = try session.good("writ sync --repository $WORK/at-home")
    #expect(third.contains("signed again") && !third.contains("left out"), "\(third)")
  }

  @Test func `A policy goes through three clones and is good in each`() throws {
    let session = try Session()
    try session.setUp("published")
    try expect(
      session,
      "git clone -q --bare . $WORK/server.git && git push -q $WORK/server.git \(Self.all)"
    )
    for person in ["ana", "bruno", "chen"] {
      try expect(
        session,
        "git clone -q $WORK/server.git $WORK/at-\(person) && cd $WORK/at-\(person)"
      )
      try expect(session, "git fetch -q --update-head-ok origin \(Self.all)")
      try expect(
        session,
        "git config writ.person \(person) && git config user.signingkey $WORK/\(person)"
      )
    }
    try expect(session, "cd $WORK/at-ana && echo '# one more' >> goals.yml")
    try expect(session, "writ propose -m 'One more' && \(push)")
    try expect(
      session,
      "cd $WORK/at-bruno && \(fetch) && writ review one-more --approve && \(push)"
    )
    try expect(session, "cd $WORK/at-ana && \(fetch) && writ merge one-more && \(push)")
    try expect(
      session,
      "cd $WORK/at-chen && \(fetch) && git reset -q --hard && writ ack social-media --yes && \(push)"
    )
    for person in ["ana", "bruno", "chen"] {
      try expect(session, "cd $WORK/at-\(person) && \(fetch)")
      let report = try session.shell("writ verify")
      #expect(report.status == 0)
      #expect(report.output.contains("1 acknowledgement"))
      #expect(report.output.contains("2 commits on main"))
      let status = try session.shell("writ status --csv").output
      #expect(status.contains("chen,sales,acknowledged"))
    }
  }

  @Test func `A clone is told which repository it is, once`() throws {
    let session = try Session()
    try session.setUp("published")
    try expect(session, "git clone -q . $WORK/copy && cd $WORK/copy")
    try expect(session, "git fetch -q origin 'refs/writ/*:refs/writ/*'")
    #expect(try session.shell("writ status").output.contains("pinned in this clone"))
    #expect(try !session.shell("writ status").output.contains("pinned"))
  }

  @Test func `A swapped registry is noticed in a clone that knows better`() throws {
    let session = try Session()
    try session.setUp("published")
    try expect(session, "writ init $WORK/evil --organisation Acme --person ana --key $WORK/ana")
    try expect(session, "git fetch -q --force $WORK/evil refs/writ/registry:refs/writ/registry")
    let report = try session.shell("writ verify")
    #expect(report.status == 1)
    #expect(report.output.contains("R-REPOSITORY"))
  }

  private let fetch = "git fetch -q --update-head-ok origin \(all)"
  private let push = "git push -q origin \(all)"

  private func expect(_ session: Session, _ command: String) throws {
    let (output, status) = try session.shell(command)
    #expect(status == 0, "\(command): \(output)")
  }
}
