import Git
import Policies
import Signing
import TestTools

@testable import Records

/// Tags and publications as a publisher with Git could make them.
extension Company {
  func policyTag(_ publication: Publication) throws -> PolicyTag {
    try PolicyTag.parse(git.object(publication.tagObject, .tag)).tag
  }

  func store(_ tag: PolicyTag) throws -> ObjectID {
    try store(tag.payload, key: tag.person.description)
  }

  /// Stores the bytes of a tag with somebody's signature after them.
  func store(_ payload: [UInt8], key: String) throws -> ObjectID {
    let blob = try SoftKey(key).signature(of: payload)
    return try git.write(RawObject(kind: .tag, bytes: payload + Wire.armour(blob)))
  }

  func remove(_ ref: String) throws {
    try noteHonestRefs()
    try Program.text(["git", "update-ref", "-d", ref], in: path)
  }

  /// Replaces the only publication by one that differs.
  func republish(by person: PersonID = ana, _ change: (inout Publication) -> Void) throws {
    var statement = try published().publication
    change(&statement)
    try remove(Chain.published)
    try plant(Forgery(statement, on: Chain.published, by: person))
  }

  /// Publishes main's newest text with a good tag, whatever the version may be.
  func publishNext(_ change: (inout PublicationPlan) -> Void) throws {
    var plan = try scribe(Company.ana)
      .plan(publishing: "social-media", effective: nil, raised: false)
    change(&plan)
    let tag = PolicyTag(
      commit: plan.commit,
      person: Company.ana,
      time: now.seconds,
      repository: try repository().identity,
      policy: plan.policy,
      version: plan.version,
      digest: plan.digest
    )
    let id = try store(tag)
    try point(PolicyTag.ref(plan.policy, plan.version), to: id)
    let publication = Publication(
      .publish,
      plan.policy,
      plan.version,
      change: plan.change,
      tagObject: id,
      commit: plan.commit,
      blob: plan.blob,
      digest: plan.digest,
      effective: plan.effective,
      audience: plan.audience
    )
    try plant(Forgery(publication, on: Chain.published, by: Company.ana))
  }
}
