import Git
import Policies
import Testing

@testable import Records

/// Records in a place, an order or a name that is not theirs.
struct ChainAttackTests {
  private let carlas = Chain.records(of: Company.carla)

  @Test func anothersKeyInACarlasPlaceIsRefused() async throws {
    let company = try await Company.published()
    try company.plant(company.acknowledging().with { $0.key = "eve" })
    #expect(try await company.verify().codes(under: carlas) == [.key])
  }

  @Test func evesOwnRecordInCarlasPlaceIsRefused() async throws {
    let company = try await Company.published()
    try company.plant(company.acknowledging(as: Company.eve).with { $0.ref = carlas })
    #expect(try await company.verify().codes(under: carlas) == [.person])
  }

  @Test func aRecordThatSpeaksForAnotherThanItsAuthorIsRefused() async throws {
    let company = try await Company.published()
    try company.plant(
      company.acknowledging(as: Company.eve).with {
        $0.ref = carlas
        $0.edit = {
          $0.replacing("Writ-Person: eve", with: "Writ-Person: carla")
            .replacing("ack/1 eve", with: "ack/1 carla")
        }
      }
    )
    #expect(try await company.verify().codes(under: carlas) == [.person])
  }

  @Test func aRecordByAStrangerIsRefused() async throws {
    let company = try await Company.published()
    let mallory = Company.person("mallory")
    try company.plant(company.acknowledging(as: mallory))
    #expect(try await company.verify().codes == ["R-PERSON"])
  }

  @Test func aRecordOfAnotherRepositoryIsRefused() async throws {
    let company = try await Company.published()
    let other = String(repeating: "0", count: 64)
    try company.plant(company.acknowledging().with { $0.repository = other })
    #expect(try await company.verify().codes(under: carlas) == [.repository])
  }

  @Test(arguments: [1, 3, 7, 999_999_999])
  func aGapOrARepeatInTheNumbersIsRefused(number: Int) async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    try company.plant(company.acknowledging { $0.action = .withdraw }.with { $0.sequence = number })
    #expect(try await company.verify().codes(under: carlas) == [.chain])
  }

  @Test func anotherPreviousDigestIsRefused() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    let other = String(repeating: "a", count: 64)
    try company.plant(company.acknowledging { $0.action = .withdraw }.with { $0.previous = other })
    #expect(try await company.verify().codes(under: carlas) == [.chain])
  }

  @Test func aChainThatBeginsAnewIsRefused() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    try company.plant(company.acknowledging().with { $0.parents = [] })
    #expect(try await company.verify().codes(under: carlas) == [.chain])
  }

  @Test func aMergeAmongRecordsIsRefused() async throws {
    let company = try await Company.published()
    let main = try company.repository().mainTip()
    try await company.acknowledge()
    try company.plant(
      company.acknowledging { $0.action = .withdraw }.with { $0.alsoParent = main }
    )
    #expect(try await company.verify().codes(under: carlas) == [.chain])
  }

  @Test func aRecordThatCarriesFilesIsRefused() async throws {
    let company = try await Company.published()
    let tree = try company.mainTree()
    try company.plant(company.acknowledging().with { $0.tree = tree })
    #expect(try await company.verify().codes(under: carlas) == [.content])
  }

  @Test func aRecordOlderThanTheOneBeforeItIsRefused() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    let early = try #require(Instant("2026-11-01T00:00:00Z"))
    try company.plant(company.acknowledging { $0.action = .withdraw }.with { $0.time = early })
    #expect(!(try await company.verify().codes(under: carlas).isEmpty))
  }

  @Test func goingBackToAnOlderRegistryIsRefused() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    let older = try RegistryHistory(upTo: company.repository().registryTip, in: company.git)
      .versions[3]
    try company.plant(
      company.acknowledging { $0.action = .withdraw }.with { $0.registry = older }
    )
    #expect(!(try await company.verify().codes(under: carlas).isEmpty))
  }

  @Test func aRegistryThatIsNotInThisRepositorysHistoryIsRefused() async throws {
    let company = try await Company.published()
    let tip = try company.repository().registryTip
    let stray = try company.plant(company.registering(company.registryTree().write()))
    try company.point(RegistryArchive.ref, to: tip)
    try company.plant(company.acknowledging().with { $0.registry = stray })
    #expect(try await company.verify().codes(under: carlas) == [.registry])
  }

  @Test func aRecordOfAnotherFormatAmongAcknowledgementsIsRefused() async throws {
    let company = try await Company.published()
    let proposal = try await company.propose()
    try company.plant(company.reviewing(proposal, by: Company.carla).with { $0.ref = carlas })
    #expect(try await company.verify().codes(under: carlas) == [.person])
  }

  @Test func oneBadRecordDoesNotHideTheGoodOnesAfterIt() async throws {
    let company = try await Company.published()
    try company.plant(company.acknowledging().with { $0.key = "eve" })
    try company.plant(company.acknowledging { $0.action = .withdraw })
    let report = try await company.verify()
    #expect(report.codes == ["R-KEY"])
    #expect(report.counts[.acknowledgements] == 2)
  }
}
