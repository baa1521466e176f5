import Foundation
import Testing

/// A hint is a command to type: typed as it stands, it does what was meant the first time.
@Suite struct HintTests {
  private let session: Session

  init() throws { session = try Session() }

  /// The hint of a command that is refused.
  private func hint(_ command: String) throws -> String {
    let (output, status) = try session.shell(command)
    #expect(status != 0, "\(command): \(output)")
    let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("hint: ") })
    return String(line.dropFirst("hint: ".count))
  }

  @Test func `Who declines without a terminal is not led to sign`() throws {
    try session.setUp("published")
    let again = try hint("writ ack social-media --decline --reason disagree")
    #expect(again == "writ ack social-media --decline --reason disagree --yes")
    #expect(try session.good(again).contains("Declined social-media 1.0"))
  }

  @Test func `Who signs for another person is not led to sign as oneself`() throws {
    try session.setUp("published")
    try session.good("mkdir \"$WORK/it's hers\" && cp $WORK/chen* \"$WORK/it's hers\"")
    try session.good(hint("writ ack social-media --person chen --key \"$WORK/it's hers/chen\""))
    #expect(try session.good("writ me --person chen").contains("acknowledge"))
    #expect(try !session.good("writ me --person ana").contains("acknowledge"))
  }

  @Test func `Who keeps people that a file leaves out is not led to end them`() throws {
    try session.setUp("published")
    try session.good("printf 'id,groups\\nana,\\nbruno,\\nfinn,sales\\n' > \"$WORK/my roster.csv\"")
    let again = try hint("writ people import \"$WORK/my roster.csv\" --keep-absent")
    #expect(again.hasSuffix("/my roster.csv' --keep-absent --yes"), "\(again)")
    #expect(try session.good(again).contains("Entered 1"))
    #expect(try session.good("writ people list").contains("chen"))
  }

  @Test func `Who lets somebody in without a code is led there and not round in a circle`() throws {
    try session.setUp("shared")
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/eve")
    try session.good(
      """
      writ join $WORK/shared.git $WORK/at-eve --person eve --key $WORK/eve \
      --fingerprint $(git config writ.repository) && writ sync
      """
    )
    let compared = try hint("writ people admit eve")
    #expect(compared == "writ people admit eve --without-code")
    #expect(try session.good(hint(compared)).contains("Let in: eve"))
  }

  @Test func `Who ends one key is not led to end another one as well`() throws {
    try session.setUp("ledgered")
    let since = try session.good("date -u -d \"@${GIT_COMMITTER_DATE% *}\" +%Y-%m-%dT%H:%M:%SZ")
      .trimmingCharacters(in: .newlines)
    try session.good("writ sync --repository $WORK/at-chen")
    try session.good("writ ack social-media --yes --repository $WORK/at-chen")
    try session.good("writ sync --repository $WORK/at-chen && writ sync")
    let key = try session.good("ssh-keygen -lf $WORK/chen.pub").split(separator: " ")[1]
    let command = "writ people revoke chen --fingerprint \(key) --since \(since)"
    #expect(try hint(command) == "\(command) --yes")
  }

  @Test func `Who names a day or a day to come as the cut-off is led to a moment that counts`()
    throws
  {
    try session.setUp("ledgered")
    let revoke = "writ people revoke chen --since"
    #expect(try hint("\(revoke) 2026-01-05") == "\(revoke) 2026-01-05T00:00:00Z")
    #expect(try hint("\(revoke) 2999-01-01T00:00:00Z") == "writ people revoke chen")
  }

  @Test func `Who names a commit as only Git reads it is led to its id`() throws {
    try session.setUp("proposed")
    try session.good("writ review plainer-words --approve --person bruno --key $WORK/bruno")
    try session.good("writ merge plainer-words")
    let again = try hint("writ verify --range main~1..main")
    #expect(again == "writ verify --range $(git rev-parse 'main~1')..main")
    #expect(try session.good(again).contains("good"))
  }

  @Test func `A path with a space or an apostrophe is one word of a command to type`() throws {
    try session.setUp("shared")
    try session.good("mv $WORK/shared.git \"$WORK/Ana's policies.git\"")
    try session.good("git remote set-url origin \"$WORK/Ana's policies.git\"")
    let invitation = try session.good("writ people invite dora")
    let join = try #require(invitation.split(separator: "\n").first { $0.contains("writ join") })
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/dora")
    let joined = try session.good("\(join) $WORK/at-dora --key $WORK/dora")
    #expect(joined.contains("Asked to be let in as dora"))
  }
}
