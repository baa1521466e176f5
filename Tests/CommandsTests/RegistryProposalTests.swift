import Foundation
import Testing

/// Changes of people, keys and roles that wait for another registrar, beside all others that come and go.
@Suite struct RegistryProposalTests {
  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("published")
    try good(
      """
      ssh-keygen -q -t ed25519 -N '' -f $WORK/dora
      for who in bruno chen; do writ people roles $who --add registrar; done; writ people threshold 2
      """
    )
  }

  @Test func `A change that was merged stays merged, whatever comes after it`() throws {
    try good("writ people add dora --key $WORK/dora.pub")
    try decide("ana/registry-enter-dora")
    try good("writ people leave dora --yes")
    try decide("ana/registry-leave-dora")
    #expect(try good("writ proposals").contains("No open proposals"))
    let (output, status) = try session.shell("writ merge ana/registry-enter-dora")
    #expect(status == 1 && output.contains("is part of the registry already"), "\(output)")
  }

  @Test func `A change whose files others changed meanwhile is made once more`() throws {
    for role in ["cook", "baker"] { try good("writ people roles chen --add \(role)") }
    let (first, second) = ("ana/registry-roles-of-chen", "ana/registry-roles-of-chen-2")
    try decide(first)
    #expect(try good("writ proposals").contains("to be made once more"))
    let head = try good("git rev-parse refs/heads/proposals/\(second)")
    for command in ["merge \(second)", "proposals update \(second) --take roles.yml=mine"] {
      let (output, status) = try session.shell("writ \(command)")
      #expect(status == 1 && output.contains("the registry has changed since"), "\(output)")
      #expect(output.contains("hint: writ proposals close \(second), then writ people"))
    }
    #expect(try good("git rev-parse refs/heads/proposals/\(second)") == head)
    try good("writ proposals close \(second) && writ people roles chen --add baker")
    try decide("\(first)-3")
    #expect(
      try good("git show refs/writ/registry:roles.yml").contains("baker: [chen]\ncook: [chen]")
    )
    #expect(try good("writ verify").contains("are good"))
  }

  @Test func `No other proposal takes such a name`() throws {
    try good(
      "perl -pi -e 's/A few words are enough/A few words will do/' policies/social-media/policy.md"
    )
    let (output, status) = try session.shell("writ propose -m Gifts --as registry-of-gifts")
    #expect(
      status == 2 && output.contains("hint: writ propose --as the-registry-of-gifts"),
      "\(output)"
    )
    #expect(try good("writ propose -m 'Registry of gifts'").contains("ana/the-registry-of-gifts"))
    #expect(try good("writ verify").contains("are good"))
  }

  private func decide(_ name: String) throws {
    try good("writ review \(name) --approve --person bruno --key $WORK/bruno && writ merge \(name)")
  }

  @discardableResult private func good(_ command: String) throws -> String {
    try session.good(command)
  }
}
