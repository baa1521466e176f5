import Testing

/// One command typed by two people, or twice, at the same moment.
struct AtOnceTests {
  /// A command, in which `$1` is 1 or 2, and how many of the two may succeed.
  struct Race: Sendable, CustomTestStringConvertible {
    var name: String
    var setUp: String
    var before: [String] = []
    var command: String
    var winners: ClosedRange<Int>
    /// What the one that came too late says.
    var loser: [String]
    var testDescription: String { name }
  }

  private static let races = [
    Race(
      name: "one person acknowledges twice",
      setUp: "published",
      command: "writ ack social-media --yes",
      winners: 1...1,
      loser: ["already acknowledged"]
    ),
    Race(
      name: "two people are entered",
      setUp: "company",
      before: ["1", "2"].map { "ssh-keygen -q -t ed25519 -N '' -f $WORK/new\($0)" },
      command: "writ people add dora-$1 --key $WORK/new$1.pub",
      winners: 1...2,
      loser: ["at the same moment; nothing was changed"]
    ),
    Race(
      name: "one version is published twice",
      setUp: "company",
      command: "writ publish social-media",
      winners: 1...1,
      loser: ["nothing has changed since", "at the same moment; nothing was changed"]
    ),
    Race(
      name: "one change is proposed twice",
      setUp: "published",
      before: ["echo '# more' >> goals.yml"],
      command: "writ propose -m More --as more",
      winners: 1...1,
      loser: ["has exactly these words", "at the same moment; nothing was changed"]
    ),
    Race(
      name: "one proposal is merged twice",
      setUp: "proposed",
      before: [
        "writ review plainer-words --approve --person bruno --key $WORK/bruno", "git checkout -q .",
      ],
      command: "writ merge plainer-words",
      winners: 1...1,
      loser: ["part of main already", "at the same moment; nothing was changed"]
    ),
    Race(
      name: "two people sync",
      setUp: "shared",
      before: ["writ ack social-media --yes"],
      command: "writ sync",
      winners: 1...2,
      loser: ["hint: "]
    ),
  ]

  @Test(arguments: races)
  func `Two at once end as if one had come after the other`(race: Race) throws {
    let session = try Session()
    try session.setUp(race.setUp)
    for command in race.before { try session.good(command) }
    try session.good(
      """
      printf '1\\n2\\n' | xargs -P 2 -I '{}' sh -c \
      '\(race.command) > $WORK/said$1 2>&1; echo $? > $WORK/status$1' sh '{}'
      """
    )
    let statuses = try (1...2).map { try session.good("cat $WORK/status\($0)").dropLast() }
    let said = try (1...2).map { try session.good("cat $WORK/said\($0)") }
    #expect(race.winners.contains(statuses.count { $0 == "0" }), "\(said)")
    for (status, words) in zip(statuses, said) where status != "0" {
      #expect(status == "1" || status == "2", "\(words)")
      #expect(race.loser.contains { words.contains($0) }, "\(words)")
      #expect(words.contains("hint: "), "\(words)")
    }
    #expect(try session.good("writ verify").contains("are good"))
    #expect(try session.good("git fsck --strict --no-dangling 2>&1").isEmpty)
  }
}
