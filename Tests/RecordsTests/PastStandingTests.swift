import Git
import Policies
import TestTools
import Testing

@testable import Records

/// What held for a person at a moment, as a court would ask.
struct PastStandingTests {
  @Test func beforeThePublicationNothingWasInForceAndNothingWasTold() async throws {
    let company = try await Company.founded()
    let before = company.now
    try await company.publish("social-media")
    let past = try company.repository().look(back: Company.carla, policy: nil, at: before)
    #expect(past.entry?.person == Company.carla && past.standings.isEmpty)
    let now = try company.repository().look(back: Company.carla, policy: nil, at: company.now)
    let standing = try #require(now.standings.first)
    #expect(standing.inForce?.title == "social-media 1.0" && standing.isInAudience)
    #expect(standing.told == (try company.published().time))
    #expect(standing.obligations.map(\.state) == [.owed] && standing.said.isEmpty)
  }

  @Test func whatWasSignedLaterDoesNotCountYet() async throws {
    let company = try await Company.published()
    let before = company.now
    try await company.acknowledge()
    let between = company.now
    try company.plant(company.acknowledging { $0.action = .withdraw })
    func states(at moment: Instant) throws -> [Obligation.State] {
      try company.repository().look(back: Company.carla, policy: "social-media", at: moment)
        .standings.flatMap(\.obligations).map(\.state)
    }
    #expect(try states(at: before) == [.owed])
    #expect(try states(at: between) == [.acknowledged])
    #expect(try states(at: company.now) == [.withdrawn])
    #expect(try states(at: before.adding(days: 30)) == [.withdrawn])
  }

  @Test func whatWasOverdueThenIsSaidSoAlthoughItWasSignedSince() async throws {
    let company = try await Company.published()
    let late = company.now.adding(days: 20)
    company.wait(30 * 86_400)
    try await company.acknowledge()
    let past = try company.repository().look(back: Company.carla, policy: nil, at: late)
    #expect(past.standings.flatMap(\.obligations).map(\.state) == [.overdue])
  }

  @Test func whatVerifyRefusesIsNoAnswerToACourt() async throws {
    let company = try await Company.published()
    try company.plant(company.acknowledging { $0.digest = String(repeating: "0", count: 64) })
    #expect(try await company.verify().codes(under: Chain.records(of: Company.carla)) == [.content])
    let now = company.now
    let refusal = #expect(throws: Refusal.self) {
      try company.repository().look(back: Company.carla, policy: nil, at: now)
    }
    #expect(refusal?.code == .content)
  }

  @Test func anOlderVersionWasInForceThen() async throws {
    let company = try await Company.published()
    let then = company.now
    try await company.change([CompanyFiles.policyPath: Company.stricter])
    try await company.publish("social-media")
    let past = try company.repository().look(back: Company.carla, policy: nil, at: then)
    #expect(past.standings.first?.inForce?.title == "social-media 1.0")
    let later = company.now.adding(days: 60)
    let now = try company.repository().look(back: Company.carla, policy: nil, at: later)
    #expect(now.standings.first?.inForce?.title == "social-media 2.0")
  }

  @Test func whoCameLaterWasToldWhenTheyCame() async throws {
    let company = try await Company.published()
    company.wait(86_400)
    let frida = Company.person("frida")
    let before = company.now
    try await company.scribe(Company.ana)
      .addPerson(frida, key: SoftKey("frida").publicKey, roles: [], groups: [])
    let gone = try company.repository().look(back: frida, policy: nil, at: before)
    #expect(gone.entry == nil && gone.standings.allSatisfy { !$0.isInAudience && $0.told == nil })
    let past = try company.repository().look(back: frida, policy: nil, at: company.now)
    let joined = try #require(past.entry?.joined)
    #expect(past.standings.first?.told == joined && joined > before)
  }

  @Test func whoHadToWaitForASecondRegistrarIsHereOnlyFromThen() async throws {
    let company = try await Company.published()
    for edit in [
      RegistryEdit.roles(Company.bruno, adding: [Role.registrar], removing: []), .threshold(2),
    ] {
      _ = try await company.scribe(Company.ana).change([edit], because: "two of us")
    }
    let frida = Company.person("frida")
    let key = try SoftKey("frida").publicKey
    let joining = RegistryEdit.join(frida, key: key, groups: [], roles: [])
    let outcome = try await company.scribe(Company.ana).change([joining], because: "joins")
    guard case .proposed(let proposal) = outcome else {
      Issue.record("one registrar was enough")
      return
    }
    company.wait(20 * 86_400)
    try await company.review(proposal)
    let before = company.now
    try await company.merge(proposal, by: Company.ana)
    let gone = try company.repository().look(back: frida, policy: nil, at: before)
    #expect(gone.entry == nil && gone.since == nil)
    let past = try company.repository().look(back: frida, policy: nil, at: company.now)
    let since = try #require(past.since)
    #expect(since > before && past.standings.map(\.told) == [since])
    #expect(past.standings.flatMap(\.obligations).map(\.state) == [.owed])
    #expect(
      past.standings.first?.obligations.first?.due == since.adding(days: 14).endOfDay
    )
  }

  @Test func whatIsAnnouncedSaysToWhomAndSinceWhenItWasPublished() async throws {
    let company = try await Company.published()
    let old = try company.published().time
    company.wait(86_400)
    try await company.change([CompanyFiles.policyPath: Company.stricter])
    let scribe = try company.scribe(Company.ana)
    let start = company.now.adding(days: 30)
    try await scribe.publish(
      scribe.plan(publishing: "social-media", effective: start, raised: false)
    )
    let past = try company.repository().look(back: Company.carla, policy: nil, at: company.now)
    let standing = try #require(past.standings.first)
    #expect(standing.told == old && standing.obligations.map(\.first.title).count == 2)
    #expect(standing.obligations.map(\.told) == [old, try company.published().time])
  }

  @Test func whereThereAreReceiptsTheyDateThePublication() async throws {
    let company = try await Company.ledgered()
    try await company.change([CompanyFiles.policyPath: Company.stricter])
    try await company.publish("social-media")
    let declared = try company.published().time
    company.wait(300)
    let before = company.now
    try await company.seal()
    func titles(_ moment: Instant) throws -> [String] {
      try company.repository().look(back: Company.carla, policy: nil, at: moment).standings
        .flatMap(\.obligations).map(\.asked.title)
    }
    #expect(declared < before)
    #expect(try titles(before) == ["social-media 1.0"])
    #expect(try titles(company.now).contains("social-media 2.0"))
  }

  @Test func whatArrivedAfterMidnightIsDueADayLaterForStatusAsForTheCourt() async throws {
    let company = try await Company.ledgered()
    try await company.change([CompanyFiles.policyPath: Company.stricter])
    company.wait(86_400 - 180 - company.now.seconds % 86_400)
    try await company.publish("social-media")
    company.wait(300)
    try await company.seal()
    let repository = try company.repository()
    let past = try repository.look(back: Company.carla, policy: nil, at: company.now)
    let due = past.standings.flatMap(\.obligations).map(\.due)
    #expect(due.last?.date == company.now.adding(days: 14).date)
    let shelf = try PublicationShelf(repository)
    let now = try repository.obligations(
      of: try #require(past.entry),
      on: shelf,
      terms: AcknowledgementTerms(repository, shelf),
      policies: shelf.policies,
      now: company.now
    )
    #expect(now.map(\.due) == due)
  }

  @Test func aChainThatLostWhatAReceiptNamesIsNoAnswerToACourt() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    let carlas = Chain.records(of: Company.carla)
    let first = try #require(try company.git.reference(carlas))
    try company.plant(company.acknowledging { $0.action = .withdraw })
    try await company.seal()
    #expect(throws: Never.self) {
      try company.repository().look(back: Company.carla, policy: nil, at: company.now)
    }
    try Program.text(["git", "update-ref", carlas, "\(first)"], in: company.path)
    let refusal = #expect(throws: Refusal.self) {
      try company.repository().look(back: Company.carla, policy: nil, at: company.now)
    }
    #expect(refusal?.code == .ledger)
  }

  @Test func aLeaverIsAskedNothingAfterwards() async throws {
    let company = try await Company.published()
    try await company.scribe(Company.ana).change([.leave(Company.carla)], because: "left")
    let past = try company.repository().look(back: Company.carla, policy: nil, at: company.now)
    #expect(past.entry?.left != nil)
    #expect(past.standings.allSatisfy { $0.obligations.isEmpty && !$0.isInAudience })
  }
}
