import Foundation
import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// What is offered from elsewhere, good and bad.
@Suite struct ExchangeTests {
  private let carlas = Chain.records(of: Company.carla)

  @Test func ofOnePushNoMoreRequestsAreTakenThanMayWait() async throws {
    let company = try await Company.founded()
    let (repository, zoe) = (try company.repository(), Company.person("zoe"))
    let rules = PushRules(pusher: nil, now: company.now, isFirst: false)
    var offers: [RefOffer] = []
    func ask(_ number: Int) throws -> RefOffer {
      let ref = Chain.enrolment(of: zoe, key: Digest.sha256("\(number)"))
      let update = PushedRef(ref: ref, old: nil, new: repository.registryTip)
      return try rules.offer(update, after: offers, to: repository)
    }
    for number in 0..<PushRules.requestsOfOne { offers.append(try ask(number)) }
    let refusal = #expect(throws: Refusal.self) { try ask(PushRules.requestsOfOne) }
    #expect(refusal?.code == .ref)
  }

  @Test func requestsThatWereDealtWithTakeNobodysPlace() async throws {
    let company = try await Company.published()
    for number in 1...PushRules.requestsOfOne {
      try await company.addKey("carla-\(number)", of: Company.carla)
    }
    let rules = PushRules(pusher: nil, now: company.now, isFirst: false)
    var offers: [RefOffer] = []
    func ask(_ number: Int) throws -> RefOffer {
      let ref = Chain.enrolment(of: Company.carla, key: Digest.sha256("\(number)"))
      let repository = try company.repository()
      let update = PushedRef(ref: ref, old: nil, new: repository.registryTip)
      return try rules.offer(update, after: offers, to: repository)
    }
    for number in 0..<PushRules.requestsOfOne { offers.append(try ask(number)) }
    #expect(throws: Refusal.self) { try ask(PushRules.requestsOfOne) }
  }

  @Test func nobodyHasMoreProposalsOpenThanOthersCanLookAt() async throws {
    let company = try await Company.founded()
    let (first, author) = (try await company.propose(), Company.carla)
    #expect(first.name.person == author)
    let rules = PushRules(pusher: nil, now: company.now, isFirst: false)
    var offers: [RefOffer] = []
    func begin(_ number: Int) throws -> RefOffer {
      let name = try #require(ProposalName(person: author, slug: "number-\(number)"))
      let update = PushedRef(ref: name.ref, old: nil, new: first.head)
      return try rules.offer(update, after: offers, to: company.repository())
    }
    for number in 1..<PushRules.proposalsOfOne { offers.append(try begin(number)) }
    let refusal = #expect(throws: Refusal.self) { try begin(PushRules.proposalsOfOne) }
    #expect(refusal?.code == .ref)
    // One that is merged takes nobody's place, and one that is open already goes on.
    let next = PushedRef(ref: first.name.ref, old: first.base, new: first.head)
    _ = try rules.offer(next, after: offers, to: company.repository())
    let carla = try company.scribe(author)
    try await carla.steer(.close, first)
    _ = try begin(PushRules.proposalsOfOne)
    try await carla.steer(.reopen, first)
    #expect(throws: Refusal.self) { try begin(PushRules.proposalsOfOne) }
    try await company.review(first)
    try await company.merge(first)
    _ = try begin(PushRules.proposalsOfOne)
  }

  /// Its signed words name no proposal: a rejected text would come back without its rejections.
  @Test func aProposalBeginsWithItsAuthor() async throws {
    let company = try await Company.founded()
    let proposal = try await company.propose()
    let again = try #require(ProposalName(person: proposal.name.person, slug: "stolen"))
    func offer(_ name: ProposalName, old: ObjectID?, by pusher: PersonID) throws {
      let rules = PushRules(pusher: pusher, now: company.now, isFirst: false)
      let update = PushedRef(ref: name.ref, old: old, new: proposal.head)
      _ = try rules.offer(update, after: [], to: company.repository())
    }
    let refusal = #expect(throws: Refusal.self) { try offer(again, old: nil, by: Company.eve) }
    #expect(refusal?.code == .person)
    try offer(again, old: nil, by: proposal.name.person)
    // Whom the author shares it with goes on.
    try offer(proposal.name, old: proposal.base, by: Company.eve)
  }

  /// What is dated after every end of its author's key could never be undone.
  @Test func whatHidesATimeToComeIsNotTakenIn() async throws {
    let (here, there) = try await Company.twins()
    let proposal = try await there.propose()
    let year2100 = 4_102_444_800
    let old = try there.git.signedCommit(proposal.head).commit
    let inner = try there.sign(
      UnsignedCommit(
        tree: old.tree,
        parents: old.parents,
        person: old.person,
        time: year2100,
        message: old.message
      ),
      with: old.person.description
    )
    let hidden = try there.git.write(RawObject(kind: .commit, bytes: inner.encoded))
    let tip = try there.sign(
      UnsignedCommit(
        tree: old.tree,
        parents: [hidden],
        person: old.person,
        time: old.time,
        message: old.message
      ),
      with: old.person.description
    )
    try there.point(
      proposal.name.ref,
      to: there.git.write(RawObject(kind: .commit, bytes: tip.encoded))
    )
    let known = try there.policyTag(there.published().publication)
    let tag = PolicyTag(
      commit: known.commit,
      person: known.person,
      time: year2100,
      repository: known.repository,
      policy: known.policy,
      version: PolicyVersion(major: 2, minor: 0),
      digest: known.digest
    )
    let ref = PolicyTag.ref(tag.policy, tag.version)
    try there.point(ref, to: there.store(tag))
    let results = try await here.receive(from: there)
    for late in [proposal.name.ref, ref] {
      #expect(results.first { $0.offer.ref == late }?.refusal == .time)
      #expect(try here.git.reference(late) == nil)
    }
  }

  @Test func `What is good is taken in, in whatever order it is offered`() async throws {
    let (here, there) = try await Company.twins()
    let proposal = try await there.propose()
    try await there.review(proposal)
    try await there.merge(proposal)
    try await there.publish("social-media")
    try await there.acknowledge()
    let results = try await here.receive(from: there) { $0.reversed() }
    #expect(results.allSatisfy { $0.refusal == nil })
    #expect(try await here.verify().codes == [])
    #expect(try here.refs() == there.refs())
    #expect(try here.plan(from: there).incoming.isEmpty)
  }

  @Test func `A verdict that says it is older than a merge that stands stays outside`() async throws
  {
    let (here, there) = try await Company.twins()
    let proposal = try await there.propose()
    try await there.review(proposal)
    let between = there.now
    there.wait(60)
    try await there.merge(proposal)
    _ = try await here.receive(from: there)
    let acts = Chain.acts(of: Company.bruno)
    let before = try here.git.reference(acts)
    try there.plant(
      there.reviewing(proposal, .reject).with { $0.time = between }
    )
    #expect(try await there.verify().codes(under: Chain.main) == [.approval])
    let results = try await here.receive(from: there)
    #expect(results.first { $0.offer.ref == acts }?.refusal == .approval)
    #expect(try here.git.reference(acts) == before)
    #expect(try await here.verify().codes == [])
  }

  @Test func `A forged record stays outside, and the rest comes in`() async throws {
    let (here, there) = try await Company.twins()
    try await there.acknowledge(by: Company.eve)
    try there.plant(there.acknowledging().with { $0.key = "eve" })
    let results = try await here.receive(from: there)
    #expect(results.first { $0.offer.ref == carlas }?.refusal == .key)
    #expect(try here.git.reference(carlas) == nil)
    #expect(try here.git.reference(Chain.records(of: Company.eve)) != nil)
    #expect(try await here.verify().codes == [])
  }

  @Test func `One bad record on top leaves the whole chain as it was`() async throws {
    let (here, there) = try await Company.twins()
    try await there.acknowledge()
    _ = try await here.receive(from: there)
    let before = try here.git.reference(carlas)
    try there.plant(there.acknowledging { $0.action = .withdraw }.with { $0.sequence = 9 })
    let results = try await here.receive(from: there)
    #expect(results.map(\.refusal) == [.chain])
    #expect(try here.git.reference(carlas) == before)
  }

  @Test func `A merge without approvals stays outside`() async throws {
    let (here, there) = try await Company.twins()
    let proposal = try await there.propose()
    try there.plant(there.merging(proposal, with: []))
    let results = try await here.receive(from: there)
    #expect(results.first { $0.offer.ref == Chain.main }?.refusal == .approval)
    #expect(try await here.verify().codes == [])
  }

  @Test func `Another repository's registry, unknown refs and rewound ones are refused`()
    async throws
  {
    let (here, there) = try await Company.twins()
    let old = try #require(try here.git.reference(RegistryArchive.ref))
    let first = try RegistryHistory(upTo: old, in: here.git).versions[0]
    let intake = here.intake(identity: String(repeating: "0", count: 64))
    let foreign = RefOffer(ref: RegistryArchive.ref, old: nil, new: old)
    #expect(try await intake.take([foreign], workers: 1).first?.refusal == .repository)
    let offers = [
      RefOffer(ref: "refs/writ/other", old: nil, new: old),
      RefOffer(ref: "refs/writ/records/00/carla", old: nil, new: old),
      RefOffer(ref: RegistryArchive.ref, old: old, new: first),
    ]
    let results = try await here.intake(identity: nil).take(offers, workers: 1)
    #expect(results.map(\.refusal) == [.ref, .ref, .chain])
    _ = there
  }

  @Test func `A request that is another's, unsigned by its key or too large is refused`()
    async throws
  {
    let (here, there) = try await Company.twins()
    let good = try await there.request("finn", of: Company.person("finn"))
    try await there.request("gina", of: Company.person("gina"))
    let stolen = Chain.enrolment(of: Company.carla, key: good.keyDigest)
    try there.point(stolen, to: good.id)
    let results = try await here.receive(from: there)
    #expect(results.filter { $0.refusal == nil }.count == 2)
    #expect(results.first { $0.offer.ref == stolen }?.refusal == .person)
  }

  @Test func `What a server lost, put back or rewrote is an alarm and is kept here`() async throws {
    let (here, there) = try await Company.twins()
    try await there.acknowledge()
    let seen = try there.refs()
    _ = try await here.receive(from: there)
    let tip = try #require(seen[carlas])
    try there.remove(carlas)
    let gone = try here.plan(from: there, seen: seen)
    #expect(gone.alarms.map(\.kind) == [.deleted])
    #expect(gone.lost.map(\.new) == [tip])
    #expect(gone.outgoing.isEmpty)
    try there.point(carlas, to: tip)
    let registry = try #require(seen[RegistryArchive.ref])
    let older = try RegistryHistory(upTo: registry, in: there.git).versions[1]
    try there.point(RegistryArchive.ref, to: older)
    #expect(try here.plan(from: there, seen: seen).alarms.map(\.kind) == [.wentBack])
    try there.point(RegistryArchive.ref, to: registry)
    try there.remove(carlas)
    try await there.acknowledge(shown: .notShown, means: .flag)
    try here.copyObjects(from: there)
    #expect(try here.plan(from: there, seen: seen).alarms.map(\.kind) == [.rewritten])
  }

  @Test func `A code is read as people type it, and proves one person, key and repository`() throws
  {
    var generator = SystemRandomNumberGenerator()
    let code = EnrolmentCode(using: &generator)
    let typed = code.grouped.lowercased().replacing("0", with: "o").replacing("1", with: "l")
    #expect(EnrolmentCode(typed) == code)
    #expect(EnrolmentCode(code.grouped.replacing("-", with: " ")) == code)
    #expect(EnrolmentCode(String(code.grouped.dropLast())) == nil)
    #expect(EnrolmentCode(code.grouped + "U") == nil)
    let key = try SoftKey("finn").publicKey
    let proofs = [("a", "finn"), ("b", "finn"), ("a", "gina")].map { repository, name in
      EnrolmentRequest.proof(
        code.hash,
        repository: repository,
        Company.person(name),
        key: key
      )
    }
    #expect(Set(proofs).count == 3)
  }
}

extension IntakeResult {
  fileprivate var refusal: Refusal.Code? {
    if case .refused(let refusal) = outcome { return refusal.code }
    return nil
  }
}

extension Company {
  /// The same company twice.
  static func twins() async throws -> (here: Company, there: Company) {
    (try await published(), try await published())
  }

  func copyObjects(from other: Company) throws {
    try Program.text(
      ["cp", "-r", other.path + "/.git/objects/.", path + "/.git/objects/"],
      in: folder.path
    )
  }

  func plan(
    from other: Company,
    seen: [String: ObjectID] = [:]
  ) throws -> SyncPlan {
    try SyncPlan(here: refs(), there: other.refs(), seen: seen, in: git)
  }

  fileprivate func intake(identity: String?) -> Intake {
    Intake(into: git, identity: identity, now: now) { [path] in try Repository.open(from: path) }
  }

  fileprivate func receive(
    from other: Company,
    _ order: ([RefOffer]) -> [RefOffer] = { $0 }
  ) async throws -> [IntakeResult] {
    try copyObjects(from: other)
    let offers = try order(plan(from: other).incoming)
    return try await intake(identity: repository().identity).take(offers, workers: 2)
  }
}
