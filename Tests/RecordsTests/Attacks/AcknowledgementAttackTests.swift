import Git
import Policies
import Signing
import Testing

@testable import Records

/// Acknowledgements that claim something untrue.
struct AcknowledgementAttackTests {
  private let carlas = Chain.records(of: Company.carla)

  @Test(arguments: [
    "I have read nothing.",
    "I have read Social media policy 1.1 of Café Example, and I will follow it.",
    "I have read Social media policy 1.0 of Cafe\u{301} Example, and I will follow it.",
  ])
  func aStatementThatWasNotTheOneInForceIsRefused(sentence: String) async throws {
    let company = try await Company.published()
    try company.plant(company.acknowledging { $0.statement = sentence })
    #expect(try await company.verify().codes(under: carlas) == [.statement])
  }

  @Test func anotherTextThanThePublishedOneIsRefused() async throws {
    for change: @Sendable (inout Acknowledgement) -> Void in [
      { $0.digest = String(repeating: "0", count: 64) }, { $0.blob = .emptyTree },
      { $0.path = "policies/travel/policy.md" }, { $0.language = "de" },
    ] {
      let company = try await Company.published()
      try company.plant(company.acknowledging(change))
      #expect(try await company.verify().codes(under: carlas) == [.content])
    }
  }

  @Test func anotherTagObjectIsRefused() async throws {
    let company = try await Company.published()
    let main = try company.repository().mainTip()
    try company.plant(company.acknowledging { $0.tagObject = main })
    #expect(try await company.verify().codes(under: carlas) == [.tag])
  }

  @Test func aVersionThatWasNeverPublishedIsRefused() async throws {
    let company = try await Company.published()
    try company.plant(
      company.acknowledging { $0.tag = "refs/tags/policy/social-media/4.0" }
    )
    #expect(try await company.verify().codes(under: carlas) == [.version])
  }

  @Test func aRecordOlderThanThePublicationIsRefused() async throws {
    let company = try await Company.published()
    let before = try company.published().time.seconds - 1
    try company.plant(company.acknowledging().with { $0.time = Instant(seconds: before) })
    #expect(try await company.verify().codes(under: carlas) == [.version])
  }

  @Test func consentTypedAfterTheFullTextIsAccepted() async throws {
    let company = try await Company.published()
    try await company.acknowledge(shown: .full, means: .typed)
    #expect(try await company.verify().codes == [])
  }

  @Test(arguments: ["full", "changes-since 1.0"])
  func consentByFlagCannotClaimThatTheTextWasShown(shown: String) async throws {
    let company = try await Company.published()
    try company.plant(
      company.acknowledging {
        ($0.means, $0.shown) = (.flag, .notShown)
      }.with { $0.edit = { $0.replacing("Shown: not-shown", with: "Shown: \(shown)") } }
    )
    #expect(try await company.verify().codes(under: carlas) == [.record])
  }

  @Test func acknowledgingAWithdrawnVersionIsNotedAndCountsForNothing() async throws {
    let company = try await Company.published()
    try await company.acknowledge(by: Company.eve)
    var withdrawal = try company.published().publication
    withdrawal.action = .withdraw
    let forgery = try company.acknowledging()
    try company.plant(Forgery(withdrawal, on: Chain.published, by: Company.ana))
    try company.plant(forgery)
    let report = try await company.verify()
    #expect(report.codes == [])
    #expect(report.notes.map(\.ref) == [carlas])
    #expect(report.notes.map(\.refusal.code) == [.version])
    let shelf = try PublicationShelf(company.repository())
    let said = try company.repository().acknowledgements(of: Company.carla)
    let counting = said.filter { word in
      shelf.entry(tag: word.acknowledgement.tag).map { word.counts(for: $0) } ?? true
    }
    #expect(said.count == 1 && counting.isEmpty)
  }

  @Test func acknowledgingASupersededVersionIsNoted() async throws {
    let company = try await Company.published()
    let old = try company.acknowledging()
    try await company.change([CompanyFiles.policyPath: Company.stricter], as: .material)
    try await company.publish("social-media")
    company.wait(60)
    try company.plant(old)
    let report = try await company.verify()
    #expect(report.codes == [])
    #expect(report.notes.map(\.ref) == [carlas])
  }

  @Test func anExpiredKeyIsRefusedAfterItsEnd() async throws {
    let (company, _) = try await afterCarlasKeyEnded()
    try company.plant(company.acknowledging())
    #expect(try await company.verify().codes(under: carlas) == [.key])
  }

  /// Without a ledger a date is what the signer says; the place in the chain is not.
  @Test func anEndedKeyThatCitesTheOldRegistryIsRefusedBeyondTheTipThatWasNamed() async throws {
    let (company, end) = try await afterCarlasKeyEnded()
    let early = Instant(seconds: end.seconds - 1)
    let repository = try company.repository()
    let old = try RegistryHistory(upTo: repository.registryTip, in: company.git).versions.dropLast()
    try company.plant(
      company.acknowledging().with {
        $0.time = early
        $0.registry = old.last
      }
    )
    #expect(try await company.verify().codes(under: carlas) == [.key])
  }

  @Test func aRecordThatSaysItIsOlderThanItsRegistryIsRefused() async throws {
    let (company, end) = try await afterCarlasKeyEnded()
    let early = Instant(seconds: end.seconds - 1)
    try company.plant(
      company.acknowledging(as: Company.eve).with { $0.time = early }
    )
    #expect(try await company.verify().codes(under: Chain.records(of: Company.eve)) == [.chain])
  }

  @Test func whatALeaverSignsAfterLeavingIsRefused() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    let tip = try company.repository().registryTip
    var entry = try #require(try company.repository().registry.member(Company.carla, at: tip)).entry
    entry.left = company.now
    let tree = try company.registryTree().leaving(entry).write()
    try company.plant(company.registering(tree, tips: [carlas]))
    #expect(try await company.verify().codes == [])
    try company.plant(company.acknowledging { $0.action = .withdraw })
    #expect(try await company.verify().codes(under: carlas) == [.key])
  }

  private func afterCarlasKeyEnded() async throws -> (Company, end: Instant) {
    let company = try await Company.published()
    company.wait(100)
    let path = RegistryFiles.signersPath(RegistryFiles.shard(of: Company.carla))
    let end = company.now
    let text =
      try company.registryFile(path).split(separator: "\n").map { line in
        guard line.hasPrefix("carla ") else { return String(line) }
        let limit = ",valid-before=\"\(end.compact)\" ssh-ed25519"
        return String(line).replacing(" ssh-ed25519", with: limit)
      }.joined(separator: "\n") + "\n"
    try company.plant(company.registering(company.registryTree(putting: path, text)))
    return (company, end)
  }
}
