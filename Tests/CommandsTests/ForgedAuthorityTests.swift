import Testing

/// A pack whose maker lets somebody speak who had no say: the script notices without Writ.
@Suite struct ForgedAuthorityTests {
  private let session: Session
  private let pack: ChensPack

  init() throws {
    session = try Session()
    pack = ChensPack(session)
    try session.setUp("published")
    try session.good("writ ack social-media --yes --person chen --key $WORK/chen")
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/evil")
    try pack.make()
    #expect(try pack.said(0).contains("Everything in this pack is good"))
  }

  /// Words of a shell: who signs a commit, what the next record of a chain says, a person's part of a name.
  private static let words = """
    as() { # as PERSON KEY TREE PARENTS…: makes a commit of the message that comes in
      (
        export GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$1@writ.invalid
        export GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$1@writ.invalid
        key=$2 tree=$3 && shift 3
        git -c gpg.format=ssh -c user.signingkey=$WORK/$key commit-tree -S \\
          $(for parent; do printf ' -p %s' $parent; done) -F - $tree
      )
    }
    part() { printf %s $1 | sha256sum | cut -c1-2; }
    next() { # next REF: the newest message of a chain as the one after it would have it
      number=$(($(git rev-list --count $1) + 1))
      git log -1 --format=%B $1 | sed '$d' | sed "1s/[0-9]*\\$/$number/
        s/^Writ-Sequence: .*/Writ-Sequence: $number/; s/^Writ-Version: [0-9]*$/Writ-Version: $number/
        s/^Writ-Previous: .*/Writ-Previous: $(git cat-file commit $1 | sha256sum | cut -d' ' -f1)/"
    }
    plant() { # plant TREE COMMAND: the tree as a command leaves it
      rm -rf $WORK/planted && mkdir $WORK/planted && git archive $1 | tar -xC $WORK/planted
      (cd $WORK/planted && set -e && eval "$2") || exit 1
      GIT_INDEX_FILE=$WORK/planting && export GIT_INDEX_FILE && rm -f $WORK/planting
      git --work-tree=$WORK/planted add -Af . && git write-tree
      unset GIT_INDEX_FILE
    }
    evil='valid-after="20260105090000Z" '$(cut -d' ' -f1,2 $WORK/evil.pub)
    none=4b825dc642cb6eb9a060e54bf8d69288fbee4904

    """

  /// How a version of the registry gets a key in, with which it is signed, and what is said of it.
  private static let entries = [
    ("echo \"ana namespaces=\\\"git\\\",$evil\" >>signers/$(part ana)", "evil", "was not ana's"),
    ("echo \"\\\"chen\\\" namespaces=\\\"git\\\",$evil\" >>signers/3a", "ana", "in a form that"),
    ("echo \"chen,ana namespaces=\\\"git\\\",$evil\" >>signers/3a", "ana", "in a form that"),
    ("echo \"chen cert-authority,$evil\" >>signers/3a", "ana", "in a form that"),
    (
      "printf '%s' \"$(cat signers/3a)\" >$WORK/half; cp $WORK/half signers/3a", "ana", "whole line"
    ),
    ("rm signers/3a", "ana", "a key is taken away"),
    ("sed -i.old s/20260105/20250105/ signers/3a; rm signers/*.old", "ana", "a key is changed"),
    ("sed -i.old \"s/^chen /bruno /\" signers/3a; rm signers/*.old", "ana", "a key is changed"),
    (
      "sed \"s/^chen /bruno /\" signers/3a >>signers/$(part bruno)", "ana",
      "comes for a second time"
    ),
    (
      "echo \"chen namespaces=\\\"git\\\",$evil\" >>signers/3a", "ana",
      "alone gave chen a further key"
    ),
  ]

  /// What a version of the registry may never do besides, and what is said of it.
  private static let losses = [
    ("rm people/3a.csv", "a person is taken away"),
    (
      "sed -i.old \"s/2026-01-05/2025-01-05/\" people/3a.csv; rm people/*.old",
      "a person is changed"
    ),
    ("sed -i.old \"/^chen/s/$/2026-01-06T00:00:00Z/\" people/3a.csv; rm people/*.old", "has left"),
    ("echo chen >>people/3a.csv", "a person is listed in another form"),
    ("rm roles.yml", "roles.yml of the registry is gone"),
    (
      "sed -i.old \"s/^publisher.*/& # [chen]/\" roles.yml; rm *.old",
      "roles are written in another form"
    ),
    ("sed -i.old \"s/^seed: ./seed: /\" registry.yml; rm *.old", "another seed's"),
    (
      "sed -i.old \"s/^threshold.*/threshold: 9/\" registry.yml; rm *.old",
      "not those of a registry"
    ),
    (
      "mkdir -p signers/3a-old && cp signers/3a signers/3a-old/x", "a file has a name that none has"
    ),
  ]

  @Test(arguments: losses)
  func `No version of the registry loses or turns what was there`(edit: String, finding: String)
    throws
  {
    try expectRefused(edit, signedBy: "ana", finding)
  }

  @Test(arguments: entries)
  func `No version of the registry gives anybody a key that is not theirs`(
    edit: String,
    key: String,
    finding: String
  ) throws {
    try expectRefused(edit, signedBy: key, finding)
  }

  @Test func `A key that has ended consents to no further one, whatever time its consent claims`()
    throws
  {
    let then = try session.good("echo $GIT_COMMITTER_DATE").dropLast()
    try good(
      """
      git clone -q --mirror . $WORK/thief && git -C $WORK/thief config writ.person ana
      git -C $WORK/thief config user.signingkey $WORK/ana && writ people revoke chen --yes
      """
    )
    try good(
      """
      export GIT_COMMITTER_DATE='\(then)' GIT_AUTHOR_DATE='\(then)' && cd $WORK/thief
      writ people rotate --to $WORK/evil --person chen --key $WORK/chen
      writ people admit chen --yes && cd $WORK/acme && git fetch -q $WORK/thief refs/writ/registry:refs/kept/papers
      """
    )
    let papers = "git -C $WORK/acme archive refs/kept/papers enrolments vouches | tar -x"
    let key =
      "echo \"chen namespaces=\\\"git\\\",$evil\" >>signers/3a; LC_ALL=C sort -o signers/3a signers/3a"
    try expectRefused("\(papers); \(key)", signedBy: "ana", "alone gave chen a further key")
    let verdict = try session.shell("writ verify --no-cache").output
    #expect(verdict.contains("the consent is by a key that had ended"), "\(verdict)")
  }

  /// A next version of the registry, made of the newest one by an edit: the script refuses it.
  private func expectRefused(_ edit: String, signedBy key: String, _ finding: String) throws {
    try good(
      """
      ref=refs/writ/registry && tree=$(plant $ref '\(edit)')
      next $ref | sed "s/^Writ-Registry: .*/Writ-Registry: $(git rev-parse $ref)/" >$WORK/version
      git update-ref $ref $(as ana \(key) $tree $(git rev-parse $ref) <$WORK/version)
      """
    )
    #expect(try session.shell("writ verify --no-cache").status == 1)
    try pack.anew(["refs/writ/registry"])
    let said = try pack.said()
    #expect(said.contains(finding), "\(said)")
  }

  @Test func `A key says nothing that cites a registry from before it`() throws {
    try good(
      """
      old=$(git rev-parse refs/writ/registry)
      writ people rotate --to $WORK/evil --person chen --key $WORK/chen
      writ people admit chen --without-code --yes
      ref=refs/writ/records/3a/chen
      next $ref | sed "s/^Writ-Registry: .*/Writ-Registry: $old/
        s/^Writ-Action: .*/Writ-Action: withdraw/; s/^Writ-Reason: .*/Writ-Reason: disagree/" >$WORK/word
      git update-ref $ref $(as chen evil $none $(git rev-parse $ref) <$WORK/word)
      """
    )
    #expect(try session.shell("writ verify --no-cache").output.contains("[R-KEY]"))
    try pack.anew(["refs/writ/registry", "refs/writ/records/3a/chen"])
    #expect(try pack.said().contains("was not chen's in the registry that it names"))
  }

  @Test(arguments: [
    ("publish", "publishes what was never on main"), ("withdraw", "withdraws what does not stand"),
  ])
  func `A text that was never on main is no version`(action: String, finding: String) throws {
    try good(
      """
      main=$(git rev-parse main) && tree=$(plant main 'echo Fined. >>policies/social-media/policy.md')
      beside=$(echo Beside | as ana ana $tree $main)
      blob=$(git rev-parse $beside:policies/social-media/policy.md)
      sum=$(git cat-file blob $blob | sha256sum | cut -d' ' -f1)
      git cat-file tag policy/social-media/1.0 | sed '/^-----BEGIN/,$d' |
        sed "s/^object .*/object $beside/; s/1[.]0$/2.0/; s/^Writ-Digest: .*/Writ-Digest: $sum/" >$WORK/tag
      ssh-keygen -q -Y sign -n git -f $WORK/ana <$WORK/tag >$WORK/seal
      tag=$(cat $WORK/tag $WORK/seal | git hash-object -t tag -w --stdin)
      git update-ref refs/tags/policy/social-media/2.0 $tag
      ref=refs/writ/published
      next $ref | sed "s/^Writ-Action: .*/Writ-Action: \(action)/
        s/^Writ-Version: .*/Writ-Version: 2.0/; s/^Writ-Commit: .*/Writ-Commit: $beside/
        s/^Writ-Tag: .*/Writ-Tag: refs\\/tags\\/policy\\/social-media\\/2.0/
        s/^Writ-Tag-Object: .*/Writ-Tag-Object: $tag/; s/^Writ-Blob: .*/Writ-Blob: $blob/
        s/^Writ-Digest: .*/Writ-Digest: $sum/" >$WORK/word
      git update-ref $ref $(as ana ana $none $(git rev-parse $ref) <$WORK/word)
      echo "tag refs/tags/policy/social-media/2.0 $tag" >>\(pack.folder)/MANIFEST
      """
    )
    #expect(try session.shell("writ verify --no-cache").status == 1)
    try pack.anew(["refs/writ/published"])
    #expect(try pack.said().contains(finding))
  }

  @Test func `Nobody merges words of their own in another's name`() throws {
    try good(
      """
      sed -i.old 's/A few words are enough/A few words will do/' policies/social-media/policy.md
      writ propose social-media --as typo -m Typo --person chen --key $WORK/chen && git restore .
      writ review typo --approve --person bruno --key $WORK/bruno && git branch kept main && writ merge typo
      main=$(git rev-parse main) && git update-ref refs/heads/main kept
      tree=$(plant kept 'sed -i.old "s/A few words/Fines/" policies/social-media/policy.md; rm policies/*/*.old')
      change=$(git diff-tree -r kept $tree | tr '\\t' ' ' | while read -r a b old new s path; do
        echo "$path 100644 $(git cat-file blob $old | sha256sum | cut -d' ' -f1)" \\
          "100644 $(git cat-file blob $new | sha256sum | cut -d' ' -f1)"
      done | sha256sum | cut -d' ' -f1)
      acts=refs/writ/acts/$(part bruno)/bruno
      review=$(git log -1 --format=%B $acts | sed '$d' |
        sed "s/^Writ-Change-Digest: .*/Writ-Change-Digest: $change/" | as bruno bruno $none)
      git update-ref $acts $review
      git log -1 --format=%B $main | sed '$d' | sed "s/^Writ-Change-Digest: .*/Writ-Change-Digest: $change/
        s/^Writ-Approval: .*/Writ-Approval: bruno $review/" >$WORK/word
      git update-ref refs/heads/main $(as ana ana $tree kept $main^2 <$WORK/word)
      """
    )
    #expect(try session.shell("writ verify --no-cache").status == 1)
    let acts = try good("git for-each-ref --format='%(refname)' refs/writ/acts/*/bruno").dropLast()
    try pack.anew(["refs/heads/main", String(acts)])
    let said = try pack.said()
    #expect(said.contains("is not what was proposed"), "\(said)")
  }

  @Test func `An ended key makes no list of evidence`() throws {
    try good("writ people revoke chen --yes")
    try pack.make()
    let then = try good("git log -1 --format=%cI refs/writ/published").prefix(19)
    try good("cp $WORK/chen $WORK/ana && cp $WORK/chen.pub $WORK/ana.pub")
    try pack.claim("s/^made-by .*/made-by chen/; s/^made-at .*/made-at \(then)Z/")
    #expect(try pack.said().contains("MANIFEST is signed with a key of chen that had ended"))
  }

  @discardableResult private func good(_ command: String) throws -> String {
    try session.good(ForgedAuthorityTests.words + command)
  }
}
