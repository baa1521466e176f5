import Foundation
import Testing

/// What `writ verify` remembers of what records lean on, in the user's own folder.
@Suite struct RememberedTests {
  private let session: Session
  private let known = "versions of the registry, checked before"

  init() throws { session = try Session() }

  @Test func `A damaged memory is not used, and is made anew`() throws {
    try session.setUp("published")
    try session.good("writ verify")
    let file = try session.good("ls $WORK/home/.cache/writ/*/basis").dropLast()
    let genuine = try Data(contentsOf: URL(fileURLWithPath: String(file)))
    #expect(try session.good("writ verify").contains(known))
    for place in [0, 63, 64, genuine.count / 2, genuine.count - 1] {
      var changed = genuine
      changed[place] ^= 1
      try changed.write(to: URL(fileURLWithPath: String(file)))
      #expect(try !session.good("writ verify").contains("checked before"), "byte \(place)")
      #expect(try session.good("writ verify").contains(known))
    }
    for command in ["chmod 644 \(file)", "mv \(file) $WORK/kept && ln -s $WORK/kept \(file)"] {
      try session.good(command)
      #expect(try !session.good("writ verify").contains("checked before"), "\(command)")
    }
  }

  @Test func `An auditor who wants nothing remembered gets nothing remembered`() throws {
    try session.setUp("published")
    try session.good("writ verify --no-cache && test ! -e $WORK/home/.cache/writ")
    try session.good("writ verify")
    #expect(try !session.good("writ verify --no-cache").contains("checked before"))
  }
}
