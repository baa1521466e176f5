import Git
import Policies
import TestTools
import Testing

@testable import Records

/// By when something is to be signed, and from when it applies: never before people could know.
struct TimelyTests {
  @Test func theWholeLastDayIsInTime() async throws {
    let company = try await Company.published()
    let due = try #require(try obligation(in: company)?.due)
    let (entry, moment) = (try company.published(), company.now)
    #expect(due.date == entry.time.adding(days: 14).date && due.description.hasSuffix("T23:59:59Z"))
    func state(_ now: Instant) throws -> Obligation.State? {
      try company.repository().look(back: Company.carla, policy: nil, at: now)
        .standings.first?.obligations.first?.state
    }
    #expect(try moment < due && state(due) == .owed && state(due.adding(seconds: 1)) == .overdue)
  }

  @Test func whoComesIntoTheAudienceLateHasTheDaysFromThen() async throws {
    let company = try await Company.founded()
    try await company.change([CompanyFiles.policyPath: TimelyTests.forSales])
    try await company.publish("social-media")
    company.wait(40 * 86_400)
    let before = company.now
    try await company.scribe(Company.ana)
      .change([.move(Company.carla, groups: ["sales"])], because: "moved")
    let since = company.now
    let found = try #require(try obligation(in: company))
    #expect(found.state == .owed && found.due.date == since.adding(days: 14).date)
    let past = try company.repository().look(back: Company.carla, policy: nil, at: since)
    let standing = try #require(past.standings.first)
    let told = try #require(standing.told)
    #expect(before < told && told <= since && standing.obligations.map(\.due) == [found.due])
    // Leaving the audience and coming back makes nobody new to it.
    company.wait(86_400)
    for groups in [[], ["sales"]] {
      company.wait(60)
      try await company.scribe(Company.ana)
        .change([.move(Company.carla, groups: groups)], because: "moved")
    }
    #expect(try obligation(in: company)?.due == found.due)
  }

  @Test func whoCameWithTheAudienceHasTheDaysFromTheirFirst() async throws {
    let company = try await Company.founded()
    try await company.change([CompanyFiles.policyPath: TimelyTests.forSales])
    try await company.publish("social-media")
    company.wait(40 * 86_400)
    let frida = Company.person("frida")
    try await company.scribe(Company.ana)
      .addPerson(frida, key: SoftKey("frida").publicKey, roles: [], groups: ["sales"])
    let past = try company.repository().look(back: frida, policy: nil, at: company.now)
    let joined = try #require(past.entry?.joined)
    #expect(past.standings.first?.told == joined)
    #expect(past.standings.first?.obligations.first?.due == joined.adding(days: 14).endOfDay)
  }

  @Test func whoHadLeftWasNotTold() async throws {
    let company = try await Company.published()
    try await company.scribe(Company.ana).change([.leave(Company.eve)], because: "left")
    company.wait(86_400)
    try await company.change([CompanyFiles.policyPath: Company.stricter])
    try await company.publish("social-media")
    let past = try company.repository().look(back: Company.eve, policy: nil, at: company.now)
    #expect(past.standings.first?.inForce?.title == "social-media 2.0")
    #expect(past.entry?.left != nil && past.standings.map(\.told) == [nil])
  }

  @Test(arguments: [false, true])
  func aMendedWordCutsNobodysNoticeShort(isClaimed: Bool) async throws {
    let company = try await Company.published()
    let first = company.now
    try await company.change([CompanyFiles.policyPath: Company.stricter], slug: "stricter")
    let scribe = try company.scribe(Company.ana)
    let start = company.now.adding(days: 30)
    try await scribe.publish(
      scribe.plan(publishing: "social-media", effective: start, raised: false)
    )
    let mended = Company.stricter.replacing("work here", with: "work for us")
    try await company.change(
      [CompanyFiles.policyPath: mended],
      slug: "mended",
      as: .editorial
    )
    let now = company.now
    #expect(throws: WorkflowError.self) {
      try company.scribe(Company.ana).plan(
        publishing: "social-media",
        effective: now,
        raised: false
      )
    }
    // What another program says all the same holds no earlier.
    try company.publishNext { if isClaimed { $0.effective = now } }
    let shelf = try PublicationShelf(company.repository())
    #expect(shelf.newest("social-media")?.title == "social-media 2.1")
    #expect(shelf.newest("social-media")?.effective == start)
    #expect(
      shelf.inForce("social-media", at: start.adding(seconds: -1))?.title == "social-media 1.0"
    )
    #expect(shelf.inForce("social-media", at: start)?.title == "social-media 2.1")
    #expect(first < start)
    #expect(try await company.verify().problems.isEmpty)
  }

  private static let forSales = CompanyFiles.policy.replacing("[everyone]", with: "[sales]")

  private func obligation(in company: Company) throws -> Obligation? {
    let repository = try company.repository()
    let shelf = try PublicationShelf(repository)
    let entry = try #require(
      try repository.registry.member(Company.carla, at: repository.registryTip)?.entry
    )
    return try repository.obligations(
      of: entry,
      on: shelf,
      terms: AcknowledgementTerms(repository, shelf),
      policies: ["social-media"],
      now: company.now
    ).first
  }
}
