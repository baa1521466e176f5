import Foundation
import Testing

/// Two people who decide the same thing at the same time, and the one who comes second.
@Suite struct GivingWayTests {
  private let session: Session

  init() throws { session = try Session() }

  @Test(arguments: ["shared", "served", "ledgered"])
  func `Of two who publish the same version at once the second takes the first one's`(
    setUp: String
  ) throws {
    try begin(setUp, "writ people roles bruno --add publisher && writ sync")
    try good("writ publish social-media && writ sync")
    try good("cd $WORK/at-bruno && writ publish social-media && writ ack social-media --yes")
    let refused = try bad("writ sync")
    #expect(refused.contains("not in step: refs/tags/policy/social-media/2.0"), "\(refused)")
    #expect(refused.contains("hint: writ sync --give-way"), "\(refused)")
    let given = try good("writ sync --give-way")
    #expect(given.contains("dropped, to be done again: 1 publication"), "\(given)")
    #expect(given.contains("dropped, to be done again: 1 acknowledgement"), "\(given)")
    try expectInStep()
    #expect(try good("writ todo --person bruno").contains("2.0  to sign by"))
    #expect(try good("writ ack social-media --yes && writ sync").contains("Sent: 1 ack"))
    #expect(try good("cd $WORK/acme && writ sync && writ verify").contains("are good"))
  }

  @Test(arguments: ["shared", "served", "ledgered"])
  func `Who entered somebody while another registrar did signs again what leans on it`(
    setUp: String
  ) throws {
    try begin(setUp, "writ people roles bruno --add registrar && writ sync")
    try good("echo '# even more' >> goals.yml && writ propose -m 'Even more' && writ sync")
    try good(there("bruno"))
    try good("writ people roles bruno --add cook && writ sync")
    try good("cd $WORK/at-bruno && writ people roles chen --add baker")
    try good("writ review even-more --approve && writ ack social-media --yes")
    let held = try bad("writ sync")
    #expect(held.contains("not in step: refs/writ/registry"), "\(held)")
    #expect(!held.contains("Sent"), "what leans on it was sent: \(held)")
    let given = try good("writ sync --give-way")
    #expect(given.contains("dropped, to be done again: 1 registry change"), "\(given)")
    #expect(given.contains("signed again, since"), "\(given)")
    #expect(given.contains("Sent: 1 acknowledgement, 1 review"), "\(given)")
    try expectInStep()
    #expect(try good("writ people roles chen --add baker && writ sync").contains("Sent: 1 reg"))
    #expect(try good("cd $WORK/acme && writ sync && writ merge even-more").contains("Merged"))
  }

  @Test(arguments: ["shared", "served", "ledgered"])
  func `A merge that came second is dropped, and done again by one word`(setUp: String) throws {
    try begin(setUp)
    for name in ["one", "two"] {
      try good("echo '# \(name)' > questions/\(name).md && writ propose -m \(name) && writ sync")
      try good("rm questions/\(name).md")
      try good("cd $WORK/at-bruno && writ sync && writ review \(name) --approve && writ sync")
      try good("cd $WORK/acme && writ sync")
    }
    try good("\(there("bruno")) && writ merge one && writ sync && cd $WORK/at-bruno")
    try good("writ merge two && test -e questions/two.md")
    #expect(try bad("writ sync").contains("hint: writ sync --give-way"))
    let given = try good("writ sync --give-way")
    #expect(given.contains("dropped, to be done again: 1 merge"), "\(given)")
    #expect(try good("ls questions; git status --short").contains("one.md\n"))
    #expect(try good("writ merge two && writ sync").contains("Sent: 1 merge"))
    try expectInStep()
  }

  @Test func `What waited too long for a server with receipts is made again`() throws {
    try begin("ledgered")
    try good("writ publish social-media")
    for _ in 0..<12 { try good("true") }
    let late = try bad("writ sync")
    #expect(late.contains("R-TIME") && late.contains("hint: writ sync --give-way"), "\(late)")
    #expect(try good("writ sync --give-way").contains("again: 1 publication"))
    #expect(try good("writ publish social-media && writ sync").contains("publication"))
    try expectInStep()
  }

  @Test(arguments: ["shared", "served"])
  func `Nothing is given up to a server that went back`(setUp: String) throws {
    try begin(setUp)
    try good("\(there("bruno")) && git -C $WORK/shared.git update-ref refs/heads/main HEAD^")
    let before = try good("git rev-parse refs/heads/main")
    let alarm = try bad("writ sync --give-way")
    #expect(alarm.contains("the server lost something"), "\(alarm)")
    #expect(try good("git rev-parse refs/heads/main") == before)
    try good("writ sync --restore")
    try expectInStep()
  }

  @Test(.enabled(if: Tracing.isPossible, "strace is missing or may not trace here"))
  func `A kill while giving way leaves what is good, and giving way again ends it`() throws {
    try begin("shared", "writ people roles bruno --add registrar --add publisher && writ sync")
    try good("writ publish social-media && writ people roles chen --add cook && writ sync")
    try good("cd $WORK/at-bruno && writ publish social-media && writ people roles chen --add baker")
    try good("writ ack social-media@1.0 --decline --yes && writ ack social-media --yes")
    #expect(try bad("writ sync").contains("hint: writ sync --give-way"))
    try good("mkdir $WORK/saved && cp -Rp $WORK/at-bruno $WORK/shared.git $WORK/saved")
    let restore = "cd $WORK && rm -rf at-bruno shared.git && cp -Rp saved/* . && cd at-bruno"
    let calls = "strace -f -qq -o /dev/null -e trace=\(KillTests.calls)"
    var (moment, isDone) = (0, false)
    while !isDone {
      moment += 1
      try good(restore)
      let kill = "\(calls) -e inject=\(KillTests.calls):signal=KILL:when=\(moment)"
      isDone = try session.shell("\(kill) writ sync --give-way").status == 0
      let left = try session.shell("git fsck --strict --no-dangling && writ verify --no-cache")
      #expect(left.status == 0, "after a kill at \(moment): \(left.output)")
      let again = try session.shell("writ sync --give-way")
      #expect(again.status == 0, "again after a kill at \(moment): \(again.output)")
      #expect(try good("writ sync && git status --short").contains("step"))
    }
    #expect(moment > 10)
    try expectInStep()
  }

  /// A repository with a merged change, known to everybody.
  private func begin(_ setUp: String, _ command: String = "true") throws {
    try session.setUp(setUp)
    try good(command)
    let words = "s/A few words are enough/A few words will do/"
    try good("perl -pi -e '\(words)' policies/social-media/policy.md")
    try good("writ propose -m 'Plainer words' && writ sync")
    try good("cd $WORK/at-bruno && writ sync && writ review plainer-words --approve && writ sync")
    try good("cd $WORK/acme && writ sync && writ merge plainer-words && writ sync")
    try good("\(there("bruno")) && \(there("chen"))")
  }

  private func there(_ person: String) -> String { "writ sync --repository $WORK/at-\(person)" }

  private func expectInStep() throws {
    #expect(try good("writ sync").contains("step"))
    #expect(try good("writ verify --no-cache").contains("are good"))
    #expect(try good("writ verify --no-cache --repository $WORK/shared.git").contains("are good"))
  }

  @discardableResult private func good(_ command: String = "true") throws -> String {
    try session.good(command)
  }

  private func bad(_ command: String = "true") throws -> String {
    let (output, status) = try session.shell(command)
    #expect(status == 1, "\(command): \(output)")
    return output
  }
}
