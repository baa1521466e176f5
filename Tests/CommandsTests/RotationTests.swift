import Foundation
import Testing

/// `writ people rotate`: another key of one's own, with the consent of the one in use.
@Suite struct RotationTests {
  @Test func `A key that has ended leaves no request behind that would be sent`() throws {
    let session = try Session()
    try session.setUp("published")
    let chen = "--person chen --key $WORK/chen"
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/chen-2")
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/chen-3")
    try session.good("writ people rotate --to $WORK/chen-2 \(chen)")
    try session.good("writ people admit chen --yes")
    let before = try session.good("git for-each-ref")
    let (output, status) = try session.shell("writ people rotate --to $WORK/chen-3 \(chen)")
    #expect(status == 1 && output.contains("no longer valid"), "\(output)")
    #expect(try session.good("git for-each-ref") == before)
    try session.good("writ people rotate --to $WORK/chen-3 --person chen --key $WORK/chen-2")
    #expect(try session.good("writ people admit").contains("consent of an older key"))
  }
}
