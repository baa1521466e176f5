import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Merges whose approvals are not worth what they claim.
struct ApprovalAttackTests {
  @Test func aMergeWithoutApprovalsIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    try company.plant(company.merging(proposal, with: []))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func anAuthorsOwnApprovalIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose(by: Company.bruno)
    let review = try company.plant(company.reviewing(proposal, by: Company.bruno))
    try company.plant(company.merging(proposal, with: [(Company.bruno, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func anApprovalWithTheAuthorsSecondKeyIsRefused() async throws {
    let company = try await Company.founded()
    try await company.addKey("second", of: Company.bruno)
    let proposal = try await company.propose(by: Company.bruno)
    let review = try company.plant(
      company.reviewing(proposal, by: Company.bruno).with { $0.key = "second" }
    )
    try company.plant(company.merging(proposal, with: [(Company.bruno, review)]))
    let report = try await company.verify()
    #expect(report.codes(under: Chain.acts(of: Company.bruno)) == [])
    #expect(report.codes(under: Chain.main) == [.approval])
  }

  @Test func aCoAuthorsApprovalIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose(by: Company.bruno, slug: "shared")
    // Carla continues Bruno's work under her own name; he remains an author.
    let shared = try await company.proposal(
      "shared",
      tree: company.repository().tree(of: proposal.head),
      by: Company.carla,
      after: [proposal.head]
    )
    let review = try company.plant(company.reviewing(shared, by: Company.bruno))
    try company.plant(company.merging(shared, with: [(Company.bruno, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func anApprovalBySomebodyWithoutTheRoleIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try company.plant(company.reviewing(proposal, by: Company.eve))
    try company.plant(company.merging(proposal, with: [(Company.eve, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func anApprovalInARoleThatTheChangeDoesNotNeedIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try company.plant(
      company.reviewing(proposal, by: Company.ana, role: Role.publisher)
    )
    try company.plant(company.merging(proposal, with: [(Company.ana, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func anApprovalBySomebodyWhoLostTheRoleIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    let roles = try company.registryFile("roles.yml").replacing(", bruno", with: "")
    try company.plant(company.registering(company.registryTree(putting: "roles.yml", roles)))
    await #expect(throws: WorkflowError.self) { try await company.merge(proposal) }
    try company.plant(company.merging(proposal, with: [(Company.bruno, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func anApprovalGivenBeforeTheRoleWasHeldIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try company.plant(company.reviewing(proposal, by: Company.eve))
    let tree = try company.registryTree().granting([Role.legal], to: Company.eve).write()
    try company.plant(company.registering(tree))
    try company.plant(company.merging(proposal, with: [(Company.eve, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test(arguments: [Review.Verdict.reject, .withdraw])
  func anApprovalThatWasTakenBackIsRefused(verdict: Review.Verdict) async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let review = try await company.review(proposal)
    try await company.review(proposal, verdict)
    await #expect(throws: WorkflowError.self) { try await company.merge(proposal) }
    try company.plant(company.merging(proposal, with: [(Company.bruno, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  /// Times are whole seconds, so the place in the chain must decide.
  @Test(arguments: 0..<8)
  func anApprovalTakenBackInTheSameSecondIsRefused(attempt: Int) async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose(slug: "attempt-\(attempt)")
    let moment = company.now
    let review = try company.plant(company.reviewing(proposal).with { $0.time = moment })
    try company.plant(company.reviewing(proposal, .reject).with { $0.time = moment })
    let standing = try company.repository().standing(
      of: proposal,
      in: ReviewBook(company.repository())
    )
    #expect(standing.counted.isEmpty && standing.objections.count == 1)
    try company.plant(company.merging(proposal, with: [(Company.bruno, review)]))
    #expect(try await company.verify().codes(under: Chain.main) == [.approval])
  }

  @Test func aCommentDoesNotTakeAnApprovalBack() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    try await company.review(proposal)
    try await company.review(proposal, .comment)
    try await company.merge(proposal)
    #expect(try await company.verify().codes == [])
  }

  @Test func anApprovalNamedTwiceOrUnderAnothersNameIsRefused() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose(
      ["writ.yml": CompanyFiles.settings.replacing("due-days: 14", with: "due-days: 15")]
    )
    let review = try await company.review(proposal)
    let comment = try await company.review(proposal, .comment)
    for other in [(Company.bruno, comment), (Company.dan, review)] {
      let main = try company.repository().mainTip()
      try company.plant(company.merging(proposal, with: [(Company.bruno, review), other]))
      #expect(try await company.verify().codes(under: Chain.main) == [.approval])
      try company.point(Chain.main, to: main)
    }
  }
}
