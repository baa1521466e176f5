import Git
import Policies
import Testing

@testable import Records

/// Proposals that are closed, opened again and shared.
@Suite struct SteeringTests {
  @Test func `Somebody with whom a proposal is shared may go on with it and never approves it`()
    async throws
  {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    await #expect(throws: WorkflowError.notYours(proposal.name)) {
      try await company.revise(proposal, by: Company.bruno)
    }
    try await company.scribe(Company.carla).steer(.share, proposal, with: Company.bruno)
    let revised = try await company.revise(proposal, by: Company.bruno)
    #expect(revised.authors == [Company.bruno, Company.carla])
    #expect(try await company.verify().codes == [])
    await #expect(throws: WorkflowError.ownProposal(proposal.name)) {
      try await company.review(revised, by: Company.bruno)
    }
    try await company.review(revised, by: Company.dan)
    try await company.merge(revised)
    #expect(try await company.verify().codes == [])
  }

  @Test func `What an author signs badly later undoes no merge`() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    try await company.scribe(Company.carla).steer(.share, proposal, with: Company.bruno)
    let revised = try await company.revise(proposal, by: Company.bruno)
    try await company.review(revised, by: Company.dan)
    try await company.merge(revised)
    company.wait(60)
    let acts = Chain.acts(of: Company.carla)
    let forged = Steering(.share, proposal.name, with: Company.eve)
    try company.plant(Forgery(forged, on: acts, by: Company.carla).with { $0.key = "eve" })
    let report = try await company.verify()
    #expect(report.codes(under: acts) == [.key] && report.codes(under: Chain.main) == [])
  }

  @Test func `A commit by somebody with whom it was not shared, or no longer, is refused`()
    async throws
  {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let carla = try company.scribe(Company.carla)
    try await carla.steer(.share, proposal, with: Company.bruno)
    try await carla.steer(.unshare, proposal, with: Company.bruno)
    let aside = try await company.proposal(
      "aside",
      tree: company.repository().tree(of: proposal.base),
      by: Company.bruno,
      after: [proposal.head]
    )
    try company.point(proposal.name.ref, to: aside.head)
    #expect(try await company.verify().codes(under: proposal.name.ref) == [.person])
  }

  @Test func `Only the author shares, and only who has a say closes`() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    await #expect(throws: WorkflowError.notYours(proposal.name)) {
      try await company.scribe(Company.bruno).steer(.share, proposal, with: Company.dan)
    }
    await #expect(throws: WorkflowError.notYours(proposal.name)) {
      try await company.scribe(Company.eve).steer(.close, proposal)
    }
    let forged = Steering(.share, proposal.name, with: Company.dan)
    try company.plant(Forgery(forged, on: Chain.acts(of: Company.bruno), by: Company.bruno))
    #expect(
      try await company.verify().codes(under: Chain.acts(of: Company.bruno)) == [.person]
    )
  }

  @Test func `A closed proposal is not merged until it is opened again`() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    try await company.review(proposal)
    try await company.scribe(Company.dan).steer(.close, proposal, comment: "not now")
    await #expect(throws: WorkflowError.closed(proposal.name, by: Company.dan)) {
      try await company.merge(proposal)
    }
    try await company.scribe(Company.carla).steer(.reopen, proposal)
    try await company.merge(proposal)
    #expect(try await company.verify().codes == [])
  }
}

extension Company {
  /// Puts other words into a proposal.
  @discardableResult
  fileprivate func revise(_ proposal: Proposal, by person: PersonID) async throws -> Proposal {
    let scribe = try scribe(person)
    let draft = try scribe.draft(
      putting: [CompanyFiles.policyPath: Array(Company.stricter.utf8)],
      into: repository().proposal(proposal.name),
      reason: "stricter"
    )
    return try await scribe.propose(draft, reason: "stricter", change: .material)
  }
}
