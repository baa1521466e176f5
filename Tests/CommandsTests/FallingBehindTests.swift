import Foundation
import Testing

/// Copies and servers that see for the first time what several registrars decided meanwhile.
///
/// The registry leans on reviews, these on an earlier version of it, and both on receipts.
@Suite struct FallingBehindTests {
  private let session: Session

  init() throws { session = try Session() }

  @Test(arguments: ["shared", "served", "ledgered"], [1, 2])
  func `A clone that was away takes in all that two registrars decided`(setUp: String, changes: Int)
    throws
  {
    try session.setUp(setUp)
    try session.good(
      """
      writ people roles bruno --add registrar && writ people threshold 2 && writ sync
      writ sync --repository $WORK/at-chen
      """
    )
    for number in 1...changes { try decide("cook-\(number)") }
    let synced = try session.good("cd $WORK/at-chen && writ sync")
    #expect(!synced.contains("not taken in"), "\(synced)")
    #expect(try session.good("writ verify --no-cache").contains("are good"))
    #expect(try session.good("writ sync").contains("step"))
  }

  /// Signed before the merge and sent after it: dated as it was first, it would make main bad for good.
  @Test(arguments: ["shared", "served", "ledgered"], ["--reject --comment No", "--approve"])
  func `Who said something else before a merge and brings it after it unmakes nothing`(
    setUp: String,
    verdict: String
  ) throws {
    try session.setUp(setUp)
    try session.good(
      """
      perl -pi -e 's/A few words are enough/A few words will do/' policies/social-media/policy.md
      writ propose -m 'Plainer words' && writ sync
      cd $WORK/at-bruno && writ sync && writ review plainer-words --approve && writ sync
      writ review plainer-words --comment 'On second thought' && cd $WORK/acme
      """
    )
    try session.good("cd $WORK/at-bruno && writ review plainer-words \(verdict); cd $WORK/acme")
    try session.good("writ sync && writ merge plainer-words && writ sync")
    let late = try session.good("cd $WORK/at-bruno && writ sync; cd $WORK/acme")
    #expect(late.contains("signed again") && !late.contains("not taken in"), "\(late)")
    for place in ["at-bruno", "at-chen", "shared.git", "acme"] {
      if place != "shared.git" { try session.good("writ sync --repository $WORK/\(place)") }
      let verified = try session.good("writ verify --no-cache --repository $WORK/\(place)")
      #expect(verified.contains("are good"), "\(place): \(verified)")
    }
  }

  @Test(arguments: ["shared", "served", "ledgered"])
  func `Who signed a version while away that was withdrawn meanwhile can go on`(setUp: String)
    throws
  {
    try session.setUp(setUp)
    try session.good("writ sync --repository $WORK/at-chen")
    try session.good("writ publish social-media --withdraw 1.0 --yes && writ sync")
    let late = try session.good("(cd $WORK/at-chen && writ ack social-media --yes && writ sync)")
    #expect(late.contains("Sent: 1 acknowledgement"), "\(late)")
    try session.good("writ sync && writ publish social-media && writ sync")
    let verified = try session.good("writ verify --no-cache")
    #expect(verified.contains("the version had been withdrawn, so this counts for nothing"))
    #expect(verified.contains("are good"), "\(verified)")
    let asked = try session.good("writ asof 2030-01-01 --person chen")
    #expect(
      asked.contains("; the version had been withdrawn, so this counts for nothing"),
      "\(asked)"
    )
    let todo = try session.good("(cd $WORK/at-chen && writ sync && writ todo)")
    #expect(todo.contains("2.0  to sign by"), "\(todo)")
    let signed = try session.good("(cd $WORK/at-chen && writ ack social-media --yes && writ sync)")
    #expect(signed.contains("Sent: 1 acknowledgement"), "\(signed)")
    #expect(try session.good("writ sync && writ status").contains("acknowledged 2.0"))
    let packed = try session.good(
      """
      mkdir $WORK/pack && writ evidence --person chen -o $WORK/pack/p.zip \
      && (cd $WORK/pack && unzip -q p.zip && sh */verify.sh && cat */people/chen.md)
      """
    )
    #expect(packed.contains("before this was said: it counts for nothing"), "\(packed)")
    #expect(!packed.contains("which was signed before"), "\(packed)")
    #expect(try session.good("writ me --person chen").contains("acknowledge, too late: withdrawn"))
  }

  @Test(arguments: [false, true])
  func `A new server takes in at once what two registrars decided`(hasLedger: Bool) throws {
    try session.setUp(hasLedger ? "ledgered" : "served")
    try session.good(
      "writ people roles bruno --add registrar && writ people threshold 2 && writ sync"
    )
    for number in 1...2 { try decide("cook-\(number)") }
    let key = hasLedger ? " --key $WORK/server" : ""
    try session.good(
      """
      git init -q --bare $WORK/new.git && writ hooks install --server --repository $WORK/new.git \
        --fingerprint $(git config writ.repository)\(key)
      """
    )
    let pushed = try session.good(
      "git push -q $WORK/new.git 'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*'"
        + " 'refs/writ/*:refs/writ/*' 2>&1"
    )
    #expect(!pushed.contains("R-"), "\(pushed)")
    #expect(
      try session.good("writ verify --no-cache --repository $WORK/new.git").contains("are good")
    )
  }

  /// A role that ana proposes and bruno approves, each step sent.
  private func decide(_ role: String) throws {
    let sync = "writ sync && writ sync --repository $WORK/at-bruno"
    try session.good("cd $WORK/acme && writ people roles bruno --add \(role) && \(sync)")
    let name = try session.good(
      "git for-each-ref --sort=-committerdate --count=1 --format='%(refname:lstrip=3)' refs/heads/proposals"
    ).trimmingCharacters(in: .newlines)
    try session.good(
      "cd $WORK/at-bruno && writ review \(name) --approve && writ sync && cd $WORK/acme && writ sync"
    )
    try session.good("writ merge \(name) && writ sync")
  }
}
