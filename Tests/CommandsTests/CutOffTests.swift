import Foundation
import Testing

/// A stolen key is cut off after its thief, or its owner, made all sorts of things with it: those that come later
/// take everything in as it is, and the pack of evidence says the same as `writ verify`.
@Suite struct CutOffTests {
  private let session: Session
  private let pack: ChensPack

  init() throws {
    session = try Session()
    pack = ChensPack(session)
    try session.setUp("ledgered")
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/dora")
  }

  @Test(arguments: ["records", "acts"])
  func `Whoever comes later takes in a chain with what fell, and what its owner signs on with`(
    chain: String
  ) throws {
    let since = try now()
    let stolen = "--person chen --key $WORK/chen"
    if chain == "records" {
      try good("writ ack social-media --yes \(stolen) && writ sync")
    } else {
      try propose(by: "bruno")
      try good("writ review words --comment Good \(stolen) && writ sync")
    }
    try good("writ people revoke chen --since \(since) --yes && writ sync")
    try enterNewKey()
    try good("writ ack social-media --yes --person chen --key $WORK/chen-2 && writ sync")
    try expectCopiesAgree(fallen: 1)
    try expectNewServerTakesAll(fallen: 1)
    #expect(try good("writ status | grep chen").contains("acknowledged"))
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
  }

  @Test func `What a stolen key proposed stays where it is, and nobody goes on with it`() throws {
    let since = try now()
    try propose(by: "chen")
    try good("writ people revoke chen --since \(since) --yes && writ sync")
    #expect(try good("writ proposals").contains("chen/words fell"))
    for command in ["writ review words --approve", "writ merge words"] {
      let (output, status) = try session.shell("\(command) --person bruno --key $WORK/bruno")
      #expect(status == 1 && output.contains("fell with a key that was ended"), "\(output)")
    }
    try enterNewKey()
    try change()
    let words = "--person chen --key $WORK/chen-2"
    let (output, status) = try session.shell("writ propose --as words -m Plainer \(words)")
    #expect(status == 1 && output.contains("writ propose --as words-again"), "\(output)")
    try good("writ propose -m Plainer \(words) && git restore . && writ sync")
    try good("writ review plainer --approve --person bruno --key $WORK/bruno && writ sync")
    try good("writ merge plainer && writ ack social-media --yes \(words) && writ sync")
    try expectCopiesAgree(fallen: 1)
    try expectNewServerTakesAll(fallen: 1)
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
  }

  @Test func `What a key signed after its end is not collected`() throws {
    try good("writ sync --repository $WORK/at-chen && writ people revoke chen --yes")
    try good(
      "cd $WORK/at-chen && writ ack social-media --yes --bundle $WORK/chen.writ; cd $WORK/acme"
    )
    let (output, status) = try session.shell("writ collect $WORK/chen.writ")
    #expect(status == 1 && output.contains("[R-KEY]"), "\(output)")
    #expect(try good("git for-each-ref refs/writ/records") == "")
  }

  @Test func `A server takes no proposal that a key signed after its end`() throws {
    let then = try good("echo $GIT_COMMITTER_DATE").dropLast()
    try good("writ sync --repository $WORK/at-chen && writ people revoke chen --yes && writ sync")
    let (output, _) = try session.shell(
      """
      cd $WORK/at-chen && export GIT_COMMITTER_DATE='\(then)'
      perl -pi -e 's/A few words are enough/A few words will do/' policies/social-media/policy.md
      writ propose --as words -m Words
      git push -q origin refs/heads/proposals/chen/words; cd $WORK/acme
      """
    )
    #expect(output.contains("propose it again [R-KEY]"), "\(output)")
    #expect(
      try session.shell(
        "git -C $WORK/shared.git rev-parse -q --verify refs/heads/proposals/chen/words"
      ).status != 0
    )
  }

  @Test(arguments: ["cut off", "ended", "no publisher"])
  func `A tag that whoever has a publisher's key leaves behind stops no later version`(
    way: String
  ) throws {
    try good("writ people roles bruno --add publisher && writ sync")
    let since = try now()
    try good(
      """
      writ sync --repository $WORK/at-bruno && cd $WORK/at-bruno
      writ publish social-media --withdraw 1.0 && writ publish social-media --material
      git push -q origin refs/tags/policy/social-media/2.0; cd $WORK/acme
      """
    )
    switch way {
    case "cut off": try good("writ sync && writ people revoke bruno --since \(since) --yes")
    case "ended": try good("writ sync && writ people revoke bruno --yes")
    default: try good("writ sync && writ people roles bruno --remove publisher")
    }
    try good(
      "writ sync && git -C $WORK/at-bruno update-ref refs/writ/published $(git rev-parse refs/writ/published)"
    )
    try change()
    try good(
      "writ people roles chen --add legal && writ propose --as words -m Words && git restore ."
    )
    try good("writ sync && writ review words --approve --person chen --key $WORK/chen")
    try good("writ merge words && writ publish social-media && writ sync")
    #expect(try good("writ policy list").contains(" 3.0 "))
    try good("writ ack social-media --yes --person chen --key $WORK/chen && writ sync")
    #expect(try good("writ verify --no-cache").contains("are good"))
    try expectCopiesAgree(fallen: 0)
    try expectNewServerTakesAll(fallen: 0)
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
  }

  @Test(arguments: ["author", "signer", "alone"])
  func `A later cut-off takes nothing from a version of the registry that was made`(
    part: String
  ) throws {
    for who in ["bruno", "chen"] {
      try good("writ people roles \(who) --add registrar && writ sync")
    }
    if part != "alone" { try good("writ people threshold 2 && writ sync") }
    let since = try now()
    let author = part == "signer" ? "acme" : "at-bruno"
    try good("writ sync --repository $WORK/\(author) && cd $WORK/\(author)")
    try good("writ people add dora --key $WORK/dora.pub && writ sync; cd $WORK/acme; writ sync")
    if part != "alone" {
      try decide(
        "\(part == "signer" ? "ana" : "bruno")/registry-enter-dora",
        part == "signer" ? "bruno" : "ana"
      )
    }
    try good("writ people revoke bruno --since \(since) --yes && writ sync")
    if part != "alone" { try decide("ana/registry-revoke-a-key-of-bruno", "ana") }
    try good("writ ack social-media --yes --person chen --key $WORK/chen && writ sync")
    #expect(try good("writ verify --no-cache").contains("are good"))
    try expectCopiesAgree(fallen: 0)
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
  }

  @Test func `A later cut-off takes nothing from the receipts that a server wrote`() throws {
    let since = try now()
    try good("writ ack social-media --yes --person chen --key $WORK/chen && writ sync")
    let ended = try good("writ people revoke server --since \(since) --yes && writ sync")
    #expect(ended.contains("hint: writ ledger appoint"), "\(ended)")
    #expect(try good("writ verify --no-cache").contains("are good"))
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
  }

  /// Chen approves a change of the registry that somebody proposed, and another makes it.
  private func decide(_ name: String, _ signer: String) throws {
    try good("writ review \(name) --approve --person chen --key $WORK/chen && writ sync")
    try good("writ merge \(name) --person \(signer) --key $WORK/\(signer) && writ sync")
  }

  private func now() throws -> Substring {
    try good("date -u -d @${GIT_COMMITTER_DATE% *} +%Y-%m-%dT%H:%M:%SZ").dropLast()
  }

  private func change() throws {
    try good(
      "perl -pi -e 's/A few words are enough/A few words will do/' policies/social-media/policy.md"
    )
  }

  private func propose(by person: String) throws {
    try change()
    try good(
      "writ propose --as words -m Words --person \(person) --key $WORK/\(person) && git restore . && writ sync"
    )
  }

  /// Chen asks for a new key, which no older one consents to, so that two registrars decide.
  private func enterNewKey() throws {
    try good("writ people roles bruno --add registrar && writ sync")
    try good(
      """
      ssh-keygen -q -t ed25519 -N '' -f $WORK/chen-2 && writ join $WORK/shared.git $WORK/at-chen-2 \
        --fingerprint $(git config writ.repository) --person chen --key $WORK/chen-2
      """
    )
    try good("writ sync && writ people admit chen --without-code --yes && writ sync")
    let name = try good(
      "writ proposals --json | sed -n 's/.*\"proposal\" : \"\\(.*registry.*\\)\".*/\\1/p'"
    ).dropLast()
    try good("writ review \(name) --approve --person bruno --key $WORK/bruno && writ sync")
    try good("writ merge \(name) && writ sync")
  }

  /// A clone that existed before, and a new one, take everything in and find the same.
  private func expectCopiesAgree(fallen: Int) throws {
    try good("writ sync --repository $WORK/at-bruno")
    try good(
      "git clone -q $WORK/shared.git $WORK/new && cd $WORK/new && git config writ.person ana"
    )
    try good("cd $WORK/new && git config user.signingkey $WORK/ana && writ sync; cd $WORK/acme")
    for folder in ["at-bruno", "new", "shared.git"] {
      let (output, status) = try session.shell(
        "writ verify --no-cache --repository $WORK/\(folder)"
      )
      #expect(status == (fallen == 0 ? 0 : 1), "\(folder): \(output)")
      #expect(!output.contains("\nbad: "), "\(folder): \(output)")
      #expect(
        output.components(separatedBy: "\nfell: ").count == 1 + fallen,
        "\(folder): \(output)"
      )
    }
  }

  /// A new server gets all of it back from a clone.
  private func expectNewServerTakesAll(fallen: Int) throws {
    try good(
      """
      git init -q --bare $WORK/again.git && writ hooks install --server --repository $WORK/again.git \
        --key $WORK/server --fingerprint $(git config writ.repository)
      git push -q $WORK/again.git 'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*' 'refs/writ/*:refs/writ/*'
      """
    )
    let output = try session.shell("writ verify --no-cache --repository $WORK/again.git").output
    #expect(!output.contains("\nbad: "), "\(output)")
    #expect(output.components(separatedBy: "\nfell: ").count == 1 + fallen, "\(output)")
  }

  @discardableResult private func good(_ command: String) throws -> String {
    try session.good(command)
  }
}
