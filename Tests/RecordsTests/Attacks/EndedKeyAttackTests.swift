import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// A stolen key after the registry ended it, wherever it could still count.
struct EndedKeyAttackTests {
  @Test func aRegistrarsEndedKeyMakesNoVersionEvenInTheSecondOfItsEnd() async throws {
    let company = try await Company.founded()
    try await company.scribe(Company.ana).change(
      [.roles(Company.bruno, adding: [Role.registrar], removing: [])],
      because: "two"
    )
    try await company.scribe(Company.ana).change(
      [.endKeys(Company.bruno, fingerprint: nil, since: nil)],
      because: "stolen"
    )
    let end = try ChainLink(company.repository().registryTip, in: company.git).time
    let tree = try company.registryTree().granting([Role.publisher], to: Company.eve).write()
    let forgery = try company.registering(tree, by: Company.bruno).with { $0.time = end }
    #expect(try company.refusal(ofRegistry: forgery) == .key)
  }

  @Test func anEndedKeysReviewCountsTowardsNoThreshold() async throws {
    let company = try await threeRegistrars()
    let (old, time) = (try company.repository().registryTip, company.now)
    try await end(Company.bruno, in: company)
    let cook = try await proposedCook(in: company)
    let review = company.reviewing(cook, by: Company.bruno, role: Role.registrar)
    let approval = try company.plant(
      review.with {
        $0.registry = old
        $0.time = time
      }
    )
    let forgery = try company.registering(
      company.repository().tree(of: cook.head),
      approvals: [(Company.bruno, approval)]
    )
    #expect(try company.refusal(ofRegistry: forgery) == .approval)
  }

  @Test(arguments: [false, true])
  func aReviewFromBeforeTheEndCountsUnlessItsKeyWasCutOff(isCutOff: Bool) async throws {
    let company = try await threeRegistrars()
    let moment = company.now
    let cook = try await proposedCook(in: company)
    let approval = try await company.review(cook)
    company.wait(60)
    try await end(Company.bruno, since: isCutOff ? moment : nil, in: company)
    let tree = try company.registryTree().granting(["cook"], to: Company.carla).write()
    let version = try company.registering(tree, approvals: [(Company.bruno, approval)])
    #expect(try company.refusal(ofRegistry: version) == (isCutOff ? .approval : nil))
  }

  /// Carla's stolen key makes a proposal that says it is older than the key's end.
  @Test(arguments: [false, true])
  func aProposalByAnEndedKeyIsNeverMerged(hasReceipts: Bool) async throws {
    let company = try await hasReceipts ? Company.ledgered() : Company.founded()
    let time = company.now
    try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "stolen")
    if hasReceipts { try await company.seal() }
    let base = try company.repository().mainTip()
    let head = ProposalHead(
      repository: try company.repository().identity,
      person: Company.carla,
      change: .material
    )
    let commit = try company.sign(
      UnsignedCommit(
        tree: company.tree(company.mainTree(), putting: CompanyFiles.policyPath, Company.softer),
        parents: [base],
        person: Company.carla,
        time: time.seconds,
        message: head.message("older than it is")
      ),
      with: "carla"
    )
    let id = try company.git.write(RawObject(kind: .commit, bytes: commit.encoded))
    let name = try #require(ProposalName(person: Company.carla, slug: "late"))
    try company.point(name.ref, to: id)
    let proposal = try company.repository().proposal(name)
    let approval = try company.plant(company.reviewing(proposal))
    if hasReceipts { try await company.seal() }
    #expect(try company.repository().fall(of: proposal)?.code == .key)
    await #expect(throws: WorkflowError.self) { try await company.merge(proposal, by: Company.dan) }
    try company.plant(company.merging(proposal, with: [(Company.bruno, approval)], by: Company.dan))
    #expect(try await company.verify().codes(under: Chain.main) == [.key])
  }

  @Test(arguments: [false, true])
  func aProposalThatWasThereWhenItsKeyEndedIsMerged(hasReceipts: Bool) async throws {
    let company = try await hasReceipts ? Company.ledgered() : Company.founded()
    let proposal = try await company.propose()
    try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "lost")
    if hasReceipts { try await company.seal() }
    try await company.review(proposal)
    try await company.merge(proposal, by: Company.dan)
    if hasReceipts { try await company.seal() }
    #expect(try await company.verify().codes == [])
  }

  @Test(arguments: [false, true])
  func anApprovalThatFellWithItsKeyMergesNothing(hasReceipts: Bool) async throws {
    let company = try await hasReceipts ? Company.ledgered() : Company.founded()
    let proposal = try await company.propose()
    let moment = company.now
    let approval = try await company.review(proposal)
    if hasReceipts { try await company.seal() }
    company.wait(60)
    try await company.scribe(Company.ana)
      .change([.endKeys(Company.bruno, fingerprint: nil, since: moment)], because: "stolen")
    if hasReceipts { try await company.seal() }
    let standing = try company.repository().standing(
      of: company.repository().proposal(proposal.name),
      in: ReviewBook(company.repository())
    )
    #expect(standing.discounted.first?.why.contains("has ended") == true)
    await #expect(throws: WorkflowError.self) { try await company.merge(proposal) }
    let main = try company.repository().mainTip()
    let merge = try company.plant(company.merging(proposal, with: [(Company.bruno, approval)]))
    // As a server judges it, and as an auditor does.
    let taken = try await RangeVerifier(company.repository()).run(
      from: main,
      to: merge,
      on: Chain.main
    )
    #expect(taken.problems.map(\.refusal.code) == [.approval])
    let report = try await Verifier(company.repository()) { [path = company.path] in
      try Repository.open(from: path)
    }.run(workers: 2)
    #expect(report.codes(under: Chain.main) == [.approval])
  }

  /// Who signs the version last could leave honest work out, or let a thief's in.
  @Test(arguments: [[], [Chain.main, RegistryArchive.ref]])
  func theEndsOfChainsAreThoseThatWereApproved(refs: [String]) async throws {
    let company = try await threeRegistrars()
    let outcome = try await company.scribe(Company.ana)
      .change([.endKeys(Company.bruno, fingerprint: nil, since: nil)], because: "stolen")
    guard case .proposed(let proposal) = outcome else { throw WorkflowError.unfinished }
    let approval = try await company.review(proposal, by: Company.dan)
    let forgery = try company.registering(
      company.repository().tree(of: proposal.head),
      approvals: [(Company.dan, approval)],
      tips: refs
    )
    #expect(try company.refusal(ofRegistry: forgery) == .approval)
    try await company.merge(proposal, by: Company.ana)
    #expect(try await company.verify().codes == [])
  }

  private func threeRegistrars() async throws -> Company {
    let company = try await Company.founded()
    try await company.scribe(Company.ana).change(
      [Company.bruno, Company.dan].map { .roles($0, adding: [Role.registrar], removing: []) }
        + [.threshold(2)],
      because: "two of three decide"
    )
    return company
  }

  private func proposedCook(in company: Company) async throws -> Proposal {
    let outcome = try await company.scribe(Company.ana)
      .changeRoles(of: Company.carla, adding: ["cook"], removing: [])
    guard case .proposed(let proposal) = outcome else { throw WorkflowError.unfinished }
    return proposal
  }

  private func end(_ person: PersonID, since: Instant? = nil, in company: Company) async throws {
    let outcome = try await company.scribe(Company.ana)
      .change([.endKeys(person, fingerprint: nil, since: since)], because: "stolen")
    guard case .proposed(let proposal) = outcome else { throw WorkflowError.unfinished }
    try await company.review(proposal, by: Company.dan)
    try await company.merge(proposal, by: Company.ana)
  }
}
