import Git
import Policies
import Testing

@testable import Records

/// Merges whose second parent is not the proposal that they claim to merge.
struct HiddenAuthorTests {
  /// Bruno wrote the change, names an old proposal of Carla's as its source, and approves it.
  @Test func anAuthorWhoHidesBehindAnothersOldProposalIsRefused() async throws {
    let company = try await Company.founded()
    let old = try await company.propose(slug: "old")
    try await company.review(old)
    try await company.merge(old)
    let (proposal, tree) = try await changeOfBrunos(company)
    let disguise = try #require(ProposalName(person: Company.carla, slug: "old"))
    try await expectRefusal(company, of: proposal, as: disguise, tree: tree, head: old.head)
  }

  /// The same with main itself as the second parent.
  @Test func anAuthorWhoHidesBehindMainIsRefused() async throws {
    let company = try await Company.founded()
    let (proposal, tree) = try await changeOfBrunos(company)
    let disguise = try #require(ProposalName(person: Company.carla, slug: "nothing"))
    let main = try company.repository().mainTip()
    try await expectRefusal(company, of: proposal, as: disguise, tree: tree, head: main)
  }

  /// The same with an open proposal of Carla's that changes something else.
  @Test func anAuthorWhoHidesBehindAnotherOpenProposalIsRefused() async throws {
    let company = try await Company.founded()
    let open = try await company.propose([CompanyFiles.travelPath: CompanyFiles.travel + "\nx\n"])
    let (proposal, tree) = try await changeOfBrunos(company)
    try await expectRefusal(company, of: proposal, as: open.name, tree: tree, head: open.head)
  }

  private func changeOfBrunos(_ company: Company) async throws -> (Proposal, ObjectID) {
    let proposal = try await company.propose(
      [CompanyFiles.policyPath: CompanyFiles.policy + "\nMore.\n"],
      by: Company.bruno,
      slug: "brunos"
    )
    return (proposal, try company.repository().tree(of: proposal.head))
  }

  private func expectRefusal(
    _ company: Company,
    of proposal: Proposal,
    as disguise: ProposalName,
    tree: ObjectID,
    head: ObjectID
  ) async throws {
    var review = try #require(
      company.reviewing(proposal, by: Company.bruno).statement as? Review
    )
    review.proposal = disguise
    let approval = try company.plant(
      Forgery(review, on: Chain.acts(of: Company.bruno), by: Company.bruno)
    )
    var merge = try #require(
      try company.merging(proposal, with: [(Company.bruno, approval)], tree: tree).statement
        as? Merge
    )
    merge.proposal = disguise
    try company.plant(
      Forgery(merge, on: Chain.main, by: Company.bruno).with {
        $0.tree = tree
        $0.alsoParent = head
      }
    )
    #expect(!(try await company.verify().codes(under: Chain.main).isEmpty))
  }
}
