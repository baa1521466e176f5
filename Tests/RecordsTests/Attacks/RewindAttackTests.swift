import Git
import Policies
import Testing

@testable import Records

/// Refs that went back to something older.
///
/// Without a ledger the newest record of a chain can be dropped unseen; what leans on it is noticed.
struct RewindAttackTests {
  @Test func aRegistryThatWentBackIsNoticedByWhatCitesTheNewerOne() async throws {
    let company = try await Company.published()
    let older = try RegistryHistory(upTo: company.repository().registryTip, in: company.git)
      .versions[3]
    try await company.acknowledge()
    try company.point(RegistryArchive.ref, to: older)
    let report = try await company.verify()
    #expect(report.codes(under: Chain.records(of: Company.carla)) == [.registry])
    #expect(!report.codes(under: Chain.published).isEmpty)
  }

  @Test func mainThatWentBackIsNoticedByThePublication() async throws {
    let company = try await Company.published()
    let root = try company.repository().mainTip()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    try await company.publish("social-media")
    try company.point(Chain.main, to: root)
    #expect(try await company.verify().codes(under: Chain.published) == [.version])
  }

  @Test func aPublicationThatIsGoneIsNoticedByTagAndAcknowledgements() async throws {
    let company = try await Company.published()
    try await company.acknowledge()
    try company.remove(Chain.published)
    let report = try await company.verify()
    #expect(report.codes(under: Chain.records(of: Company.carla)) == [.version])
    #expect(report.notes.count == 1)
  }

  @Test func anApprovalThatIsGoneIsNoticedByTheMerge() async throws {
    let company = try await Company.founded()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    try company.remove(Chain.acts(of: Company.bruno))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }
}
