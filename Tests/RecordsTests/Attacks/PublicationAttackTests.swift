import Git
import Policies
import Signing
import Testing

@testable import Records

/// Publications and tags that are not what they claim.
struct PublicationAttackTests {
  private let tag = "refs/tags/policy/social-media/1.0"

  @Test func aTagThatMovedIsRefused() async throws {
    let company = try await Company.published()
    let first = try company.published().publication
    var moved = try company.policyTag(first)
    moved = PolicyTag(
      commit: moved.commit,
      person: moved.person,
      time: moved.time + 1,
      repository: moved.repository,
      policy: moved.policy,
      version: moved.version,
      digest: moved.digest
    )
    try company.point(tag, to: company.store(moved))
    #expect(try await company.verify().codes(under: Chain.published) == [.tag])
  }

  @Test func aMissingTagIsRefused() async throws {
    let company = try await Company.published()
    try company.remove(tag)
    #expect(try await company.verify().codes(under: Chain.published) == [.tag])
  }

  @Test func aLightweightTagIsRefused() async throws {
    let company = try await Company.published()
    let main = try company.repository().mainTip()
    try company.point(tag, to: main)
    #expect(try await company.verify().codes(under: Chain.published) == [.tag])
    try company.republish { $0.tagObject = main }
    #expect(try await company.verify().codes(under: Chain.published) == [.object])
  }

  @Test func anUnsignedTagIsRefused() async throws {
    let company = try await Company.published()
    let bytes = try company.policyTag(company.published().publication).payload
    let id = try company.git.write(RawObject(kind: .tag, bytes: bytes))
    try company.point(tag, to: id)
    try company.republish { $0.tagObject = id }
    #expect(try await company.verify().codes(under: Chain.published) == [.signatureForm])
  }

  @Test(arguments: [
    ("tag policy/social-media/1.0", "tag policy/social-media/9.9"),
    ("tag policy/social-media/1.0", "tag v1"), ("type commit", "type tag"),
    ("Writ-Version: 1.0", "Writ-Version: 1.1"),
    ("Writ-Policy: social-media", "Writ-Policy: travel"),
    ("Writ-Person: ana", "Writ-Person: bruno"), ("+0000", "+0100"), ("tag/1", "tag/2"),
    ("Writ-Format: tag/1\n", ""), ("Writ-Digest", "X-Extra: 1\nWrit-Digest"),
    ("\n\ntag/1", "\nencoding x\n\ntag/1"), ("tagger ana", "tagger Ana"),
  ])
  func aTagThatSaysSomethingElseInsideIsRefused(old: String, new: String) async throws {
    let company = try await Company.published()
    let payload = try company.policyTag(company.published().publication).payload
    let changed = String(decoding: payload, as: UTF8.self).replacing(old, with: new)
    try #require(Array(changed.utf8) != payload)
    let id = try company.store(Array(changed.utf8), key: "ana")
    try company.point(tag, to: id)
    try company.republish { $0.tagObject = id }
    let codes = try await company.verify().codes(under: Chain.published)
    #expect(codes == [.header] || codes == [.tag] || codes == [.newer])
  }

  @Test(arguments: ["bruno", "mallory"])
  func aTagSignedByAnotherKeyIsRefused(key: String) async throws {
    let company = try await Company.published()
    let id = try company.store(company.policyTag(company.published().publication).payload, key: key)
    try company.point(tag, to: id)
    try company.republish { $0.tagObject = id }
    #expect(try await company.verify().codes(under: Chain.published) == [.key])
  }

  @Test func aPublicationByAnybodyButAPublisherIsRefused() async throws {
    let company = try await Company.published()
    try company.republish(by: Company.bruno) { _ in }
    #expect(try await company.verify().codes(under: Chain.published) == [.role])
  }

  @Test func publishingATextThatIsNotMainsIsRefused() async throws {
    let company = try await Company.published()
    let text = Array(Company.stricter.utf8)
    let blob = try company.git.write(RawObject(kind: .blob, bytes: text))
    let digest = Digest.sha256(text)
    let first = try company.policyTag(company.published().publication)
    let id = try company.store(
      PolicyTag(
        commit: first.commit,
        person: first.person,
        time: first.time,
        repository: first.repository,
        policy: first.policy,
        version: first.version,
        digest: digest
      )
    )
    try company.point(tag, to: id)
    try company.republish {
      ($0.blob, $0.digest, $0.tagObject) = (blob, digest, id)
    }
    #expect(try await company.verify().codes(under: Chain.published) == [.content])
  }

  @Test func aPublicationOfACommitThatIsNotOnMainIsRefused() async throws {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    let open = try await company.propose(
      [CompanyFiles.travelPath: CompanyFiles.travel + "\nx\n"],
      slug: "open"
    )
    try company.publishNext { $0.commit = open.head }
    #expect(try await company.verify().codes(under: Chain.published) == [.version])
  }

  @Test(arguments: [PolicyVersion(major: 1, minor: 2), PolicyVersion(major: 3, minor: 0)])
  func aVersionThatIsSkippedIsRefused(version: PolicyVersion) async throws {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    try company.publishNext { $0.version = version }
    #expect(try await company.verify().codes(under: Chain.published) == [.version])
  }

  @Test func callingAMaterialChangeEditorialIsRefused() async throws {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.stricter], as: .material)
    try company.publishNext {
      ($0.version, $0.change) = (PolicyVersion(major: 1, minor: 1), .editorial)
    }
    #expect(try await company.verify().codes(under: Chain.published) == [.version])
  }

  @Test func raisingAnEditorialChangeIsAllowed() async throws {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    try company.publishNext {
      ($0.version, $0.change) = (PolicyVersion(major: 2, minor: 0), .material)
    }
    #expect(try await company.verify().codes == [])
  }

  @Test func anotherAudienceThanTheTextsIsRefused() async throws {
    let company = try await Company.published()
    try company.republish { $0.audience = ["staff"] }
    #expect(try await company.verify().codes(under: Chain.published) == [.content])
  }

  @Test func aTagWithoutAPublicationIsOnlyNoted() async throws {
    let company = try await Company.published()
    let first = try company.policyTag(company.published().publication)
    try company.point("refs/tags/policy/social-media/7.0", to: company.store(first))
    let report = try await company.verify()
    #expect(report.codes == [])
    #expect(report.notes.map(\.ref) == ["refs/tags/policy/social-media/7.0"])
  }

  @Test func twoPublishersOfOneVersionAreToldApart() async throws {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    let scribe = try company.scribe(Company.ana)
    let plan = try scribe.plan(publishing: "social-media", effective: nil, raised: false)
    try await scribe.publish(plan)
    await #expect(throws: WorkflowError.self) { try await scribe.publish(plan) }
    #expect(try await company.verify().codes == [])
  }
}
