import Foundation
import Testing

/// A pack of evidence in the hands of an expert, and of somebody who wants it to say something else.
@Suite struct EvidenceTests {
  private let session: Session
  private let pack: String

  init() throws {
    session = try Session()
    pack = session.work + "/writ-evidence-chen"
    try session.setUp("published")
    try good("writ ack social-media --yes --person chen --key $WORK/chen")
    try good("writ ack social-media --yes --withdraw --person chen --key $WORK/chen")
    try good("writ ack social-media --yes --person bruno --key $WORK/bruno")
  }

  @Test func `A pack is good for whoever has Git and OpenSSH, whatever their settings`() throws {
    try make("--person chen")
    let (output, status) = try session.shell(
      "mkdir -p $WORK/evil && printf '[alias]\\n\\tlog = !false\\n' > $WORK/evil/.gitconfig"
        + " && cd / && sh $WORK/writ-evidence-chen/verify.sh",
      extra: [
        "HOME": session.work + "/evil", "TZ": "Asia/Tokyo", "GIT_DIR": "/nowhere",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "gpg.ssh.program", "LC_ALL": "de_DE.UTF-8",
        "GIT_CONFIG_VALUE_0": "/bin/true", "WRIT_VERIFY": "clean", "CDPATH": "/tmp",
      ]
    )
    #expect(status == 0 && output.hasSuffix("Everything in this pack is good\n"), "\(output)")
    #expect(try files() == expected)
  }

  private var expected: [String] {
    [
      "MANIFEST", "MANIFEST.sig", "VERIFY.md", "people/chen.md", "repository.bundle",
      "signers/ana", "signers/chen", "texts/social-media-1.0.md", "verify.sh",
    ]
  }

  @Test func `The identity that the expert was told decides`() throws {
    try make("--person chen")
    let identity = try good("git config writ.repository").trimmingCharacters(in: .newlines)
    #expect(try session.shell("sh \(pack)/verify.sh \(identity)").status == 0)
    let other = String(repeating: "0", count: 64)
    let (output, status) = try session.shell("sh \(pack)/verify.sh \(other)")
    #expect(status == 1 && output.contains("BAD  this is repository \(identity)"))
  }

  @Test func `One flipped bit anywhere is noticed`() throws {
    try make("--person chen")
    for name in try files() {
      let file = URL(fileURLWithPath: "\(pack)/\(name)")
      let genuine = try Data(contentsOf: file)
      for place in Set([0, genuine.count / 3, genuine.count / 2, genuine.count - 1]) {
        var changed = genuine
        changed[place] ^= 1
        try changed.write(to: file)
        let (output, status) = try session.shell("sh \(pack)/verify.sh")
        #expect(status != 0, "\(name), byte \(place): \(output)")
      }
      try genuine.write(to: file)
    }
    #expect(try session.shell("sh \(pack)/verify.sh").status == 0)
  }

  @Test(arguments: [
    "rm people/chen.md", "rm signers/chen", "touch extra", "touch texts/.hidden", "rm MANIFEST.sig",
    "ln -s /etc/passwd texts/link", "mkfifo pipe", "cp signers/ana signers/eve",
    "mv texts/social-media-1.0.md texts/social-media-9.0.md",
  ])
  func `A file that is missing, added or moved is noticed`(change: String) throws {
    try make("--person chen")
    try good("cd \(pack) && \(change)")
    #expect(try session.shell("sh \(pack)/verify.sh").status != 0)
  }

  @Test func `A record that is left out is noticed, whoever signs the list anew`() throws {
    try make("--person chen")
    let ref = "refs/writ/records/3a/chen"
    // The first record goes: its successor names it, so no chain without it is whole.
    try good("git update-ref \(ref) $(git commit-tree -m x $(git mktree </dev/null))")
    try forge(ref, count: 1)
    #expect(try session.shell("sh \(pack)/verify.sh").output.contains("is made by nobody"))
  }

  @Test func `A list that somebody else signed, or nobody, is refused`() throws {
    try make("--person chen")
    let sign = "ssh-keygen -q -Y sign -n writ-evidence -f $WORK/chen MANIFEST"
    try good("cd \(pack) && rm MANIFEST.sig && \(sign)")
    let (output, status) = try session.shell("sh \(pack)/verify.sh")
    #expect(status == 1 && output.contains("BAD  MANIFEST is not signed by ana"))
    let other = "ssh-keygen -q -Y sign -n git -f $WORK/ana MANIFEST"
    try good("cd \(pack) && rm MANIFEST.sig && \(other)")
    #expect(try session.shell("sh \(pack)/verify.sh").status == 1)
  }

  @Test func `With receipts a record cut off at the end is noticed although its maker signs`()
    throws
  {
    try good("ssh-keygen -q -t ed25519 -N '' -f $WORK/server")
    try good("writ ledger appoint server --key $WORK/server.pub")
    try good("git init -q --bare $WORK/shared.git && git remote add origin $WORK/shared.git")
    try good(
      "writ hooks install --server --repository $WORK/shared.git"
        + " --fingerprint $(git config writ.repository) --key $WORK/server"
    )
    try good("writ sync")
    try good("writ ack social-media --yes --person chen --key $WORK/chen && writ sync && writ sync")
    try make("--person chen")
    #expect(try session.shell("sh \(pack)/verify.sh").status == 0)
    let ref = "refs/writ/records/3a/chen"
    try good(
      "cp -R \(pack) $WORK/whole && sed -i.old '/^chain refs.writ.ledger /d' \(pack)/MANIFEST"
    )
    try forge(ref, count: 3)
    let without = try session.shell("sh \(pack)/verify.sh")
    #expect(without.status == 1 && without.output.contains("names a receipt that is not here"))
    try good("cd $WORK/acme && rm -r \(pack) && mv $WORK/whole \(pack)")
    try good("git update-ref \(ref) \(ref)~1")
    try forge(ref, count: 2)
    let (output, status) = try session.shell("sh \(pack)/verify.sh")
    #expect(status == 1 && output.contains("BAD  the server received"), "\(output)")
  }

  @Test func `A policy's pack has everybody who signed it`() throws {
    try make("--policy social-media", in: "social-media")
    let folder = session.work + "/writ-evidence-social-media"
    #expect(try session.shell("sh \(folder)/verify.sh").status == 0)
    #expect(try good("ls \(folder)/people") == "bruno.md\nchen.md\n")
  }

  @Test func `The approvals of each change are in the pack, and leaving one out is noticed`() throws
  {
    try change("A few words are enough", "A few words will do", as: "words")
    try good("writ publish social-media")
    try make("--person chen")
    let (output, status) = try session.shell("sh \(pack)/verify.sh")
    #expect(status == 0 && output.contains("ok   each approval that main"), "\(output)")
    let acts = try good("git for-each-ref --format='%(refname)' refs/writ/acts/*/bruno").dropLast()
    #expect(try good("cat \(pack)/MANIFEST").contains("chain \(acts) "))
    try good("git update-ref refs/kept \(acts) && git update-ref -d \(acts)")
    try good("sed -i.old '\\|^chain \(acts) |d' \(pack)/MANIFEST && rm \(pack)/MANIFEST.old")
    try forge("refs/writ/records/3a/chen", count: 2)
    let missing = try session.shell("sh \(pack)/verify.sh").output
    #expect(missing.contains("BAD  bruno's approval of "), "\(missing)")
  }

  @Test func `An approval of other words, or by the author, is noticed`() throws {
    try change("A few words are enough", "A few words will do", as: "words")
    try make("--person chen")
    try good("git update-ref refs/writ/kept main")
    for (field, value, finding) in [
      ("Writ-Verdict", "comment", "approved something else"),
      ("Writ-Change-Digest", String(repeating: "0", count: 64), "approved something else"),
      ("Writ-Role", "publisher", "was no publisher"),
      ("Writ-Proposal", "bruno/words", "a change of their own"),
      ("Writ-Target", String(repeating: "0", count: 40), "another proposal or class"),
    ] {
      try good("cd $WORK/acme")
      try forgeReview(field, value)
      let (output, status) = try session.shell("sh \(pack)/verify.sh")
      #expect(status == 1 && output.contains(finding), "\(field): \(output)")
      try good("git -C $WORK/acme update-ref refs/heads/main refs/writ/kept")
    }
  }

  @Test func `Changes of the registry bring their approvals along`() throws {
    try good("writ people roles bruno --add registrar && writ people threshold 2")
    try good("writ people leave chen --yes")
    try good("writ review ana/registry-leave-chen --approve --person bruno --key $WORK/bruno")
    try good("writ merge ana/registry-leave-chen")
    try make("--person chen")
    let (output, status) = try session.shell("sh \(pack)/verify.sh")
    #expect(status == 0, "\(output)")
    #expect(try good("cat \(pack)/MANIFEST").contains("/bruno "))
    // The list stays good without the proposal, but who made it could then have approved it.
    try forge("refs/writ/records/3a/chen", count: 2)
    let without = try session.shell("sh \(pack)/verify.sh").output
    #expect(without.contains("BAD  the proposal "), "\(without)")
    try sign("refs/writ/registry", without: "^Writ-Approval")
    let alone = try session.shell("sh \(pack)/verify.sh").output
    #expect(alone.contains("BAD  1 of 2 registrars agreed to "), "\(alone)")
  }

  @Test func `Too few approvals by the rules before the change are noticed`() throws {
    try change("A few words are enough", "A few words will do", as: "words")
    try make("--person chen")
    try sign("refs/heads/main", without: "^Writ-Approval")
    let (output, status) = try session.shell("sh \(pack)/verify.sh")
    #expect(status == 1 && output.contains("needed 1 of the role legal"), "\(output)")
  }

  @Test(arguments: [
    (form: "\\n      - accounts.yml", status: Int32(0)), ("[\\x27accounts.yml\\x27]", 2),
  ])
  func `Rules are read in the forms of everyday, and others are left to a person`(
    form: String,
    status: Int32
  ) throws {
    try change("[\"accounts.yml\"]", form, as: "rules", in: "writ.yml")
    try change("A few words are enough", "A few words will do", as: "words")
    try make("--person chen")
    let (output, found) = try session.shell("sh \(pack)/verify.sh")
    #expect(found == status, "\(output)")
    #expect(output.contains("READ the rules before") == (status == 2), "\(output)")
    #expect(output.contains("Everything in this pack is good") == (status == 0), "\(output)")
  }

  @Test func `Nothing that a terminal would obey comes out of a pack`() throws {
    try make("--person chen")
    try good("printf 'file %064d \\033]0;owned\\007\\n' 0 >> \(pack)/MANIFEST")
    try good(
      "cd \(pack) && rm MANIFEST.sig && ssh-keygen -q -Y sign -n writ-evidence -f $WORK/ana MANIFEST"
    )
    let (output, status) = try session.shell("sh \(pack)/verify.sh")
    #expect(status == 1 && output.contains("owned is missing"), "\(output)")
    #expect(!output.contains("\u{1B}") && !output.contains("\u{7}"))
  }

  @Test func `A pack is good before anything was published`() throws {
    let other = try Session()
    try other.setUp("company")
    try other.good(
      "writ evidence --person chen -o $WORK/p.zip && cd $WORK && python3 -m zipfile -e p.zip ."
    )
    #expect(try other.good("sh writ-evidence-chen/verify.sh").hasSuffix("in this pack is good\n"))
  }

  @Test func `Nothing is packed that is not good`() throws {
    try good("git update-ref refs/tags/policy/social-media/1.0 main")
    let (output, status) = try session.shell("writ evidence --person chen -o $WORK/chen.zip")
    #expect(status == 1 && output.contains("nothing was packed"))
    #expect(!FileManager.default.fileExists(atPath: session.work + "/chen.zip"))
  }

  /// A change that bruno approved, merged.
  private func change(
    _ old: String,
    _ new: String,
    as name: String,
    in file: String = "policies/social-media/policy.md"
  ) throws {
    try good(
      """
      perl -pi -e 's/\\Q\(old)\\E/\(new)/' \(file) \
      && writ propose --as \(name) -m Words && git restore . \
      && writ review \(name) --approve --person bruno --key $WORK/bruno && writ merge \(name)
      """
    )
  }

  /// Makes bruno's review and ana's merge anew, all signed, with another value in one field.
  private func forgeReview(_ field: String, _ value: String) throws {
    let script = """
      seal() { # seal KEY <COMMIT: signs what stock Git would have signed
        cat > $WORK/c && ssh-keygen -q -Y sign -n git -f $1 < $WORK/c > $WORK/s
        { sed '/^$/,$d' $WORK/c; sed '1s/^/gpgsig /; 2,$s/^/ /' $WORK/s; sed -n '/^$/,$p' $WORK/c; } > $WORK/f
        git hash-object -t commit -w $WORK/f
      }
      plain() { git cat-file commit $1 | sed '/^gpgsig/,/END SSH/d'; }
      acts=$(git for-each-ref --format='%(refname)' 'refs/writ/acts/*/bruno')
      git rev-parse -q --verify refs/keep-review >/dev/null || git update-ref refs/keep-review $acts
      old=$(git rev-parse refs/keep-review)
      new=$(plain $old | sed 's|^\(field): .*|\(field): \(value)|' | seal $WORK/bruno)
      merge=$(plain main | sed -e "s|^Writ-Approval: bruno .*|Writ-Approval: bruno $new|" \
        -e '\(field == "Writ-Proposal" ? "s|^\(field): .*|\(field): \(value)|" : "")' | seal $WORK/ana)
      git update-ref $acts $new && git update-ref refs/heads/main $merge
      cd \(pack) && for ref in $acts refs/heads/main; do
        tip=$(git -C $WORK/acme rev-parse $ref)
        sed -i.old "s|^chain $ref [0-9a-f]* |chain $ref $tip |" MANIFEST && rm MANIFEST.old
      done; cd $WORK/acme
      """
    try script.write(toFile: session.work + "/forge.sh", atomically: true, encoding: .utf8)
    try good("sh -e $WORK/forge.sh")
    try forge("refs/writ/records/3a/chen", count: 2)
  }

  /// Makes the newest link of a chain anew without some lines, signed by its author, ana.
  private func sign(_ ref: String, without lines: String) throws {
    let script = """
      git cat-file commit \(ref) | sed '/^gpgsig/,/END SSH/d; /\(lines)/d' > $WORK/c
      ssh-keygen -q -Y sign -n git -f $WORK/ana < $WORK/c > $WORK/s
      { sed '/^$/,$d' $WORK/c; sed '1s/^/gpgsig /; 2,$s/^/ /' $WORK/s; sed -n '/^$/,$p' $WORK/c; } > $WORK/f
      git update-ref \(ref) $(git hash-object -t commit -w $WORK/f)
      sed -i.old "s|^chain \(ref) [0-9a-f]* |chain \(ref) $(git rev-parse \(ref)) |" \(pack)/MANIFEST
      rm \(pack)/MANIFEST.old
      """
    try script.write(toFile: session.work + "/sign.sh", atomically: true, encoding: .utf8)
    try good("cd $WORK/acme && sh -e $WORK/sign.sh")
    try forge("refs/writ/records/3a/chen", count: 2)
  }

  /// Packs the repository as it is now, with the list made to fit and signed by its maker.
  private func forge(_ ref: String, count: Int) throws {
    let refs =
      "$(sed -n 's/^chain \\([^ ]*\\) .*/\\1/p; s/^tag \\([^ ]*\\) .*/\\1/p' \(pack)/MANIFEST)"
    try good("git bundle create -q \(pack)/repository.bundle \(refs)")
    try good(
      """
      sum=$(sha256sum < \(pack)/repository.bundle | cut -d' ' -f1); tip=$(git rev-parse \(ref))
      cd \(pack) && sed -i.old -e "s|^file [0-9a-f]* repository.bundle|file $sum repository.bundle|" \
        -e "s|^chain \(ref) .*|chain \(ref) $tip \(count)|" MANIFEST && rm MANIFEST.old MANIFEST.sig
      ssh-keygen -q -Y sign -n writ-evidence -f $WORK/ana MANIFEST
      """
    )
  }

  private func make(_ words: String, in name: String = "chen") throws {
    try good("writ evidence \(words) -o $WORK/pack.zip")
    try good("cd $WORK && python3 -m zipfile -t pack.zip && python3 -m zipfile -e pack.zip .")
    try good("cd $WORK/acme")
  }

  private func files() throws -> [String] {
    try good("cd \(pack) && find . -type f | sed 's|^./||' | LC_ALL=C sort; cd $WORK/acme")
      .split(separator: "\n").map(String.init)
  }

  @discardableResult
  private func good(_ command: String) throws -> String {
    let (output, status) = try session.shell(command)
    #expect(status == 0, "\(command): \(output)")
    return output
  }
}
