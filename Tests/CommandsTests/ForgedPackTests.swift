import Foundation
import Testing

/// A pack whose maker signs a list that hides, moves or adds something: their script notices by itself.
@Suite struct ForgedPackTests {
  private let session: Session
  private let pack: ChensPack

  init() throws {
    session = try Session()
    pack = ChensPack(session)
  }

  @Test func `A chain that is moved to where no receipt names it is noticed`() throws {
    try session.setUp("ledgered")
    let act = "--yes --person chen --key $WORK/chen && writ sync"
    for word in ["", "--withdraw"] { try good("writ ack social-media \(word) \(act)") }
    try pack.make()
    let (old, new) = ("refs/writ/records/3a/chen", "refs/writ/records/3b/chen")
    let first = try good("git rev-parse \(old)~1").dropLast()
    try good("git update-ref \(new) \(first)")
    try pack.anew("s|^chain \(old) .*|chain \(new) \(first) 1|")
    #expect(try pack.said().contains("BAD  no chain belongs in \(new)"))

    try good("git update-ref -d \(new)")
    // What is good of somebody who left is not passed off as fallen in this way either.
    try good("writ people leave chen --yes && writ sync")
    try pack.make()
    let tip = try good("git rev-parse \(old)").dropLast()
    try good("git update-ref \(new) \(tip)")
    try pack.anew("s|^chain \(old) .*|chain \(new) \(tip) 2|", fallen: [tip, first], on: new)
    #expect(try pack.said().contains("BAD  no chain belongs in \(new)"))
  }

  @Test func `Records that the server received are missed, although the list names none of them`()
    throws
  {
    try session.setUp("ledgered")
    try good("writ ack social-media --yes --person chen --key $WORK/chen && writ sync && writ sync")
    try pack.make()
    #expect(try pack.said(0).contains("ok   the receipts go to 2026-01-05T"))
    try pack.anew("/^chain refs.writ.records/d")
    #expect(
      try pack.said().contains("the server received refs/writ/records/3a/chen, and it is not here")
    )
    try pack.make()
    try pack.anew("/^chain refs.writ.published/d")
    #expect(try pack.said().contains("the server received refs/writ/published, and it is not here"))
  }

  @Test func `A record that says it is older than the one before it is noticed`() throws {
    try session.setUp("published")
    try good("writ ack social-media --yes --person chen --key $WORK/chen")
    let then = try good("git log -1 --format=%ct refs/writ/published").dropLast()
    try good(
      """
      ref=refs/writ/records/3a/chen
      git log -1 --format=%B $ref | sed '$d' | sed "1s/1\\$/2/; s/^Writ-Sequence: .*/Writ-Sequence: 2/
        s/^Writ-Action: .*/Writ-Action: withdraw/; s/^Writ-Reason: .*/Writ-Reason: disagree/
        s/^Writ-Previous: .*/Writ-Previous: $(git cat-file commit $ref | sha256sum | cut -d' ' -f1)/" >$WORK/word
      """
    )
    try pack.make()
    try good(
      """
      ref=refs/writ/records/3a/chen && export GIT_COMMITTER_DATE='\(then) +0000' \
        GIT_AUTHOR_DATE='\(then) +0000' GIT_AUTHOR_NAME=chen GIT_AUTHOR_EMAIL=chen@writ.invalid \
        GIT_COMMITTER_NAME=chen GIT_COMMITTER_EMAIL=chen@writ.invalid
      git update-ref $ref $(git -c gpg.format=ssh -c user.signingkey=$WORK/chen commit-tree -S \
        -F $WORK/word -p $ref $(git mktree </dev/null))
      """
    )
    #expect(try session.shell("writ verify --no-cache").output.contains("[R-CHAIN]"))
    let tip = try good("git rev-parse refs/writ/records/3a/chen").dropLast()
    try pack.anew("s|^chain refs/writ/records/3a/chen .*|chain refs/writ/records/3a/chen \(tip) 2|")
    #expect(try pack.said().contains("says that it is older than the link before it"))
  }

  /// How chen writes a record of her own that says something else by its lines than by its fields.
  private static let forms = [
    ("s/^Writ-Means: .*/Writ-Means: flag\\n passkey/", "has a line that is no field"),
    ("s/^Writ-Path: .*/& ana/", "has several words in Path"),
    ("s/^Writ-Action: .*/&\\n&/", "has other fields than ack/1"),
    ("s/^Writ-Format: .*/Writ-Format: note\\/9/", "is a record of another kind"),
    ("1s/chen/ana/", "has another title or author than its fields"),
    ("s/^Writ-Blob: .*/Writ-Blob: 4b825dc642cb6eb9a060e54bf8d69288fbee4904/", "names another text"),
    ("s/^Writ-Language: .*/Writ-Language: fr/", "was not published in the language"),
  ]

  @Test(arguments: forms)
  func `A record in another form, or about another text, is noticed`(edit: String, finding: String)
    throws
  {
    try session.setUp("published")
    try good("writ ack social-media --yes --person chen --key $WORK/chen")
    try pack.make()
    try good(
      """
      ref=refs/writ/records/3a/chen
      export GIT_AUTHOR_NAME=chen GIT_AUTHOR_EMAIL=chen@writ.invalid \
        GIT_COMMITTER_NAME=chen GIT_COMMITTER_EMAIL=chen@writ.invalid
      git log -1 --format=%B $ref | sed '$d' | sed '\(edit)' >$WORK/word
      git update-ref $ref $(git -c gpg.format=ssh -c user.signingkey=$WORK/chen commit-tree -S \
        -F $WORK/word $(git mktree </dev/null))
      """
    )
    #expect(try session.shell("writ verify --no-cache").status == 1)
    let tip = try good("git rev-parse refs/writ/records/3a/chen").dropLast()
    try pack.anew("s|^chain refs/writ/records/3a/chen .*|chain refs/writ/records/3a/chen \(tip) 1|")
    let said = try pack.said()
    #expect(said.contains(finding), "\(said)")
  }

  @Test func `An ended key in another person's file is judged no less`() throws {
    try makeLate()
    try good(
      """
      cd \(pack.folder) && cat signers/chen >>signers/ana && rm signers/chen
      sum=$(sha256sum <signers/ana | cut -d' ' -f1)
      sed -i.old "/ signers.chen$/d; s|^file .* signers/ana$|file $sum signers/ana|" MANIFEST
      cd $WORK/acme
      """
    )
    try pack.claim("/^fallen /d")
    #expect(try pack.said().contains("BAD  other records count for nothing"))
  }

  @Test func `Receipts that no server made date nothing`() throws {
    try makeLate()
    try good(
      """
      tip=$(git rev-parse refs/writ/records/3a/chen) zero=$(printf %040d 0) sum=$(printf %064d 0)
      printf '%s\\n' 'receipt/1 ana 1' '' 'Writ-Format: receipt/1' \
        "Writ-Repository: $(git config writ.repository)" 'Writ-Person: ana' 'Writ-Sequence: 1' \
        'Writ-Previous: none' 'Writ-Time: 2026-01-05T09:00:00Z' \
        "Writ-Update: $zero $tip $sum 2026-01-05T09:00:00Z refs/writ/records/3a/chen" \
        "Writ-Registry: $(git rev-parse refs/writ/registry)" 'Writ-Ledger: none' >$WORK/receipt
      export GIT_AUTHOR_NAME=ana GIT_AUTHOR_EMAIL=ana@writ.invalid \
        GIT_COMMITTER_NAME=ana GIT_COMMITTER_EMAIL=ana@writ.invalid
      git update-ref refs/writ/ledger $(git -c gpg.format=ssh -c user.signingkey=$WORK/ana \
        commit-tree -S -F $WORK/receipt $(git mktree </dev/null))
      sed -i.old "s|^chain refs/heads/main |chain refs/writ/ledger $(git rev-parse refs/writ/ledger) 1\\n&|" \
        \(pack.folder)/MANIFEST
      """
    )
    try pack.anew("/^fallen /d")
    #expect(try pack.said().contains("is no receipt of the server"))
  }

  /// What a server writes with its own key about the newest record of chen, and what is said of it.
  private static let lies = [
    (
      "s/^(Writ-Update: )[0-9a-f]{40}/\\10000000000000000000000000000000000000000/",
      "does not go on"
    ),
    ("s/^(Writ-Update: .* )20[0-9]{2}(-[^ ]* ref)/\\12020\\2/", "not in the order of time"),
    ("s/^(Writ-Update: .* )20[0-9]{2}(-[^ ]* ref)/\\12099\\2/", "not in the order of time"),
    ("s/^(Writ-Time: )20[0-9]{2}/\\12020/", "is older than the one before"),
    ("s/^(Writ-Update: .*) [0-9a-f]{64} /\\1 '$(printf %064d 0)' /", "received another object"),
    ("s/^(Writ-Update: .*) refs.*/\\1 refs\\/writ\\/ledger/", "of another form"),
  ]

  @Test(arguments: lies)
  func `A receipt that its own server made of something else is noticed`(
    lie: String,
    finding: String
  ) throws {
    try session.setUp("ledgered")
    let act = "--yes --person chen --key $WORK/chen && writ sync && writ sync"
    for word in ["", "--withdraw"] { try good("writ ack social-media \(word) \(act)") }
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
    try good(
      """
      ref=refs/writ/ledger && git log -1 --format=%B $ref >$WORK/told && sed '$d' $WORK/told >$WORK/body
      sed -E '\(lie)' $WORK/body >$WORK/lie && ! cmp -s $WORK/body $WORK/lie
      export GIT_AUTHOR_NAME=server GIT_AUTHOR_EMAIL=server@writ.invalid \
        GIT_COMMITTER_NAME=server GIT_COMMITTER_EMAIL=server@writ.invalid
      git update-ref $ref $(git -c gpg.format=ssh -c user.signingkey=$WORK/server commit-tree -S \
        -F $WORK/lie -p $ref^ $(git mktree </dev/null))
      """
    )
    let tip = try good("git rev-parse refs/writ/ledger").dropLast()
    try pack.anew("s|^chain refs/writ/ledger [0-9a-f]*|chain refs/writ/ledger \(tip)|")
    #expect(try pack.said().contains(finding))
  }

  @Test func `What was signed before an end that had not arrived yet counts`() throws {
    try session.setUp("ledgered")
    for command in [
      "writ ack social-media --yes --repository $WORK/at-chen", "writ people revoke chen --yes",
      "writ sync --repository $WORK/at-chen", "writ sync", "writ verify --no-cache",
    ] { try good(command) }
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
  }

  @Test func `A later cut-off takes nothing from a version of the registry that was made`() throws {
    try session.setUp("ledgered")
    try good(
      """
      writ people roles bruno --add registrar && writ people threshold 2 && writ sync
      ssh-keygen -q -t ed25519 -N '' -f $WORK/dora
      """
    )
    let since = try good("date -u -d @${GIT_COMMITTER_DATE% *} +%Y-%m-%dT%H:%M:%SZ").dropLast()
    try good("writ people add dora --key $WORK/dora.pub --role registrar && writ sync")
    try decide("ana/registry-enter-dora", by: "bruno")
    try good("writ people revoke bruno --since \(since) --yes && writ sync")
    try decide("ana/registry-revoke-a-key-of-bruno", by: "dora")
    #expect(try session.shell("writ verify --no-cache").output.contains("1 of "))
    try good("writ ack social-media --yes --person chen --key $WORK/chen && writ sync")
    try pack.make()
    #expect(try pack.said(0).contains("fell "))
  }

  @Test func `An approval that counts for a second version of the registry is noticed`() throws {
    try session.setUp("published")
    try good("writ people roles bruno --add registrar && writ people threshold 2")
    for change in ["add", "remove"] {
      try good("writ people roles chen --\(change) cook")
      let name = "ana/registry-roles-of-chen\(change == "add" ? "" : "-2")"
      try good(
        "writ review \(name) --approve --person bruno --key $WORK/bruno && writ merge \(name)"
      )
    }
    try good("writ ack social-media --yes --person chen --key $WORK/chen")
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
    // Ana alone makes once more what bruno approved the first time.
    try good(
      """
      ref=refs/writ/registry && number=$(($(git rev-list --count $ref) + 1))
      git log -1 --format=%B $ref~1 | sed '$d' | sed "1s/[0-9]*\\$/$number/
        s/^Writ-Sequence: .*/Writ-Sequence: $number/; s/^Writ-Version: .*/Writ-Version: $number/
        s/^Writ-Registry: .*/Writ-Registry: $(git rev-parse $ref)/
        s/^Writ-Previous: .*/Writ-Previous: $(git cat-file commit $ref | sha256sum | cut -d' ' -f1)/" >$WORK/again
      export GIT_AUTHOR_NAME=ana GIT_AUTHOR_EMAIL=ana@writ.invalid \
        GIT_COMMITTER_NAME=ana GIT_COMMITTER_EMAIL=ana@writ.invalid
      git update-ref $ref $(git -c gpg.format=ssh -c user.signingkey=$WORK/ana commit-tree -S \
        -F $WORK/again -p $ref $(git rev-parse $ref~1^{tree}))
      """
    )
    let (output, status) = try session.shell("writ verify")
    #expect(status == 1 && output.contains("[R-APPROVAL]"), "\(output)")
    #expect(output.contains("ana/registry-roles-of-chen was merged before"), "\(output)")
    let tip = try good("git rev-parse refs/writ/registry").dropLast()
    let count = try good("git rev-list --count refs/writ/registry").dropLast()
    try pack.anew("s|^chain refs/writ/registry .*|chain refs/writ/registry \(tip) \(count)|")
    let said = try pack.said()
    #expect(said.contains("BAD  ana/registry-roles-of-chen was merged more than once"), "\(said)")
  }

  private func decide(_ name: String, by person: String) throws {
    try good("writ review \(name) --approve --person \(person) --key $WORK/\(person) && writ sync")
    try good("writ merge \(name) --yes && writ sync")
  }

  /// A pack in which the newest record was signed with a stolen key that had ended.
  private func makeLate() throws {
    try session.setUp("published")
    try good("writ ack social-media --yes --person chen --key $WORK/chen")
    try good("git clone -q --mirror . $WORK/thief && writ people revoke chen --yes")
    let then = try good("git log -1 --format=%ct refs/writ/records/3a/chen").dropLast()
    try good(
      """
      cd $WORK/thief && export GIT_COMMITTER_DATE='\(then) +0000' \
      && writ ack social-media --withdraw --yes --person chen --key $WORK/chen && cd $WORK/acme
      git fetch -q $WORK/thief refs/writ/records/3a/chen:refs/writ/records/3a/chen
      """
    )
    try pack.make()
    #expect(try pack.said(0).contains("fell "))
  }

  @discardableResult private func good(_ command: String) throws -> String {
    try session.good(command)
  }
}
