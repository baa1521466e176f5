import Git
import Policies
import TestTools
import Testing

@testable import Records

/// What a later Writ may have written: this one says so, and writes nothing on top of it.
struct NewerFormatTests {
  /// A place where a newer Writ left something.
  enum Trace: String, CaseIterable, Sendable {
    case registryFormat, registryKey, mergeFormat, settingsKey, publicationFormat
  }

  /// A step that writes.
  enum Step: String, CaseIterable, Sendable {
    case acknowledge, propose, review, merge, close, publish, enter, ask
  }

  @Test(arguments: Trace.allCases)
  func nothingIsWrittenOnTopOfWhatANewerWritWrote(trace: Trace) async throws {
    let company = try await Company.published()
    let identity = try company.repository().identity
    let proposal = try await company.propose()
    let key = try SoftKey("mallory")
    let entry = try company.published()
    try await leave(trace, in: company)
    for step in Step.allCases {
      let before = try state(of: company)
      let repository = try PolicyRepository(company.git, pinned: identity)
      await #expect(throws: (any Error).self, "\(trace) \(step)") {
        do {
          try await take(step, in: company, repository, proposal, entry, key)
        } catch {
          #expect((error as? Refusal)?.code == .newer, "\(trace) \(step): \(error)")
          throw error
        }
      }
      #expect(try state(of: company) == before, "\(trace) \(step)")
    }
  }

  @Test func aNewerRecordOfOnesOwnIsNotBuiltOn() async throws {
    let company = try await Company.published()
    let edit: @Sendable (String) -> String = { $0.replacing("ack/1", with: "ack/2") }
    try company.plant(company.acknowledging().with { $0.edit = edit })
    let before = try state(of: company)
    await #expect(throws: Refusal.self) { try await company.acknowledge(by: Company.carla) }
    #expect(try state(of: company) == before)
    #expect(try await company.verify().codes == ["R-NEWER"])
    try await company.acknowledge(by: Company.eve)
  }

  @Test func aVerdictThatCannotBeReadHoldsUpAMergeIfItCouldCount() async throws {
    for (person, counts) in [(Company.dan, true), (Company.eve, false)] {
      let company = try await Company.founded()
      let proposal = try await company.propose()
      try await company.review(proposal)
      let edit: @Sendable (String) -> String = { $0.replacing("review/1", with: "review/2") }
      try company.plant(company.reviewing(proposal, by: person).with { $0.edit = edit })
      let merged = try? await company.merge(proposal)
      #expect((merged == nil) == counts, "\(person)")
    }
  }

  @Test(arguments: [
    ("proposal/1", "proposal/2", Refusal.Code.newer), ("proposal/1", "proposal", .record),
    ("proposal/1", "merge/1", .record),
    ("Writ-Class", "Writ-Kind", .newer),
  ])
  func aNewerProposalIsToldFromABadOne(old: String, new: String, code: Refusal.Code) throws {
    let head = ProposalHead(
      repository: Samples.digest,
      person: Company.ana,
      change: .editorial
    )
    let text = String(decoding: head.message("because"), as: UTF8.self).replacing(old, with: new)
    #expect(throws: Refusal.self) {
      do throws(Refusal) {
        _ = try ProposalHead(endOf: Array(text.utf8))
      } catch {
        #expect(error.code == code)
        throw error
      }
    }
  }

  @Test func aNewerTagIsToldFromABadOne() async throws {
    let company = try await Company.published()
    let tag = try company.policyTag(company.published().publication)
    let payload = String(decoding: tag.payload, as: UTF8.self).replacing("tag/1", with: "tag/2")
    let id = try company.store(Array(payload.utf8), key: "ana")
    #expect(throws: Refusal.self) {
      do {
        _ = try PolicyTag.parse(company.git.object(id, .tag))
      } catch {
        #expect((error as? Refusal)?.code == .newer)
        throw error
      }
    }
  }

  @Test(arguments: [
    ("mirror: x", Refusal.Code.newer), ("Threshold: 1", .registry), ("x", .registry),
    ("ledger: -x", .registry),
  ])
  func aKeyThatRegistrySettingsMayGetIsToldFromADamagedFile(
    line: String,
    code: Refusal.Code
  ) throws {
    let seed = String(repeating: "a", count: 32)
    #expect(throws: Refusal.self) {
      do throws(Refusal) {
        _ = try RegistrySettings(parsing: Array("seed: \(seed)\nthreshold: 1\n\(line)\n".utf8))
      } catch {
        #expect(error.code == code)
        throw error
      }
    }
  }

  // MARK: The steps and the traces

  private func take(
    _ step: Step,
    in company: Company,
    _ repository: PolicyRepository,
    _ proposal: Proposal,
    _ entry: PublicationEntry,
    _ key: SoftKey
  ) async throws {
    func scribe(_ person: PersonID) throws -> Scribe {
      Scribe(repository, as: person, signer: try SoftKey(person.description)) { company.now }
    }
    switch step {
    case .acknowledge:
      try await scribe(Company.carla)
        .acknowledge(entry, .acknowledge, reason: nil, shown: .full, means: .typed)
    case .propose:
      let other = try scribe(Company.eve)
      try company.folder.write(
        "repository/" + CompanyFiles.travelPath,
        CompanyFiles.travel + "\nX\n"
      )
      defer { try? company.refresh() }
      let draft = try other.draft(policy: nil, slug: "other", reason: "because")
      _ = try await other.propose(draft, reason: "because", change: .material)
    case .review:
      try await scribe(Company.bruno)
        .review(proposal, .approve, role: Role.legal, clause: nil, comment: "")
    case .merge: try await scribe(Company.carla).merge(proposal)
    case .close: try await scribe(Company.carla).steer(.close, proposal)
    case .publish:
      let ana = try scribe(Company.ana)
      try await ana.publish(ana.plan(publishing: "travel", effective: nil, raised: false))
    case .enter:
      try await scribe(Company.ana).addPerson(
        Company.person("mallory"),
        key: key.publicKey,
        roles: [],
        groups: []
      )
    case .ask:
      _ = try await Applicant(
        to: repository,
        as: Company.person("mallory"),
        key: key.publicKey,
        signer: key,
        now: company.now
      ).request(code: nil, replacing: nil)
    }
  }

  private func leave(_ trace: Trace, in company: Company) async throws {
    switch trace {
    case .registryFormat:
      let tree = try company.registryTree().granting(["cook"], to: Company.carla).write()
      let edit: @Sendable (String) -> String = { $0.replacing("registry/1", with: "registry/2") }
      try company.plant(company.registering(tree).with { $0.edit = edit })
    case .registryKey:
      let text = try company.registryFile("registry.yml") + "devices: 2\n"
      try company.plant(company.registering(company.registryTree(putting: "registry.yml", text)))
    case .mergeFormat:
      let other = try await travel(in: company)
      let edit: @Sendable (String) -> String = { $0.replacing("merge/1", with: "merge/2") }
      try company.plant(company.merging(other, with: []).with { $0.edit = edit })
      try company.refresh()
    case .settingsKey:
      let other = try await travel(in: company)
      let repository = try company.repository()
      let bytes = try repository.file(Organisation.path, at: repository.mainTip()) ?? []
      let text = String(decoding: bytes, as: UTF8.self) + "devices: 2\n"
      let tree = try company.tree(company.mainTree(), putting: Organisation.path, text)
      try company.plant(company.merging(other, with: [], tree: tree))
      try company.refresh()
    case .publicationFormat:
      let publication = try company.published().publication
      let edit: @Sendable (String) -> String = { $0.replacing("publish/1", with: "publish/2") }
      let forgery = Forgery(publication, on: Chain.published, by: Company.ana)
      try company.plant(forgery.with { $0.edit = edit })
    }
  }

  private func travel(in company: Company) async throws -> Proposal {
    let text = CompanyFiles.travel + "\nY\n"
    return try await company.propose([CompanyFiles.travelPath: text], slug: "far")
  }

  /// All refs, and how many objects there are.
  private func state(of company: Company) throws -> String {
    try Program.text(["git", "for-each-ref"], in: company.path)
      + Program.text(["git", "count-objects", "-v"], in: company.path)
  }
}
