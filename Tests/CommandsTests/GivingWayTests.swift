import Foundation
import Testing

/// Two people who decide the same thing at the same time, and the one who comes second.
@Suite struct GivingWayTests {
  private let clones: TwoClones
  private var session: Session { clones.session }

  init() throws { clones = try TwoClones() }

  @Test(arguments: ["shared", "served", "ledgered"])
  func `Of two who publish the same version at once the second takes the first one's`(
    setUp: String
  ) throws {
    try clones.begin(setUp, "writ people roles bruno --add publisher && writ sync")
    try clones.good("writ publish social-media && writ sync")
    try clones.good("cd $WORK/at-bruno && writ publish social-media && writ ack social-media --yes")
    let refused = try clones.bad("writ sync")
    #expect(refused.contains("not in step: refs/tags/policy/social-media/2.0"), "\(refused)")
    #expect(refused.contains("hint: writ sync --give-way"), "\(refused)")
    let given = try clones.good("writ sync --give-way")
    #expect(given.contains("dropped, to be done again: 1 publication"), "\(given)")
    #expect(given.contains("dropped, to be done again: 1 acknowledgement"), "\(given)")
    try clones.expectInStep()
    #expect(try clones.good("writ todo --person bruno").contains("2.0  to sign by"))
    #expect(try clones.good("writ ack social-media --yes && writ sync").contains("Sent: 1 ack"))
    #expect(try clones.good("cd $WORK/acme && writ sync && writ verify").contains("are good"))
  }

  @Test(arguments: ["shared", "served", "ledgered"])
  func `Who entered somebody while another registrar did signs again what leans on it`(
    setUp: String
  ) throws {
    try clones.begin(setUp, "writ people roles bruno --add registrar && writ sync")
    try clones.good("echo '# even more' >> goals.yml && writ propose -m 'Even more' && writ sync")
    try clones.good(clones.there("bruno"))
    try clones.good("writ people roles bruno --add cook && writ sync")
    try clones.good("cd $WORK/at-bruno && writ people roles chen --add baker")
    try clones.good("writ review even-more --approve && writ ack social-media --yes")
    let held = try clones.bad("writ sync")
    #expect(held.contains("not in step: refs/writ/registry"), "\(held)")
    #expect(!held.contains("Sent"), "what leans on it was sent: \(held)")
    let given = try clones.good("writ sync --give-way")
    #expect(given.contains("dropped, to be done again: 1 registry change"), "\(given)")
    #expect(given.contains("signed again, since"), "\(given)")
    #expect(given.contains("Sent: 1 acknowledgement, 1 review"), "\(given)")
    try clones.expectInStep()
    #expect(
      try clones.good("writ people roles chen --add baker && writ sync").contains("Sent: 1 reg")
    )
    #expect(
      try clones.good("cd $WORK/acme && writ sync && writ merge even-more").contains("Merged")
    )
  }

  @Test(arguments: ["shared", "served", "ledgered"])
  func `A merge that came second is dropped, and done again by one word`(setUp: String) throws {
    try clones.begin(setUp)
    for name in ["one", "two"] {
      try clones.good(
        "echo '# \(name)' > questions/\(name).md && writ propose -m \(name) && writ sync"
      )
      try clones.good("rm questions/\(name).md")
      try clones.good(
        "cd $WORK/at-bruno && writ sync && writ review \(name) --approve && writ sync"
      )
      try clones.good("cd $WORK/acme && writ sync")
    }
    try clones.good("\(clones.there("bruno")) && writ merge one && writ sync && cd $WORK/at-bruno")
    try clones.good("writ merge two && test -e questions/two.md")
    #expect(try clones.bad("writ sync").contains("hint: writ sync --give-way"))
    let given = try clones.good("writ sync --give-way")
    #expect(given.contains("dropped, to be done again: 1 merge"), "\(given)")
    #expect(try clones.good("ls questions; git status --short").contains("one.md\n"))
    #expect(try clones.good("writ merge two && writ sync").contains("Sent: 1 merge"))
    try clones.expectInStep()
  }

  @Test func `What waited too long for a server with receipts is made again`() throws {
    try clones.begin("ledgered")
    try clones.good("writ publish social-media")
    for _ in 0..<12 { try clones.good("true") }
    let late = try clones.bad("writ sync")
    #expect(late.contains("R-TIME") && late.contains("hint: writ sync --give-way"), "\(late)")
    #expect(try clones.good("writ sync --give-way").contains("again: 1 publication"))
    #expect(try clones.good("writ publish social-media && writ sync").contains("publication"))
    try clones.expectInStep()
  }

  @Test(arguments: ["shared", "served"])
  func `Nothing is given up to a server that went back`(setUp: String) throws {
    try clones.begin(setUp)
    try clones.good(
      "\(clones.there("bruno")) && git -C $WORK/shared.git update-ref refs/heads/main HEAD^"
    )
    let before = try clones.good("git rev-parse refs/heads/main")
    let alarm = try clones.bad("writ sync --give-way")
    #expect(alarm.contains("the server lost something"), "\(alarm)")
    #expect(try clones.good("git rev-parse refs/heads/main") == before)
    try clones.good("writ sync --restore")
    try clones.expectInStep()
  }

  @Test(.enabled(if: Tracing.isPossible, "strace is missing or may not trace here"))
  func `A kill while giving way leaves what is good, and giving way again ends it`() throws {
    try clones.begin(
      "shared",
      "writ people roles bruno --add registrar --add publisher && writ sync"
    )
    try clones.good("writ publish social-media && writ people roles chen --add cook && writ sync")
    try clones.good(
      "cd $WORK/at-bruno && writ publish social-media && writ people roles chen --add baker"
    )
    try clones.good("writ ack social-media@1.0 --decline --yes && writ ack social-media --yes")
    #expect(try clones.bad("writ sync").contains("hint: writ sync --give-way"))
    try clones.good("mkdir $WORK/saved && cp -Rp $WORK/at-bruno $WORK/shared.git $WORK/saved")
    let restore = "cd $WORK && rm -rf at-bruno shared.git && cp -Rp saved/* . && cd at-bruno"
    let calls = "strace -f -qq -o /dev/null -e trace=\(KillTests.calls)"
    var (moment, isDone) = (0, false)
    while !isDone {
      moment += 1
      try clones.good(restore)
      let kill = "\(calls) -e inject=\(KillTests.calls):signal=KILL:when=\(moment)"
      isDone = try session.shell("\(kill) writ sync --give-way").status == 0
      let left = try session.shell("git fsck --strict --no-dangling && writ verify --no-cache")
      #expect(left.status == 0, "after a kill at \(moment): \(left.output)")
      let again = try session.shell("writ sync --give-way")
      #expect(again.status == 0, "again after a kill at \(moment): \(again.output)")
      #expect(try clones.good("writ sync && git status --short").contains("step"))
    }
    #expect(moment > 10)
    try clones.expectInStep()
  }
}
