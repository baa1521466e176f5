import Testing

/// A pack whose maker writes into its list what is not so, or leaves out what is: the script notices.
@Suite struct ForgedListTests {
  private let session: Session
  private let pack: ChensPack

  init() throws {
    session = try Session()
    pack = ChensPack(session)
    try session.setUp("published")
    try session.good("writ ack social-media --yes --person chen --key $WORK/chen")
    try pack.make()
  }

  @Test(arguments: [
    ("s/^person .*/& /", "a line of another form"), ("s/^person .*/&\\n&/", "says something twice"),
    ("s/^policy/person/; s/^person chen/Person chen/", "a line of another form"),
    ("s/^made-at .*/&\\nperson bruno/", "says something twice"),
  ])
  func `Nobody passes a person over by another form of the list`(edit: String, finding: String)
    throws
  {
    try pack.anew("/^chain refs.writ.records/d; \(edit)")
    #expect(try pack.said().contains("BAD  MANIFEST"))
    #expect(try pack.said().contains(finding))
  }

  @Test func `A tag that was never published is no version, whoever signed it`() throws {
    let tag = "refs/tags/policy/social-media/9.0"
    try session.good(
      """
      export GIT_COMMITTER_NAME=chen GIT_COMMITTER_EMAIL=chen@writ.invalid
      git -c gpg.format=ssh -c user.signingkey=$WORK/chen tag -s -m 'a version' \(tag.dropFirst(10)) main
      git cat-file blob main:policies/social-media/policy.md >\(pack.folder)/texts/social-media-9.0.md
      """
    )
    let object = try session.good("git rev-parse \(tag)").dropLast()
    let sum = try session.good("sha256sum <\(pack.folder)/texts/social-media-9.0.md").prefix(64)
    try pack.anew(
      "s|^made-at .*|&\\ntag \(tag) \(object)\\nfile \(sum) texts/social-media-9.0.md|"
    )
    #expect(try pack.said().contains("BAD  \(tag) was never published"))
  }

  @Test func `The texts that were signed are there`() throws {
    try session.good("rm -r \(pack.folder)/texts")
    try pack.claim("/ texts./d")
    #expect(
      try pack.said().contains("BAD  the text of refs/tags/policy/social-media/1.0 is missing")
    )
  }

  @Test func `An ended key makes no version, though the list has no key of its owner`() throws {
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/dave")
    try session.good("writ people add dave --key $WORK/dave.pub")
    try session.good("writ people roles dave --add registrar && writ people revoke dave --yes")
    try session.good(
      """
      ref=refs/writ/registry && number=$(($(git rev-list --count $ref) + 1))
      export GIT_COMMITTER_DATE="$(git log -1 --format=%ct $ref) +0000" GIT_AUTHOR_NAME=dave
      export GIT_AUTHOR_DATE="$GIT_COMMITTER_DATE" GIT_AUTHOR_EMAIL=dave@writ.invalid
      export GIT_COMMITTER_NAME=dave GIT_COMMITTER_EMAIL=dave@writ.invalid
      git log -1 --format=%B $ref | sed '$d' | sed "1s/.*/registry\\/1 dave $number/
        s/^Writ-Person: .*/Writ-Person: dave/
        s/^Writ-Sequence: .*/Writ-Sequence: $number/; s/^Writ-Version: [0-9]*$/Writ-Version: $number/
        s/^Writ-Registry: .*/Writ-Registry: $(git rev-parse $ref)/; /^Writ-Tip: /d
        s/^Writ-Previous: .*/Writ-Previous: $(git cat-file commit $ref | sha256sum | cut -d' ' -f1)/" >$WORK/word
      git update-ref $ref $(git -c gpg.format=ssh -c user.signingkey=$WORK/dave commit-tree -S \\
        -p $(git rev-parse $ref) -F $WORK/word $ref^{tree})
      """
    )
    #expect(try session.shell("writ verify --no-cache").output.contains("R-KEY"))
    try pack.anew(["refs/writ/registry"])
    let said = try pack.said()
    #expect(said.contains("is signed with a key of dave that had ended"), "\(said)")
  }
}
