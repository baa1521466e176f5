import Foundation
import Testing

/// Kills the program at one system call after the other and looks at what is left.
///
/// After each kill the repository must be as before or as after, and the same command, typed
/// again, must do its work or say that it is done.
@Suite(.enabled(if: Tracing.isPossible, "strace is missing or may not trace here"))
struct KillTests {
  /// A step of the main job and the state that it starts from.
  struct Deed: Sendable, CustomTestStringConvertible {
    var name: String
    var setUp: String
    var before: [String] = []
    var command: String
    /// Whether it makes the folder `acme` here.
    var makesFolder = false
    /// What says that it is done when it is typed again after it took effect.
    var done: String
    /// How many of its moments are tried, spread evenly over all of them.
    var moments = 16
    var testDescription: String { name }
  }

  private static let deeds = [
    Deed(
      name: "init",
      setUp: "keys",
      before: ["mkdir site && cd site"],
      command: "writ init acme --organisation Acme --person ana --key $WORK/ana",
      makesFolder: true,
      done: "Git repository already"
    ),
    Deed(
      name: "join",
      setUp: "shared",
      before: ["mkdir $WORK/site && cd $WORK/site"],
      command: "writ join $WORK/shared.git acme --person chen --key $WORK/chen "
        + "--fingerprint $(git -C $WORK/acme config writ.repository)",
      makesFolder: true,
      done: "nothing to be asked for"
    ),
    Deed(
      name: "people add",
      setUp: "company",
      before: ["ssh-keygen -q -t ed25519 -N '' -f $WORK/dora"],
      command: "writ people add dora --key $WORK/dora.pub",
      done: "in the registry already"
    ),
    Deed(
      name: "policy new",
      setUp: "company",
      command: "writ policy new travel",
      done: "there is a policy 'travel' already"
    ),
    Deed(
      name: "propose",
      setUp: "published",
      before: ["echo '# one more' >> goals.yml"],
      command: "writ propose --as goals -m 'One more'",
      done: "has exactly these words"
    ),
    Deed(
      name: "review",
      setUp: "proposed",
      command: "writ review plainer-words --approve --person bruno --key $WORK/bruno",
      done: "approved"
    ),
    Deed(
      name: "merge",
      setUp: "proposed",
      before: [
        "writ review plainer-words --approve --person bruno --key $WORK/bruno",
        "git checkout -q .",
      ],
      command: "writ merge plainer-words",
      done: "part of main already"
    ),
    Deed(
      name: "publish",
      setUp: "company",
      command: "writ publish social-media",
      done: "nothing has changed",
      moments: .max
    ),
    Deed(
      name: "ack",
      setUp: "published",
      command: "writ ack social-media --yes --person chen --key $WORK/chen",
      done: "already acknowledged",
      moments: .max
    ),
  ]

  /// What a command does that somebody could see afterwards.
  static let calls = [
    "write", "pwrite64", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat",
    "mkdir", "mkdirat", "ftruncate", "fsync", "fdatasync",
  ].map { "?\($0)" }.joined(separator: ",")

  @Test(arguments: deeds)
  func `A kill leaves the repository as before or as after`(deed: Deed) throws {
    let session = try Session()
    try session.setUp(deed.setUp)
    for command in deed.before { #expect(try session.shell(command).status == 0) }
    _ = try session.shell("cp -Rp \"$PWD\" $WORK/saved")
    let total = try count(deed, session)
    #expect(total > 5)
    for moment in stride(from: 1, through: total, by: max(1, total / deed.moments)) {
      try restore(session)
      let kill = "strace -f -qq -o /dev/null -e inject=\(Self.calls):signal=KILL:when=\(moment)"
      _ = try session.shell("\(kill) \(deed.command)")
      try check(deed, session, moment)
    }
  }

  /// How many of the calls the busiest thread of the command makes.
  private func count(_ deed: Deed, _ session: Session) throws -> Int {
    _ = try session.shell("strace -ff -qq -o $WORK/trace -e trace=\(Self.calls) \(deed.command)")
    let counts = try session.shell("wc -l $WORK/trace.* | sort -n | awk '{print $1}'").output
    try restore(session)
    let numbers = counts.split(separator: "\n").compactMap { Int($0) }
    return numbers.count > 1 ? numbers[numbers.count - 2] : numbers.first ?? 0
  }

  private func restore(_ session: Session) throws {
    try session.good(
      """
      d=$PWD; case $d in "$WORK"/?*) ;; *) echo "outside: $d"; exit 1 ;; esac
      cd / && rm -rf "$d" && cp -Rp $WORK/saved "$d" && cd "$d"
      """
    )
  }

  private func check(_ deed: Deed, _ session: Session, _ moment: Int) throws {
    if !deed.makesFolder {
      let whole = try session.shell("git fsck --strict --no-dangling && writ verify")
      #expect(whole.status == 0, "after a kill at \(moment): \(whole.output)")
    }
    let again = try session.shell(deed.command)
    #expect(
      again.status == 0 || again.output.contains(deed.done),
      "typed again after a kill at \(moment): \(again.output)"
    )
    let end = try session.shell(
      deed.makesFolder
        ? "(cd acme && writ verify && git status --porcelain && test -z \"$(git status --porcelain)\")"
        : "writ verify && git status --porcelain"
    )
    #expect(end.status == 0, "after a kill at \(moment) and a second try: \(end.output)")
  }
}

/// Whether `strace` is here and may trace.
enum Tracing {
  static let isPossible: Bool = {
    guard let session = try? Session(),
      let probe = try? session.shell("strace -f -qq -e trace=none true")
    else { return false }
    return probe.status == 0
  }()
}
