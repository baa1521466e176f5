import Foundation
import Testing

/// What is said beforehand of keys that end, beside what `writ verify` and stock Git say afterwards.
@Suite struct KeyEndingTests {
  private let session: Session

  init() throws { session = try Session() }

  @Test func `A registrar who replaces their own key leaves nothing that stock Git refuses`() throws
  {
    try session.setUp("published")
    // All in one second: nothing lies between the last signature and the end.
    try session.good(
      """
      ssh-keygen -q -t ed25519 -N '' -f $WORK/ana-2 && writ ack social-media --yes \
      && writ people rotate --to $WORK/ana-2 && writ people admit ana --yes
      """
    )
    try session.good("git config user.signingkey $WORK/ana-2 && writ verify --no-cache")
    try expectStockAgrees()
  }

  @Test(arguments: ["published", "ledgered"])
  func `What a leaver signed stays good in the very second in which they leave`(setUp: String)
    throws
  {
    try session.setUp(setUp)
    try session.good(
      """
      writ ack social-media --yes --person chen --key $WORK/chen \
      && { [ \(setUp) = published ] || writ sync; } && writ people leave chen --yes
      """
    )
    #expect(try session.good("writ verify --no-cache").contains("are good"))
    if setUp == "ledgered" {
      #expect(try session.good("writ sync && writ verify").contains("good"))
    }
    try expectStockAgrees()
  }

  @Test(arguments: ["published", "ledgered"])
  func `With two registrars a key ends when that was proposed, and the merge says what falls`(
    setUp: String
  ) throws {
    try session.setUp(setUp)
    let sync = setUp == "ledgered" ? "writ sync" : ":"
    try session.good("writ people roles bruno --add registrar && writ people threshold 2")
    try session.good("writ ack social-media --yes --person chen --key $WORK/chen && \(sync)")
    let proposed = try session.good("writ people revoke chen --yes && \(sync)")
    #expect(proposed.contains("Signed with it: 1 stay good, 0 fall"), "\(proposed)")
    #expect(proposed.contains("signs from now on falls when it is merged"), "\(proposed)")
    let name = "ana/registry-revoke-a-key-of-chen"
    #expect(try session.good("writ proposals show \(name)").contains("1 stay good, 0 fall"))
    let warned = try session.good(
      "writ ack social-media --withdraw --yes --person chen --key $WORK/chen && \(sync)"
    )
    #expect(warned.contains("warning: \(name) ends the key that you sign with"), "\(warned)")
    let shown = try session.good("writ proposals show \(name)")
    #expect(shown.contains("1 stay good, 1 fall") && shown.contains("counts for nothing from 2026"))
    try session.good("writ review \(name) --approve --person bruno --key $WORK/bruno && \(sync)")
    let asked = try session.shell("writ merge \(name)")
    #expect(asked.status == 2 && asked.output.contains("whether 1 may fall"), "\(asked.output)")
    let merged = try session.good("writ merge \(name) --yes && \(sync)")
    #expect(merged.contains("keys that it ends: 1 stay good, 1 fall"), "\(merged)")
    let (output, status) = try session.shell("writ verify --no-cache")
    #expect(status == 1 && output.contains("1 of "), "\(output)")
    let pack = "writ evidence --person chen --key $WORK/ana -o $WORK/p.zip"
    try session.good("\(pack) && cd $WORK && python3 -m zipfile -e p.zip . && cd acme")
    let page = try session.good("cat $WORK/writ-evidence-chen/people/chen.md")
    #expect(page.contains("; ended by ana, agreed to by bruno, in version "), "\(page)")
    #expect(output.contains("[R-KEY]") && output.contains("counts for nothing since"))
    #expect(try session.good("writ proposals list").contains("No open proposals"))
    try expectStockAgrees(except: 1)
  }

  @Test func `The cut-off says before how many fall, and verify finds just those`() throws {
    try session.setUp("ledgered")
    let act = "--yes --person chen --key $WORK/chen && writ sync"
    for word in ["", "--withdraw", ""] { try session.good("writ ack social-media \(word) \(act)") }
    let since = try session.good("git log -1 --format=%cI --date=iso refs/writ/records/3a/chen~1")
      .replacing("+00:00", with: "Z").trimmingCharacters(in: .whitespacesAndNewlines)
    let asked = try session.shell("writ people revoke chen --since \(since)")
    #expect(asked.status == 2 && asked.output.contains("2 may fall"), "\(asked.output)")
    let done = try session.good("writ people revoke chen --since \(since) --yes && writ sync")
    #expect(done.contains("Signed with it: 1 stay good, 2 fall"), "\(done)")
    let (output, status) = try session.shell("writ verify --no-cache")
    #expect(status == 1 && output.contains("2 of 15 fell with a key"), "\(output)")
    #expect(output.components(separatedBy: "\nfell: [R-KEY] refs/writ/records/").count == 3)
    let daily = "writ verify --no-cache --allow-fallen --junit $WORK/report.xml"
    #expect(try session.good(daily).contains("2 of 15 fell with a key"))
    let xml = try session.good("cat $WORK/report.xml")
    #expect(xml.contains("tests=\"2\" failures=\"0\" skipped=\"2\""), "\(xml)")
    #expect(xml.components(separatedBy: "<skipped message=\"R-KEY: ").count == 3, "\(xml)")
    // Anything else is still wrong.
    try session.good("git update-ref refs/writ/nothing HEAD")
    #expect(try session.shell(daily).status == 1)
    try session.good("git update-ref -d refs/writ/nothing")
    // What fell takes nothing with it.
    let asof = try session.good("writ asof 2026-01-06 --person chen")
    #expect(asof.components(separatedBy: "  signed ").count == 2, "\(asof)")
    #expect(try session.good("writ status | grep chen").contains("acknowledged"))
  }

  @Test func `A server takes no end of a key that a merge on its main would not outlive`() throws {
    try session.setUp("ledgered")
    try session.good(
      """
      sed -i.old 's/A few words are enough/A few words will do/' policies/social-media/policy.md \
      && rm policies/social-media/*.old && writ propose --as words -m Plainer && writ sync
      writ review words --approve --person bruno --key $WORK/bruno && writ sync
      writ sync --repository $WORK/at-chen
      """
    )
    let ended = try session.good("writ people revoke chen --yes")
    #expect(ended.contains("Ended for chen"), "\(ended)")
    try session.good("cd $WORK/at-chen && writ merge words && writ sync; cd $WORK/acme")
    let (output, status) = try session.shell("writ sync")
    #expect(status == 1 && output.contains("would be bad for good"), "\(output)")
    let undo = try #require(output.firstMatch(of: /git update-ref refs\/writ\/registry [0-9a-f]+/))
    try session.good("\(undo.output) && writ sync && writ people revoke chen --yes && writ sync")
    #expect(try session.good("writ verify --no-cache").contains("are good"))
    #expect(
      try session.good("writ verify --no-cache --repository $WORK/shared.git").contains("good")
    )
  }

  @Test func `Whoever publishes with a stolen key while its end is decided loses the role first`()
    throws
  {
    try session.setUp("ledgered")
    try session.good(
      """
      writ people roles bruno --add publisher && writ people roles chen --add registrar
      writ people threshold 2 && writ sync && writ people revoke bruno --yes && writ sync
      """
    )
    try session.good(
      """
      cp -R . $WORK/thief && cd $WORK/thief && git config writ.person bruno \
      && git config user.signingkey $WORK/bruno && writ publish social-media --withdraw 1.0 \
      && writ sync; cd $WORK/acme && writ sync
      """
    )
    let (refused, status) = try decide("registry-revoke-a-key-of-bruno")
    #expect(status == 1 && refused.contains("'refs/writ/published' would be bad for good"))
    #expect(refused.contains("first: writ people roles bruno --remove publisher"), "\(refused)")
    try session.good(
      """
      writ people roles bruno --remove publisher && writ sync
      cd $WORK/thief && writ publish social-media && writ sync; cd $WORK/acme && writ sync
      """
    )
    #expect(try decide("registry-roles-of-bruno").status == 0)
    let late = try session.shell(
      "cd $WORK/thief && writ publish social-media --withdraw 2.0 && writ sync; cd $WORK/acme"
    )
    #expect(late.output.contains("refused there: refs/writ/published"), "\(late.output)")
    try session.good("writ people revoke bruno --yes && writ sync")
    #expect(try decide("registry-revoke-a-key-of-bruno-2").status == 0)
    for folder in ["acme", "shared.git"] {
      #expect(
        try session.good("writ verify --no-cache --repository $WORK/\(folder)").contains("good")
      )
    }
  }

  /// Chen approves a change of the registry that ana proposed, and ana makes it.
  private func decide(_ name: String) throws -> (output: String, status: Int32) {
    try session.good(
      "writ review ana/\(name) --approve --person chen --key $WORK/chen && writ sync"
    )
    return try session.shell("writ merge ana/\(name) && writ sync")
  }

  @Test func `Whoever has a stolen key puts off its end by no number of proposals`() throws {
    try session.setUp("published")
    try session.good(
      """
      sed -i.old 's/A few words are enough/A few words will do/' policies/social-media/policy.md \
      && rm policies/social-media/*.old && writ propose --as w -m Plainer && git restore .
      sed -i.old 's/A few words are enough/Some words will do/' policies/social-media/policy.md \
      && rm policies/social-media/*.old && writ propose --as w -m W --person chen --key $WORK/chen
      head=$(git rev-parse refs/heads/proposals/chen/w)
      for number in $(seq 700); do
        echo "create refs/heads/proposals/chen/a-proposal-of-whoever-has-it-$number $head"
      done | git update-ref --stdin
      """
    )
    let ended = try session.good("writ people revoke chen --yes && writ verify --no-cache")
    #expect(ended.contains("Ended for chen") && ended.contains("are good"), "\(ended)")
  }

  @Test func `The last key of the last registrar is not ended`() throws {
    try session.setUp("published")
    let (output, status) = try session.shell("writ people revoke ana --yes")
    #expect(status == 1 && output.contains("'ana' is the only registrar"), "\(output)")
    try session.good("writ people roles bruno --add registrar && writ people revoke ana --yes")
    #expect(try session.good("writ verify --no-cache").contains("are good"))
    try expectStockAgrees()
  }

  @Test func `Nobody signs the end of a key with that key after it`() throws {
    try session.setUp("published")
    try session.good(
      "for who in bruno chen; do writ people roles $who --add registrar; done; writ people threshold 2"
    )
    try session.good(
      "writ people revoke ana --yes --person bruno --key $WORK/bruno"
        + " && writ review bruno/registry-revoke-a-key-of-ana --approve --person chen --key $WORK/chen"
    )
    let (output, status) = try session.shell("writ merge registry-revoke-a-key-of-ana")
    #expect(status == 1 && output.contains("another registrar can do this"), "\(output)")
    try session.good("writ merge registry-revoke-a-key-of-ana --person bruno --key $WORK/bruno")
    try expectStockAgrees()
  }

  /// All commits are signed by their authors, by stock Git and the registry's own list.
  private func expectStockAgrees(except bad: Int = 0) throws {
    let count = try session.good(
      """
      git archive refs/writ/registry signers | tar -xO > $WORK/signers
      git -c gpg.ssh.allowedSignersFile=$WORK/signers log --glob=refs/heads/main --glob=refs/writ \
      --format='%G? %GS %an %h %s' | awk '$1 != "G" || $2 != $3' | tee $WORK/bad | wc -l
      """
    )
    let found = try session.good("cat $WORK/bad")
    #expect(Int(count.trimmingCharacters(in: .whitespacesAndNewlines)) == bad, "\(found)")
  }
}
