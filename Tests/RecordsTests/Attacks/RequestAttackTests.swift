import Git
import TestTools
import Testing

@testable import Records

/// Requests to be let in that are not what they say.
struct RequestAttackTests {
  @Test func aRequestThatNoKeySignedIsReported() async throws {
    let company = try await Company.founded()
    let request = try await company.request("zoe", of: Company.person("zoe"))
    #expect(try await company.verify().counts[.requests] == 1)
    let id = try unsigned(in: company, "a request")
    try company.point(request.ref, to: id)
    let report = try await company.verify()
    #expect(report.codes(under: request.ref) == [.header])
  }

  @Test func aRequestWithAnotherSignatureIsReported() async throws {
    let company = try await Company.founded()
    let request = try await company.request("zoe", of: Company.person("zoe"))
    let other = try await company.request("yan", of: Company.person("yan"))
    let forged = try transplanted(from: other, to: request)
    try company.point(
      request.ref,
      to: company.git.write(RawObject(kind: .commit, bytes: forged))
    )
    #expect(try await company.verify().codes(under: request.ref) == [.key])
  }

  @Test func aRequestUnderSomebodyElsesNameIsReported() async throws {
    let company = try await Company.founded()
    let request = try await company.request("zoe", of: Company.person("zoe"))
    let stolen = Chain.enrolment(of: Company.carla, key: request.keyDigest)
    try company.point(stolen, to: request.id)
    #expect(try await company.verify().codes(under: stolen) == [.person])
  }

  @Test func aRequestThatWasEnteredIsCheckedWithTheRegistryAndStaysWhatItWas() async throws {
    let company = try await Company.founded()
    try await company.addKey("carla-2", of: Company.carla)
    let report = try await company.verify()
    #expect(report.codes == [] && report.counts[.requests] == nil)
    let ref = try #require(try company.refs().keys.first { $0.hasPrefix("refs/writ/enrol/") })
    try company.point(ref, to: unsigned(in: company, "another"))
    #expect(try await company.verify().codes(under: ref) == [.header])
  }

  private func unsigned(in company: Company, _ message: String) throws -> ObjectID {
    let id = try Program.text(
      ["git", "-c", "user.name=zoe", "-c", "user.email=zoe@x", "commit-tree", "-m", message]
        + [ObjectID.emptyTree.hex],
      in: company.path
    )
    return try #require(ObjectID(hex: id.prefix(40)))
  }

  /// A request with the signature of another one.
  private func transplanted(
    from other: EnrolmentRequest,
    to request: EnrolmentRequest
  ) throws -> [UInt8] {
    let armour = #/gpgsig [^\n]*\n(?: [^\n]*\n)*/#
    let foreign = String(decoding: other.bytes, as: UTF8.self)
    let signature = try #require(foreign.firstMatch(of: armour)).output
    return Array(
      String(decoding: request.bytes, as: UTF8.self).replacing(armour, with: signature).utf8
    )
  }
}
