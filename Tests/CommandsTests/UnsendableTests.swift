import Foundation
import Testing

/// What must not get lost, or be sent, where one side has to give way.
@Suite struct UnsendableTests {
  private let clones: TwoClones

  init() throws { clones = try TwoClones() }

  @Test(arguments: ["shared", "served"])
  func `Nothing is sent that leans on what has to go, from two computers either`(setUp: String)
    throws
  {
    try clones.begin(setUp, "writ people roles bruno --add registrar && writ sync")
    try clones.good("cp -Rp $WORK/at-bruno $WORK/laptop")
    try clones.good("cd $WORK/laptop && writ ack social-media --yes && writ sync")
    try clones.good("cd $WORK/acme && writ people roles chen --add cook && writ sync")
    try clones.good("cd $WORK/at-bruno && writ people roles chen --add baker")
    try clones.good("writ ack social-media --decline --yes")
    let held = try clones.bad("writ sync")
    #expect(!held.contains("Sent") && held.contains("hint: writ sync --give-way"), "\(held)")
    try clones.good("writ sync --give-way")
    try clones.expectInStep()
    try clones.good("cd $WORK/acme && writ sync && writ verify --no-cache")
    #expect(try clones.good("writ status").contains("bruno"))
  }

  @Test func `What leans on a change that somebody was faster with during the push stays here`()
    throws
  {
    try clones.begin("shared", "writ people roles bruno --add registrar && writ sync")
    try clones.good("cd $WORK/acme && writ people roles chen --add cook")
    try clones.good("cd $WORK/at-bruno && writ people roles chen --add baker")
    try clones.good("writ ack social-media --yes")
    try wrapGit(on: "push", doing: "writ sync --repository $WORK/acme >/dev/null 2>&1")
    let late = try clones.bad("PATH=$WORK/wrap:$PATH writ sync")
    #expect(late.contains("it leans on what was not taken"), "\(late)")
    #expect(try clones.bad("writ sync").contains("hint: writ sync --give-way"))
    try clones.good("writ sync --give-way")
    try clones.expectInStep()
  }

  @Test func `Another person's records in the same clone are signed again before anything goes`()
    throws
  {
    try clones.begin("shared", "writ people roles bruno --add publisher && writ sync")
    try clones.good("writ publish social-media && writ sync && cd $WORK/at-bruno")
    try clones.good("writ publish social-media && writ ack social-media --yes")
    try clones.good("writ ack social-media@1.0 --decline --yes --person chen --key $WORK/chen")
    try clones.good("writ ack social-media --yes --person chen --key $WORK/chen")
    let before = try clones.good("git rev-parse refs/writ/published")
    let named = try clones.bad("writ sync --give-way")
    #expect(named.contains("what 'chen' signed here leans on what would be dropped"), "\(named)")
    #expect(named.contains("hint: writ sync --give-way --person chen"), "\(named)")
    #expect(try clones.good("git rev-parse refs/writ/published") == before)
    let given = try clones.good("writ sync --give-way --person chen --key $WORK/chen")
    #expect(given.contains("dropped, to be done again: 1 publication"), "\(given)")
    try clones.expectInStep()
  }

  @Test func `A server that rewrites its history while one gives way gets nothing given up`() throws
  {
    try clones.begin("shared", "writ people roles bruno --add publisher && writ sync")
    try clones.good("cp -Rp $WORK/shared.git $WORK/evil.git && git init -q $WORK/other")
    try clones.good("cd $WORK/other && git remote add origin $WORK/evil.git && writ sync")
    try clones.good("git config writ.person ana && git config user.signingkey $WORK/ana")
    try clones.good("writ publish social-media && writ sync && cd $WORK/at-bruno")
    try clones.good("writ publish social-media && writ sync && writ ack social-media --yes")
    try clones.good("writ sync")
    let before = try clones.good("git for-each-ref refs/writ refs/tags")
    let swap =
      "[ ! -e $WORK/seen ] || { rm -rf $WORK/shared.git; cp -Rp $WORK/evil.git $WORK/shared.git; }"
    try wrapGit(on: "ls-remote", doing: "\(swap); touch $WORK/seen", once: false)
    let alarm = try clones.bad("PATH=$WORK/wrap:$PATH writ sync --give-way")
    #expect(alarm.contains("alarm: refs/writ/published"), "\(alarm)")
    #expect(try clones.good("git for-each-ref refs/writ refs/tags") == before)
  }

  @Test(arguments: ["shared", "served"])
  func `Of two who publish before anybody else did the second gives way as well`(setUp: String)
    throws
  {
    try clones.session.setUp("company")
    try clones.good("writ people roles bruno --add publisher")
    let hooks =
      "writ hooks install --server --repository $WORK/shared.git --fingerprint "
      + "$(git config writ.repository)"
    try clones.good(
      "git init -q --bare $WORK/shared.git && git remote add origin $WORK/shared.git && "
        + (setUp == "served" ? hooks : "true")
    )
    try clones.good("writ sync && git clone -q $WORK/shared.git $WORK/at-bruno")
    try clones.good("cd $WORK/at-bruno && writ sync && git config writ.person bruno")
    try clones.good("git config user.signingkey $WORK/bruno && writ publish social-media")
    try clones.good("cd $WORK/acme && writ publish social-media && writ sync && cd $WORK/at-bruno")
    #expect(try clones.bad("writ sync").contains("hint: writ sync --give-way"))
    let given = try clones.good("writ sync --give-way")
    #expect(given.contains("dropped, to be done again: 1 publication"), "\(given)")
    try clones.expectInStep()
  }

  @Test func `A changed file in the way is said before anything is dropped`() throws {
    try clones.begin("shared", "writ people roles bruno --add publisher && writ sync")
    for name in ["one", "two"] {
      try clones.good("echo '# \(name)' > questions/\(name).md && writ propose -m \(name)")
      try clones.good("rm questions/\(name).md && writ sync && cd $WORK/at-bruno && writ sync")
      try clones.good("writ review \(name) --approve && writ sync && cd $WORK/acme && writ sync")
    }
    try clones.good("\(clones.there("bruno")) && writ merge one && writ sync && cd $WORK/at-bruno")
    try clones.good("writ merge two && writ publish social-media && writ ack social-media --yes")
    try clones.good("echo mine >> questions/two.md")
    let before = try clones.good("git for-each-ref refs/writ refs/tags refs/heads/main")
    let told = try clones.bad("writ sync --give-way")
    #expect(told.contains("files that you changed here stand in its way"), "\(told)")
    #expect(try clones.good("git for-each-ref refs/writ refs/tags refs/heads/main") == before)
    try clones.good("git checkout -q questions/two.md && writ sync --give-way")
    try clones.expectInStep()
  }

  @Test(arguments: ["shared", "served"])
  func `A proposal that waits to be sent is sent beside what has to go`(setUp: String) throws {
    try clones.begin(setUp, "writ people roles bruno --add registrar && writ sync")
    try clones.good("writ people roles chen --add cook && writ sync && cd $WORK/at-bruno")
    try clones.good("writ people roles chen --add baker && echo '# more' >> goals.yml")
    try clones.good("writ propose -m 'Even more' && git checkout -q goals.yml")
    #expect(try clones.bad("writ sync").contains("Sent: 1 proposal revision"))
    try clones.good("writ sync --give-way")
    try clones.expectInStep()
    #expect(try clones.good("writ proposals").contains("bruno/even-more"))
  }

  @Test(arguments: [("R-APPROVAL", true), ("R-NEWER", false)])
  func `What a server judged is given up, not what it is too old for`(code: String, isGiven: Bool)
    throws
  {
    try clones.begin("shared")
    try clones.good("echo '# one' > questions/one.md && writ propose -m one && writ sync")
    try clones.good("rm questions/one.md && cd $WORK/at-bruno && writ sync")
    try clones.good("writ review one --approve && writ sync && writ merge one")
    let hook = "#!/bin/sh\necho 'refused: refs/heads/main: no [\(code)]' >&2\nexit 1\n"
    let path = clones.session.work + "/shared.git/hooks/pre-receive"
    try hook.write(toFile: path, atomically: true, encoding: .utf8)
    try clones.good("chmod +x $WORK/shared.git/hooks/pre-receive")
    let merged = try clones.good("git rev-parse refs/heads/main")
    #expect(try clones.bad("writ sync").contains("--give-way") == isGiven)
    let (said, _) = try clones.session.shell("writ sync --give-way")
    #expect(said.contains("dropped, to be done again: 1 merge") == isGiven, "\(said)")
    #expect(try (clones.good("git rev-parse refs/heads/main") != merged) == isGiven)
    try clones.good("writ verify")
  }

  /// Lets something happen just before Git does what is named, in the shells that put it first.
  private func wrapGit(on word: String, doing action: String, once: Bool = true) throws {
    let guarded = once ? "[ -e $WORK/done ] || { touch $WORK/done; \(action); }" : action
    let script = """
      #!/bin/sh
      case " $* " in *" \(word) "*) \(guarded) ;; esac
      exec /usr/bin/git "$@"
      """
    let folder = clones.session.work + "/wrap"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try script.write(toFile: folder + "/git", atomically: true, encoding: .utf8)
    try clones.good("chmod +x $WORK/wrap/git")
  }
}
