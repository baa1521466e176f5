import Git
import Policies
import Testing

@testable import Records

/// What happens to an approval when the proposal or main moves on.
struct StaleApprovalTests {
  @Test func anApprovalCountsForTheChangeItWasGivenFor() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    try await company.review(proposal)
    try await company.merge(proposal)
    #expect(try await company.verify().codes == [])
  }

  @Test func approvedThenOneByteChangedCountsNoMore() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    let changed = try await company.propose([CompanyFiles.policyPath: Company.softer + "."])
    #expect(changed.name == proposal.name)
    #expect(try standing(company, changed).discounted.map(\.why) == ["the text changed since"])
    await #expect(throws: WorkflowError.self) { try await company.merge(changed) }
    try company.plant(company.merging(changed, with: [(Company.bruno, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func anotherClassOfChangeNeedsANewApproval() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    try await company.review(proposal)
    let raised = try await company.propose(
      [CompanyFiles.policyPath: Company.softer],
      as: .material
    )
    #expect(try standing(company, raised).counted.isEmpty)
    await #expect(throws: WorkflowError.self) { try await company.merge(raised) }
  }

  @Test func otherFilesMergedMeanwhileLeaveTheApprovalStanding() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    try await company.review(proposal)
    try await company.change(
      [CompanyFiles.travelPath: CompanyFiles.travel + "\nOr walk.\n"],
      slug: "travel"
    )
    let later = try company.repository().proposal(proposal.name)
    #expect(try standing(company, later).counted.count == 1)
    try await company.merge(proposal)
    #expect(try await company.verify().codes == [])
  }

  @Test func theSameFileMergedMeanwhileMakesTheApprovalStale() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    // Far enough from the first change that Git joins both without a conflict.
    let other = CompanyFiles.policy.replacing("what is not public", with: "what is secret")
    try await company.change([CompanyFiles.policyPath: other], slug: "other")
    await #expect(throws: WorkflowError.conflicts(proposal.name, [CompanyFiles.policyPath])) {
      try await company.merge(proposal)
    }
    let joined = try company.git.mergeTrees(
      base: company.repository().tree(of: proposal.base),
      ours: company.mainTree(),
      theirs: company.repository().tree(of: proposal.head)
    )
    guard case .clean(let tree) = joined else {
      Issue.record("the two changes should not conflict for Git")
      return
    }
    try company.plant(company.merging(proposal, with: [(Company.bruno, review)], tree: tree))
    #expect(!(try await company.verify().codes(under: Chain.main).isEmpty))
  }

  @Test func theSameChangeMergedMeanwhileLeavesNothingToMerge() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    try await company.review(proposal)
    try await company.change([CompanyFiles.policyPath: Company.softer], slug: "twin")
    await #expect(throws: WorkflowError.self) { try await company.merge(proposal) }
  }

  @Test func anApprovalOfAnotherProposalDoesNotCount() async throws {
    let company = try await Company.founded()
    let approved = try await company.propose(slug: "approved")
    let review = try await company.review(approved)
    let twin = try await company.propose(slug: "twin")
    #expect(twin.changeDigest == approved.changeDigest)
    await #expect(throws: WorkflowError.self) { try await company.merge(twin) }
    try company.plant(company.merging(twin, with: [(Company.bruno, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  private func standing(_ company: Company, _ proposal: Proposal) throws -> ApprovalStanding {
    try company.repository().standing(of: proposal, in: ReviewBook(company.repository()))
  }
}
