import Git
import Policies
import TestTools
import Testing

@testable import Records

/// An end of a key that would take main or a publication with it, for good.
struct HarmfulEndTests {
  @Test(arguments: [Company.bruno, Company.carla])
  func aCutOffUnderAMergeIsRefused(person: PersonID) async throws {
    let company = try await Company.founded()
    let moment = company.now
    // Bruno's is the approval, and Carla merges.
    try await company.change([CompanyFiles.policyPath: Company.softer])
    company.wait(60)
    try await expectHarm(under: Chain.main, to: company) {
      try await end(person, since: moment, in: company)
    }
    try await end(person, since: nil, in: company)
    #expect(try await company.verify().codes == [])
    try await company.publish("social-media")
  }

  @Test func aCutOffUnderAPublicationIsRefused() async throws {
    let company = try await Company.founded()
    try await company.scribe(Company.ana).change(
      [.roles(Company.dan, adding: [Role.publisher], removing: [])],
      because: "two"
    )
    let moment = company.now
    let scribe = try company.scribe(Company.dan)
    _ = try await scribe.publish(
      scribe.plan(publishing: "social-media", effective: nil, raised: false)
    )
    company.wait(60)
    try await expectHarm(under: Chain.published, to: company) {
      try await end(Company.dan, since: moment, in: company)
    }
    try await end(Company.dan, since: nil, in: company)
    #expect(try await company.verify().codes == [])
  }

  @Test func aCutOffThatOnlyRecordsFallUnderIsNone() async throws {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    company.wait(60)
    let moment = company.now
    try await company.acknowledge(by: Company.carla)
    company.wait(60)
    try await end(Company.carla, since: moment, in: company)
    #expect(try await company.verify().codes == ["R-KEY"])
  }

  /// Whoever has the key can merge what others approved while its end waits for a second registrar.
  @Test func aMergeSinceTheEndWasProposedStandsInItsWayUntilItIsProposedAnew() async throws {
    let company = try await Company.founded()
    try await company.scribe(Company.ana).change(
      [.roles(Company.dan, adding: [Role.registrar], removing: []), .threshold(2)],
      because: "two decide"
    )
    let first = try await proposedEnd(in: company)
    try await company.review(first, by: Company.dan)
    company.wait(60)
    try await company.change([CompanyFiles.policyPath: Company.softer])
    try await expectHarm(under: Chain.main, to: company) {
      try await company.merge(first, by: Company.ana)
    }
    let second = try await proposedEnd(in: company)
    try await company.review(second, by: Company.dan)
    try await company.merge(second, by: Company.ana)
    #expect(try await company.verify().codes == [])
  }

  /// As a forge asks, where no hook can run.
  @Test func aVersionThatCameTooLateForAMergeIsRefused() async throws {
    let company = try await Company.founded()
    let old = try company.repository().registryTip
    try await end(Company.carla, since: nil, in: company)
    let version = try company.repository().registryTip
    let range = { () async throws -> [String] in
      try await RangeVerifier(company.repository())
        .run(from: old, to: version, on: RegistryArchive.ref).codes
    }
    try company.point(RegistryArchive.ref, to: old)
    #expect(try await range() == [])
    company.wait(60)
    try await company.change([CompanyFiles.policyPath: Company.softer])
    #expect(try await range() == ["R-REGISTRY"])
  }

  private func proposedEnd(in company: Company) async throws -> Proposal {
    let outcome = try await end(Company.carla, since: nil, in: company)
    guard case .proposed(let proposal) = outcome else { throw WorkflowError.unfinished }
    return proposal
  }

  @discardableResult
  private func end(
    _ person: PersonID,
    since moment: Instant?,
    in company: Company
  ) async throws -> RegistryOutcome {
    try await company.scribe(Company.ana)
      .change([.endKeys(person, fingerprint: nil, since: moment)], because: "stolen")
  }

  private func expectHarm(
    under ref: String,
    to company: Company,
    _ step: () async throws -> some Any
  ) async throws {
    let tip = try company.repository().registryTip
    let error = await #expect(throws: WorkflowError.self) { _ = try await step() }
    guard case .harmsMain(_, ref, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try company.repository().registryTip == tip)
    #expect(try await company.verify().codes == [])
  }
}
