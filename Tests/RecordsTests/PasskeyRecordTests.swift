import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Records that a passkey signed in a browser.
struct PasskeyRecordTests {
  static let page = "http://localhost:8765"
  static let frida = Company.person("frida")

  @Test func whatAPasskeySignsIsGoodForWritAndForStockGit() async throws {
    let company = try await Self.company(with: SoftPasskey("frida"))
    let id = try await Self.acknowledge(company, SoftPasskey("frida"))
    #expect(try await company.verify().codes == [])
    #expect(try company.stockAccepts(id))
  }

  @Test func aPasskeyIsRefusedWhereTheRegistryAcceptsNone() async throws {
    let company = try await Company.published()
    try await company.scribe(Company.ana)
      .addPerson(Self.frida, key: SoftPasskey("frida").publicKey, roles: [], groups: [])
    await #expect(throws: WorkflowError.self) {
      try await Self.acknowledge(company, SoftPasskey("frida"))
    }
    try Self.plant(company, SoftPasskey("frida"))
    #expect(try await company.verify().codes == ["R-SIGNATURE-FORM"])
  }

  /// What stock Git finds Good, as it looks at no page, touch or PIN.
  enum Falsehood: String, CaseIterable {
    case anotherPage, aPageInAnotherPage, noPIN, noTouch

    func apply(to passkey: inout SoftPasskey) {
      switch self {
      case .anotherPage: passkey.origin = "https://evil.test"
      case .aPageInAnotherPage: passkey.rest = ",\"crossOrigin\":true"
      case .noPIN: passkey.flags = 0x01
      case .noTouch: passkey.flags = 0x04
      }
    }
  }

  @Test(arguments: Falsehood.allCases)
  func aPasskeyThatSignedWhereItMayNotIsRefusedThoughStockGitIsContent(
    falsehood: Falsehood
  ) async throws {
    let company = try await Self.company(with: SoftPasskey("frida"))
    let id = try Self.plant(company, SoftPasskey("frida").with { falsehood.apply(to: &$0) })
    #expect(try await company.verify().codes == ["R-SIGNATURE-FORM"])
    #expect(try company.stockAccepts(id))
  }

  @Test func theMakingOfAKeyIsNoSignature() async throws {
    let company = try await Self.company(with: SoftPasskey("frida"))
    try Self.plant(company, SoftPasskey("frida").with { $0.request = "webauthn.create" })
    #expect(try await company.verify().codes == ["R-SIGNATURE"])
  }

  @Test func underAnotherHostNameOldSignaturesStayGoodAndNewOnesAreRefused() async throws {
    let company = try await Self.company(with: SoftPasskey("frida"))
    try await Self.acknowledge(company, SoftPasskey("frida"))
    let rules = try PasskeyRules(
      domains: ["example.com"],
      origins: ["https://example.com"],
      needsVerification: true
    )
    try await company.scribe(Company.ana).change([.passkeys(rules)], because: "moved")
    #expect(try await company.verify().codes == [])
    try Self.plant(company, SoftPasskey("frida"))
    #expect(try await company.verify().codes == ["R-SIGNATURE-FORM"])
  }

  @Test func aRequestThatWaitsStaysGoodUnderAnotherHostNameAndIsNotLetIn() async throws {
    let company = try await Self.company(with: SoftPasskey("frida"))
    let second = try SoftPasskey("frida-2")
    let request = try await Applicant(
      to: company.repository(),
      as: Self.frida,
      key: second.publicKey,
      signer: second,
      now: company.now
    ).request(code: nil, replacing: nil)
    try await company.scribe(Company.ana).change([.passkeys(nil)], because: "no more of them")
    let report = try await company.verify()
    #expect(report.codes == [] && report.counts[.requests] == 1)
    let desk = try EnrolmentDesk(company.repository())
    #expect(desk.waiting.isEmpty && desk.refused.map(\.ref) == [request.ref])
  }

  @Test func aPasskeyAsksToBeLetInAndSignsAfterwards() async throws {
    let company = try await Self.company(with: SoftPasskey("frida"))
    let second = try SoftPasskey("frida-2")
    let request = try await Applicant(
      to: company.repository(),
      as: Company.carla,
      key: second.publicKey,
      signer: second,
      now: company.now
    ).request(code: nil, replacing: nil)
    try await company.scribe(Company.carla).vouch(for: request)
    try await company.admit(request)
    let scribe = Scribe(try company.repository(), as: Company.carla, signer: second) { company.now }
    try await scribe.acknowledge(
      company.published(),
      .acknowledge,
      reason: nil,
      shown: .full,
      means: .page
    )
    #expect(try await company.verify().codes == [])
  }

  @Test func aRequestFromAnotherPageIsRefused() async throws {
    let company = try await Self.company(with: SoftPasskey("frida"))
    let other = try SoftPasskey("carla").with { $0.origin = "https://evil.test" }
    await #expect(throws: Refusal.self) {
      try await Applicant(
        to: company.repository(),
        as: Company.carla,
        key: other.publicKey,
        signer: other,
        now: company.now
      ).request(code: nil, replacing: nil)
    }
  }

  /// A published company that accepts passkeys, and Frida with hers.
  static func company(with passkey: SoftPasskey) async throws -> Company {
    let company = try await Company.published()
    let rules = try PasskeyRules(
      domains: ["localhost"],
      origins: [page],
      needsVerification: true
    )
    try await company.scribe(Company.ana).change(
      [
        .passkeys(rules), .join(frida, key: passkey.publicKey, groups: ["staff"], roles: []),
      ],
      because: "passkeys"
    )
    return company
  }

  @discardableResult
  static func acknowledge(_ company: Company, _ passkey: SoftPasskey) async throws -> ObjectID {
    let scribe = Scribe(try company.repository(), as: frida, signer: passkey) { company.now }
    return try await scribe.acknowledge(
      company.published(),
      .acknowledge,
      reason: nil,
      shown: .full,
      means: .page
    )
  }

  @discardableResult
  static func plant(_ company: Company, _ passkey: SoftPasskey) throws -> ObjectID {
    try company.plant(company.acknowledging(as: frida).with { $0.signature = passkey.blob(of:) })
  }
}

extension SoftPasskey {
  /// A signature's binary form, as forgeries take it.
  @Sendable func blob(of payload: [UInt8]) throws -> [UInt8] { try signature(of: payload) }
}
