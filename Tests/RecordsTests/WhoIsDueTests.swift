import Git
import Policies
import Synchronization
import Testing

@testable import Records

/// Who is due is read from what `writ verify` finds good, and from nothing else.
struct WhoIsDueTests {
  @Test func `What a stolen key signed after its end counts for nobody`() async throws {
    let company = try await Company.published()
    try await company.acknowledge(by: Company.eve)
    let old = try company.repository().registryTip
    let time = company.now
    _ = try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "stolen")
    try company.plant(
      company.acknowledging().with {
        $0.time = time
        $0.registry = old
      }
    )
    #expect(try await company.verify().codes(under: Chain.records(of: Company.carla)) == [.key])
    let said = try await company.said().words
    #expect(try said.of(Company.carla)?.isEmpty == true)
    #expect(try said.of(Company.eve)?.map(\.acknowledgement.action) == [.acknowledge])
    #expect(try company.state(of: Company.carla, in: said) == .owed)
    #expect(try company.state(of: Company.eve, in: said) == .acknowledged)
    #expect(try company.repository().acknowledgements(of: Company.carla).isEmpty)
  }

  @Test func `What was found good is not looked at again, and what is new is`() async throws {
    let company = try await Company.published()
    try await company.acknowledge(by: Company.eve)
    let first = try await company.said()
    #expect(first.looked == 1)
    let second = try await company.said(knowing: first.words.verified)
    #expect(second.looked == 0)
    #expect(try company.state(of: Company.eve, in: second.words) == .acknowledged)
    try company.plant(company.acknowledging().with { $0.key = "eve" })
    let third = try await company.said(knowing: second.words.verified)
    #expect(third.looked == 1)
    #expect(try company.state(of: Company.carla, in: third.words) == .refused)
  }

  @Test func `With receipts the time of arrival counts`() async throws {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    company.wait(300)
    try await company.seal()
    let entry = try #require(try await company.said().words.of(Company.carla)?.first)
    let declared = try #require(try company.repository().acknowledgements(of: Company.carla).first)
    #expect(entry.id == declared.id && entry.time.seconds - declared.time.seconds >= 300)
  }

  @Test
  func `A version that was withdrawn before the record arrived is still owed, in todo as well`()
    async throws
  {
    let company = try await Company.ledgered()
    try await company.acknowledge()
    #expect(try company.state(of: Company.carla, in: nil) == .acknowledged)
    company.wait(60)
    let first = try company.published().publication.version
    try await company.change([CompanyFiles.policyPath: Company.softer])
    try await company.publish("social-media")
    _ = try await company.scribe(Company.ana).withdraw("social-media", first)
    company.wait(60)
    try await company.seal()
    let everybody = try await company.said().words
    #expect(try company.state(of: Company.carla, in: everybody) == .owed)
    #expect(try company.state(of: Company.carla, in: nil) == .owed)
  }

  @Test func `A version that comes back is to be signed in the days from then on`() async throws {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    let scribe = try company.scribe(Company.ana)
    try await scribe.publish(scribe.plan(publishing: "social-media", effective: nil, raised: true))
    let second = try company.published()
    #expect(second.publication.version == PolicyVersion(major: 2, minor: 0))
    try await company.acknowledge(by: Company.eve)
    company.wait(200 * 86_400)
    #expect(try company.state(of: Company.eve, in: nil) == .acknowledged)
    _ = try await company.scribe(Company.ana).withdraw("social-media", second.publication.version)
    company.wait(60)
    #expect(try company.state(of: Company.eve, in: nil) == .owed, "it was 2.0 that was asked for")
    company.wait(100 * 86_400)
    #expect(try company.state(of: Company.eve, in: nil) == .overdue)
  }
}

extension Company {
  fileprivate func said(
    knowing known: VerifiedChains = VerifiedChains()
  ) async throws -> (words: VerifiedAcknowledgements, looked: Int) {
    let repository = try repository()
    let looked = Mutex(0)
    var request = Verifier.Request(workers: 2)
    request.known = known
    request.progress = { _, total in looked.withLock { $0 = total } }
    let words = try await Verifier(repository) { [path] in try Repository.open(from: path) }
      .acknowledgements(for: PublicationShelf(repository), request)
    return (words, looked.withLock { $0 })
  }

  fileprivate func state(
    of person: PersonID,
    in words: VerifiedAcknowledgements?
  ) throws -> Obligation.State? {
    let repository = try repository()
    let shelf = try PublicationShelf(repository)
    let entry = try repository.registry.requiredMember(person, at: repository.registryTip).entry
    return try repository.obligations(
      of: entry,
      on: shelf,
      terms: AcknowledgementTerms(repository, shelf),
      asked: shelf.asked("social-media", at: now),
      now: now,
      in: words
    ).first?.state
  }
}
