import Testing

/// Where all registrars must agree, one lost key stops the registry for good: it is said in time.
@Suite struct QuorumTests {
  private let session: Session

  init() throws {
    session = try Session()
    try session.setUp("published")
    try session.good("writ people roles bruno --add registrar")
  }

  @Test func `A threshold that needs every registrar is set with a warning`() throws {
    let two = try session.good("writ people threshold 2")
    #expect(two.contains("note: all 2 registrars must agree (ana, bruno)"), "\(two)")
    #expect(two.contains("hint: writ people roles ANOTHER --add registrar"), "\(two)")
    let doctor = try session.shell("writ doctor --offline").output
    #expect(doctor.contains("note  registrars  all 2 registrars must agree"), "\(doctor)")
  }

  @Test func `With a registrar to spare nothing is said until that one goes`() throws {
    try session.good("writ people roles chen --add registrar")
    #expect(try !session.good("writ people threshold 2").contains("note:"))
    #expect(try session.shell("writ doctor --offline").output.contains("2 of 3 decide"))
    let proposed = try session.good("writ people roles chen --remove registrar")
    #expect(proposed.contains("Proposed") && !proposed.contains("note:"), "\(proposed)")
    let name = "ana/registry-roles-of-chen"
    #expect(proposed.contains(name), "\(proposed)")
    try session.good("writ review \(name) --approve --person bruno --key $WORK/bruno")
    #expect(try session.good("writ merge \(name)").contains("note: all 2 registrars must agree"))
  }

  @Test func `Whoever approved leaves the merge to another, as nobody counts twice`() throws {
    try session.good("writ people roles chen --add registrar && writ people threshold 2")
    let name = "ana/registry-roles-of-chen"
    try session.good("writ people roles chen --add cook")
    let bruno = "--person bruno --key $WORK/bruno"
    let approved = try session.good("writ review \(name) --approve \(bruno)")
    #expect(approved.contains("hint: ana or chen can type: writ merge \(name)"), "\(approved)")
    #expect(try session.good("writ proposals show \(name)").contains("hint: ana or chen can type"))
    let before = try session.good("git rev-parse refs/writ/registry")
    let (output, status) = try session.shell("writ merge \(name) \(bruno)")
    #expect(status == 1 && output.contains("it can be merged by ana or chen"), "\(output)")
    #expect(try session.good("git rev-parse refs/writ/registry") == before)
    try session.good("writ merge \(name) --person chen --key $WORK/chen && writ verify --no-cache")
  }

  @Test(arguments: ["leave bruno", "revoke bruno", "roles bruno --remove registrar"])
  func `Who alone remains registrar hears it`(change: String) throws {
    let done = try session.good("writ people \(change) --yes")
    #expect(done.contains("note: 'ana' alone can change the registry"), "\(done)")
  }
}
