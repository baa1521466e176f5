import Testing

/// Two people who each have a clone of one repository, and what they do in it.
struct TwoClones {
  let session: Session

  init() throws { session = try Session() }

  /// A repository with a merged change, known to everybody.
  func begin(_ setUp: String, _ command: String = "true") throws {
    try session.setUp(setUp)
    try good(command)
    let words = "s/A few words are enough/A few words will do/"
    try good("perl -pi -e '\(words)' policies/social-media/policy.md")
    try good("writ propose -m 'Plainer words' && writ sync")
    try good("cd $WORK/at-bruno && writ sync && writ review plainer-words --approve && writ sync")
    try good("cd $WORK/acme && writ sync && writ merge plainer-words && writ sync")
    try good("\(there("bruno")) && \(there("chen"))")
  }

  func there(_ person: String) -> String { "writ sync --repository $WORK/at-\(person)" }

  func expectInStep() throws {
    #expect(try good("writ sync").contains("step"))
    #expect(try good("writ verify --no-cache").contains("are good"))
    #expect(try good("writ verify --no-cache --repository $WORK/shared.git").contains("are good"))
  }

  @discardableResult func good(_ command: String = "true") throws -> String {
    try session.good(command)
  }

  func bad(_ command: String = "true") throws -> String {
    let (output, status) = try session.shell(command)
    #expect(status == 1, "\(command): \(output)")
    return output
  }
}
