import Git
import Policies
import TestTools
import Testing

@testable import Records

/// Keys that are replaced and ended, people who leave, and registrars who decide together.
@Suite struct RegistryChangeTests {
  private let carlas = Chain.records(of: Company.carla)

  @Test func `A new key with the old one's consent takes its place, and old records stay good`()
    async throws
  {
    let company = try await Company.published()
    try await company.acknowledge()
    try await company.addKey("carla-2", of: Company.carla, replacing: "carla")
    #expect(try await company.verify().codes == [])
    let scribe = try company.scribe(Company.carla, key: "carla-2")
    try await scribe.acknowledge(
      company.published(),
      .withdraw,
      reason: nil,
      shown: .notShown,
      means: .flag
    )
    #expect(try await company.verify().codes == [])
    try company.plant(company.acknowledging())
    #expect(try await company.verify().codes(under: carlas) == [.key])
  }

  @Test func `A further key without consent waits for a second registrar`() async throws {
    let company = try await Company.published()
    try await company.scribe(Company.ana)
      .changeRoles(of: Company.bruno, adding: [Role.registrar], removing: [])
    let request = try await company.request("carla-2", of: Company.carla)
    guard case .proposed(let proposal) = try await company.admit(request) else {
      Issue.record("one registrar was enough")
      return
    }
    await #expect(throws: WorkflowError.self) { try await company.merge(proposal, by: Company.ana) }
    try await company.review(proposal)
    try await company.merge(proposal, by: Company.ana)
    #expect(try company.keys(of: Company.carla).count == 2)
    #expect(try await company.verify().codes == [])
  }

  @Test func `A further key that one registrar enters alone is refused`() async throws {
    let company = try await Company.founded()
    let key = KeyGrant(
      person: Company.carla,
      key: try SoftKey("mallory").publicKey,
      from: company.now
    )
    var tree = try company.registryTree()
    try tree.put(key)
    let forgery = try company.registering(tree.write())
    #expect(try company.refusal(ofRegistry: forgery) == .approval)
  }

  @Test func `A consent by another person's key, or to another request, is refused`() async throws {
    let company = try await Company.founded()
    let request = try await company.request("carla-2", of: Company.carla)
    let other = try await company.request("carla-3", of: Company.carla)
    let consents = [
      try await company.scribe(Company.carla).vouch(for: other),
      try await company.scribe(Company.eve).vouch(for: request),
    ]
    for (consent, code) in zip(consents, [Refusal.Code.registry, .record]) {
      let bytes = try company.git.object(consent, .commit)
      var tree = try company.registryTree()
      try RegistryEdit.admit(request, vouch: bytes)
        .apply(to: &tree, company.repository(), now: company.now)
      let forgery = try company.registering(tree.write())
      #expect(try company.refusal(ofRegistry: forgery) == code)
    }
  }

  @Test func `A key that has ended consents to nothing, whatever time its consent claims`()
    async throws
  {
    let company = try await Company.founded()
    let request = try await company.request("carla-2", of: Company.carla)
    let consent = try await company.scribe(Company.carla).vouch(for: request)
    try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "stolen")
    let waiting = try #require(try EnrolmentDesk(company.repository()).waiting.first)
    #expect(waiting.vouch == nil && waiting.hadKeys && waiting.keys.isEmpty)
    var tree = try company.registryTree()
    try RegistryEdit.admit(request, vouch: company.git.object(consent, .commit))
      .apply(to: &tree, company.repository(), now: company.now)
    let forgery = try company.registering(tree.write())
    #expect(try company.refusal(ofRegistry: forgery) == .key)
    // Nor in the very second in which it ended.
    let repository = try company.repository()
    let then = try #require(repository.history().time(of: repository.registryTip))
    #expect(try company.refusal(ofRegistry: forgery.with { $0.time = then }) == .key)
  }

  @Test func `A stolen key cannot write behind the tips that were named when it ended`()
    async throws
  {
    let company = try await Company.published()
    try await company.acknowledge()
    let old = try company.repository().registryTip
    let time = company.now
    try await company.scribe(Company.ana)
      .change([.endKeys(Company.carla, fingerprint: nil, since: nil)], because: "stolen")
    #expect(try await company.verify().codes == [])
    try company.plant(
      company.acknowledging { $0.action = .withdraw }.with {
        $0.time = time
        $0.registry = old
      }
    )
    #expect(try await company.verify().codes(under: carlas) == [.key])
  }

  @Test func `Who leaves loses keys and roles, and what they signed stays good`() async throws {
    let company = try await Company.published()
    let proposal = try await company.propose()
    try await company.review(proposal)
    try await company.merge(proposal)
    try await company.scribe(Company.ana).change([.leave(Company.bruno)], because: "left")
    #expect(try await company.verify().codes == [])
    #expect(try company.keys(of: Company.bruno).allSatisfy { $0.until != nil })
    await #expect(throws: WorkflowError.left(Company.bruno)) {
      try await company.acknowledge(by: Company.bruno)
    }
  }

  @Test func `With a threshold of two, one registrar proposes and another agrees`() async throws {
    let company = try await withTwoRegistrars()
    let outcome = try await company.scribe(Company.ana)
      .addPerson(Company.person("finn"), key: nil, roles: [], groups: ["staff"])
    guard case .proposed(let proposal) = outcome else {
      Issue.record("one registrar was enough")
      return
    }
    #expect(
      try company.repository().registry.people(at: company.repository().registryTip).count == 5
    )
    try await company.review(proposal)
    try await company.merge(proposal, by: Company.ana)
    #expect(
      try company.repository().registry.people(at: company.repository().registryTip).count == 6
    )
    #expect(try await company.verify().codes == [])
  }

  @Test func `A version that one registrar makes alone under a threshold of two is refused`()
    async throws
  {
    let company = try await withTwoRegistrars()
    let tree = try company.registryTree().granting(["cook"], to: Company.carla).write()
    #expect(try company.refusal(ofRegistry: company.registering(tree)) == .approval)
  }

  @Test func `An approval of another change, taken back, or by its author counts for nothing`()
    async throws
  {
    let company = try await withTwoRegistrars()
    let proposal = try await company.proposedCook()
    let approval = try await company.review(proposal)
    let other = try company.registryTree().granting(["baker"], to: Company.carla).write()
    let same = try company.repository().tree(of: proposal.head)
    func refusal(_ forgery: Forgery) throws -> Refusal.Code? {
      try company.refusal(ofRegistry: forgery)
    }
    let another = try company.registering(other, approvals: [(Company.bruno, approval)])
    #expect(try refusal(another) == .approval)
    let own = try company.plant(
      company.reviewing(proposal, by: Company.ana, role: Role.registrar)
    )
    let byItsAuthor = try company.registering(
      same,
      by: Company.bruno,
      approvals: [(Company.ana, own)]
    )
    #expect(try refusal(byItsAuthor) == .approval)
    let good = try company.registering(same, approvals: [(Company.bruno, approval)])
    #expect(try refusal(good) == nil)
    try await company.review(proposal, .reject)
    let late = try company.registering(same, approvals: [(Company.bruno, approval)])
    #expect(try refusal(late) == .approval)
  }

  private func withTwoRegistrars() async throws -> Company {
    let company = try await Company.founded()
    let ana = try company.scribe(Company.ana)
    try await ana.change(
      [.roles(Company.bruno, adding: [Role.registrar], removing: []), .threshold(2)],
      because: "two decide"
    )
    return company
  }
}

extension Company {
  fileprivate func keys(of person: PersonID) throws -> [KeyGrant] {
    let repository = try repository()
    return try repository.registry.requiredMember(person, at: repository.registryTip).keys
  }

  fileprivate func proposedCook() async throws -> Proposal {
    let outcome = try await scribe(Company.ana)
      .changeRoles(of: Company.carla, adding: ["cook"], removing: [])
    guard case .proposed(let proposal) = outcome else { throw WorkflowError.unfinished }
    return proposal
  }
}
