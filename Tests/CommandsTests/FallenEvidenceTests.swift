import Foundation
import Testing

/// A pack of evidence about somebody whose key was stolen: what counts for nothing is in it, and is marked.
@Suite struct FallenEvidenceTests {
  private let session: Session
  private let pack: ChensPack

  init() throws {
    session = try Session()
    pack = ChensPack(session)
    try session.setUp("ledgered")
  }

  @Test func `What came after the cut-off is packed as counting for nothing`() throws {
    let act = "--yes --person chen --key $WORK/chen && writ sync"
    for word in ["", "--withdraw", ""] {
      try session.good("writ ack social-media \(word) \(act)")
    }
    let since = try session.good("git log -1 --format=%cI --date=iso refs/writ/records/3a/chen~1")
      .replacing("+00:00", with: "Z").trimmingCharacters(in: .whitespacesAndNewlines)
    try session.good("writ people revoke chen --since \(since) --yes && writ sync")
    #expect(try session.shell("writ verify").status == 1)
    try pack.make()
    let (output, status) = try session.shell("sh \(pack.folder)/verify.sh")
    #expect(status == 0, "\(output)")
    #expect(output.components(separatedBy: "counts for nothing").count == 3, "\(output)")
    let page = try session.good("cat \(pack.folder)/people/chen.md")
    #expect(page.components(separatedBy: "### ").count == 2, "\(page)")
    let part = "## What counts for nothing\n\n- social-media 1.0: withdraw, 2026-01-05T"
    #expect(page.contains(part), "\(page)")
    #expect(page.contains("; ended by ana in version "), "\(page)")

    // Neither a record that stands may be called fallen, nor one that fell be passed off as good.
    let good = try session.good("git rev-parse refs/writ/records/3a/chen~2").dropLast()
    try pack.claim("$ a fallen refs/writ/records/3a/chen \(good)")
    #expect(try pack.said().contains("BAD  other records count for nothing"))
    try pack.claim("/^fallen /d")
    #expect(try pack.said().contains("BAD  other records count for nothing"))
  }

  @Test func `A record that its ended key signed in time and brought too late is noticed`() throws {
    let then = try session.good("echo $GIT_COMMITTER_DATE").dropLast()
    try session.good("writ people revoke chen --yes && writ sync")
    try forgeOldRecord(dated: String(then))
    try session.good("cd $WORK/acme && writ verify | grep -q R-KEY")
    try pack.make()
    #expect(try pack.said(0).contains("fell "))
    try pack.claim("/^fallen /d")
    #expect(try pack.said().contains("BAD  other records count for nothing"))
  }

  @Test(arguments: [(author: "ana", merger: "chen"), ("chen", "ana")])
  func `Nothing that an ended key brought too late gets into main`(author: String, merger: String)
    throws
  {
    try change("A few words are enough", "A few words will do", by: "chen", merging: "chen")
    try session.good("writ sync && git clone -q --mirror . $WORK/thief")
    try session.good("git -C $WORK/thief config writ.repository $(git config writ.repository)")
    let then = try session.good("echo $GIT_COMMITTER_DATE").dropLast()
    try session.good("writ people revoke chen --yes && writ sync")
    try pack.make()
    // What chen proposed and merged before the end counts.
    #expect(try pack.said(0).contains("Everything in this pack is good"))
    try session.good("git clone -q $WORK/thief $WORK/late && cd $WORK/late")
    try session.good("git fetch -q --update-head-ok origin '+refs/*:refs/*'")
    try change(
      "A few words will do",
      "No words are needed",
      by: author,
      merging: merger,
      dated: String(then)
    )
    try session.good(
      "cd $WORK/acme && git fetch -q --update-head-ok $WORK/late '+refs/heads/main:refs/heads/main' '+refs/writ/acts/*:refs/writ/acts/*'"
    )
    try packAnew()
    let output = try pack.said()
    #expect(output.contains("is signed with a key of chen that had ended"), "\(output)")
  }

  /// A change that somebody proposes, bruno approves and somebody merges.
  private func change(
    _ old: String,
    _ new: String,
    by author: String,
    merging merger: String,
    dated then: String = "$GIT_COMMITTER_DATE"
  ) throws {
    try session.good(
      """
      export GIT_COMMITTER_DATE="\(then)"
      perl -pi -e 's/\(old)/\(new)/' policies/social-media/policy.md
      writ propose --as words-$(git rev-list --count main) -m Words --person \(author) --key $WORK/\(author) \
        && git restore .
      name=\(author)/words-$(git rev-list --count main)
      writ review $name --approve --person bruno --key $WORK/bruno
      writ merge $name --person \(merger) --key $WORK/\(merger)
      """
    )
  }

  /// Packs the chains as they are now, with a list that fits.
  private func packAnew() throws {
    try session.good(
      """
      for ref in $(sed -n 's/^chain \\([^ ]*\\) .*/\\1/p' \(pack.folder)/MANIFEST); do
        count=$(git log -1 --format='%(trailers:key=Writ-Sequence,valueonly,separator=)' $ref)
        sed -i.old "s|^chain $ref .*|chain $ref $(git rev-parse $ref) $count|" \(pack.folder)/MANIFEST
      done
      """
    )
    try pack.bundle()
  }

  /// Chen's stolen key signs what says that it is older than the end of the key.
  private func forgeOldRecord(dated then: String) throws {
    try session.good(
      """
      old=$(git rev-parse refs/writ/registry~1)
      git clone -q --mirror $WORK/acme $WORK/thief && cd $WORK/thief
      git update-ref refs/writ/registry $old && git update-ref -d refs/writ/ledger
      """
    )
    let made = try session.shell(
      "cd $WORK/thief && export GIT_COMMITTER_DATE='\(then)'; writ ack social-media --yes --person chen --key $WORK/chen; cd $WORK/acme"
    )
    #expect(made.status == 0, "\(made.output)")
    try session.good(
      "cd $WORK/acme && git fetch -q $WORK/thief refs/writ/records/3a/chen:refs/writ/records/3a/chen"
    )
  }
}
