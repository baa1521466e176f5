import Git
import Policies
import TestTools
import Testing

@testable import Records

/// Changes of the registry whose approvals were meant for something else, or counted before.
struct RegistryReplayTests {
  /// Two registrars let Carla cook, and two took it back; now one alone would have it again.
  @Test func whatTwoTookBackIsNotDoneAgainByOne() async throws {
    let company = try await company(registrars: [Company.bruno])
    let cook = try await company.cook(adding: true)
    let approval = try await company.review(cook)
    let tree = try company.repository().tree(of: cook.head)
    try await company.merge(cook, by: Company.ana)
    let noCook = try await company.cook(adding: false)
    try await company.review(noCook)
    try await company.merge(noCook, by: Company.ana)
    #expect(try await company.verify().codes == [])

    let again = try company.repository().proposal(cook.name)
    #expect(again.isMerged)
    await #expect(throws: WorkflowError.alreadyMerged(cook.name)) {
      try await company.merge(again, by: Company.ana)
    }
    let forgery = try company.registering(tree, approvals: [(Company.bruno, approval)])
    #expect(try company.refusal(ofRegistry: forgery) == .approval)
  }

  @Test func approvalsOfSeveralProposalsAreNotAddedUp() async throws {
    let company = try await company(registrars: [Company.bruno, Company.dan], threshold: 3)
    let proposals = [
      try await company.cook(adding: true), try await company.cook(adding: true),
    ]
    #expect(proposals[0].changeDigest == proposals[1].changeDigest)
    let approvals = [
      (Company.bruno, try await company.review(proposals[0])),
      (Company.dan, try await company.review(proposals[1], by: Company.dan)),
    ]
    let tree = try company.repository().tree(of: proposals[0].head)
    let forgery = try company.registering(tree, approvals: approvals)
    #expect(try company.refusal(ofRegistry: forgery) == .approval)
    let both = [
      approvals[0], (Company.dan, try await company.review(proposals[0], by: Company.dan)),
    ]
    #expect(try company.refusal(ofRegistry: company.registering(tree, approvals: both)) == nil)
  }

  /// Bruno writes the change, lets it look like Ana's, and approves it.
  @Test(arguments: [Company.ana, Company.bruno])
  func theAuthorOfAChangeSignedIt(signer: PersonID) async throws {
    let company = try await company(registrars: [Company.bruno])
    let repository = try company.repository()
    let tree = try company.registryTree().granting(["cook"], to: Company.carla).write()
    let head = ProposalHead(
      repository: repository.identity,
      person: Company.ana,
      change: .editorial
    )
    let unsigned = try UnsignedCommit(
      tree: tree,
      parents: [repository.registryTip],
      person: Company.ana,
      time: company.now.seconds,
      message: head.message("cook")
    )
    let commit = try company.sign(unsigned, with: signer.description)
    let name = try #require(ProposalName(person: Company.ana, slug: "registry-cook"))
    try company.point(
      name.ref,
      to: company.git.write(RawObject(kind: .commit, bytes: commit.encoded))
    )
    let proposal = try company.repository().proposal(name)
    let approval = try company.plant(
      company.reviewing(proposal, by: Company.bruno, role: Role.registrar)
    )
    let version = try company.registering(tree, approvals: [(Company.bruno, approval)])
    #expect(try company.refusal(ofRegistry: version) == (signer == Company.ana ? nil : .key))
  }

  /// Whoever signs is warned of proposals that end their key; one of rubbish must not stop them.
  @Test func aProposalOfRubbishKeepsNobodyFromSigning() async throws {
    let company = try await company(registrars: [Company.bruno])
    let tip = try company.repository().registryTip
    let shard = RegistryFiles.shard(of: Company.carla)
    let rubbish = try company.registryTree(putting: RegistryFiles.signersPath(shard), "rubbish\n")
    _ = try await company.proposal(
      "registry-rubbish",
      tree: rubbish,
      by: Company.eve,
      after: [tip]
    )
    let key = try SoftKey("carla").publicKey
    #expect(try company.repository().proposals(ending: key) == [])
    let ending = try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "lost")
    guard case .proposed(let proposal) = ending else { throw WorkflowError.unfinished }
    #expect(try company.repository().proposals(ending: key) == [proposal.name])
  }

  private func company(registrars: [PersonID], threshold: Int = 2) async throws -> Company {
    let company = try await Company.founded()
    try await company.scribe(Company.ana).change(
      registrars.map { .roles($0, adding: [Role.registrar], removing: []) }
        + [.threshold(threshold)],
      because: "several decide"
    )
    return company
  }
}

extension Company {
  /// Ana proposes to let Carla cook, or not any more.
  fileprivate func cook(adding: Bool) async throws -> Proposal {
    let outcome = try await scribe(Company.ana).changeRoles(
      of: Company.carla,
      adding: adding ? ["cook"] : [],
      removing: adding ? [] : ["cook"]
    )
    guard case .proposed(let proposal) = outcome else { throw WorkflowError.unfinished }
    return proposal
  }
}
