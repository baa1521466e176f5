import Git
import Policies
import TestTools
import Testing

@testable import Records

/// What a forge asks for: a verdict on what lies between two commits.
struct RangeVerifierTests {
  @Test func aGoodMergeProposalReviewAndRecordAreGood() async throws {
    let company = try await Company.published()
    let before = try company.repository().mainTip()
    let proposal = try await company.propose()
    #expect(try await company.codes(before, proposal.head) == [])
    #expect(try await company.codes(before, proposal.head, on: proposal.name.ref) == [])
    let review = try await company.review(proposal)
    #expect(try await company.codes(nil, review) == [])
    let merge = try await company.merge(proposal)
    #expect(try await company.codes(before, merge) == [])
    #expect(try await company.codes(before, merge, on: Chain.main) == [])
    let first = try await company.acknowledge()
    #expect(try await company.codes(nil, first) == [])
    let second = try company.plant(company.acknowledging { $0.action = .withdraw })
    #expect(try await company.codes(first, second) == [])
    let registry = try company.repository().registryTip
    #expect(try await company.codes(nil, registry) == [])
  }

  @Test func aMergeWithoutApprovalsIsRefused() async throws {
    let company = try await Company.published()
    let before = try company.repository().mainTip()
    let proposal = try await company.propose()
    let merge = try company.plant(company.merging(proposal, with: []))
    #expect(try await company.codes(before, merge) == [.approval])
  }

  @Test func aPlainCommitOnMainIsRefused() async throws {
    let company = try await Company.published()
    let before = try company.repository().mainTip()
    try company.refresh()
    try Program.text(["git", "commit", "-q", "--allow-empty", "-m", "x"], in: company.path)
    let tip = try #require(try company.git.reference(Chain.main))
    #expect(try await company.codes(before, tip) == [.header])
    #expect(try await company.codes(before, tip, on: Chain.main) == [.header])
  }

  @Test func whatDoesNotGoOnFromTheBaseIsRefused() async throws {
    let company = try await Company.published()
    let before = try company.repository().mainTip()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    let tip = try company.repository().mainTip()
    #expect(try await company.codes(tip, before) == [.chain])
  }

  @Test func anothersProposalAndAProposalByAStrangerAreRefused() async throws {
    let company = try await Company.published()
    let before = try company.repository().mainTip()
    let proposal = try await company.propose()
    let eves = "refs/heads/proposals/eve/change"
    #expect(try await company.codes(before, proposal.head, on: eves) == [.person])
    let mallory = Company.person("mallory")
    let theirs = try await company.proposal("x", tree: company.mainTree(), by: mallory)
    #expect(try await company.codes(before, theirs.head) != [])
  }
}

extension Company {
  /// Why the range is refused; empty if it is not.
  fileprivate func codes(
    _ base: ObjectID?,
    _ head: ObjectID,
    on ref: String? = nil
  ) async throws -> [Refusal.Code] {
    try await RangeVerifier(repository()).run(from: base, to: head, on: ref).problems
      .map(\.refusal.code)
  }
}
