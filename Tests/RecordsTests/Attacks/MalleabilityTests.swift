import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// One thing said, in two commits that differ in the signature's bytes alone: one event, not two.
struct MalleabilityTests {
  private let fridas = Chain.records(of: PasskeyRecordTests.frida)

  @Test func aMirroredSignatureIsAnotherCommitOfTheSameEvent() async throws {
    let (company, genuine, twin) = try await twins()
    #expect(genuine != twin)
    #expect(try company.stockAccepts(twin))
    try company.point(fridas, to: twin)
    let report = try await company.verify()
    #expect(report.codes == [] && report.counts[.acknowledgements] == 1)
  }

  @Test func theTwinAfterTheGenuineOneIsNoSecondEvent() async throws {
    let (company, _, twin) = try await twins()
    let record = try ChainLink(twin, in: company.git)
    try company.plant(
      Forgery(
        Acknowledgement(record.record),
        on: fridas,
        by: PasskeyRecordTests.frida
      ).with {
        $0.sequence = 1
        $0.signature = { try SoftPasskey("frida").signature(of: $0) }
      }
    )
    #expect(try await company.verify().codes == ["R-CHAIN"])
  }

  @Test func whatFollowedTheGenuineOneDoesNotFollowTheTwin() async throws {
    let (company, genuine, twin) = try await twins()
    let frida = try SoftPasskey("frida")
    try company.point(fridas, to: genuine)
    try company.plant(
      company.acknowledging(as: PasskeyRecordTests.frida) { $0.action = .withdraw }.with {
        $0.parents = [twin]
        $0.signature = { try frida.signature(of: $0) }
      }
    )
    #expect(try await company.verify().codes == ["R-CHAIN"])
  }

  @Test(arguments: [64, 72, 76])
  func anotherWidthOfTheArmourIsRefusedThoughStockGitIsContent(width: Int) async throws {
    let (company, genuine, _) = try await twins()
    let (commit, _) = try company.git.signedCommit(genuine)
    let lines = Wire.armour(commit.signature.blob, width: width)
    let header = String(decoding: lines, as: UTF8.self).dropLast().replacing("\n", with: "\n ")
    let split = commit.payload.count - commit.message.count - 1
    let bytes =
      commit.payload[..<split] + Array("gpgsig \(header)\n".utf8) + commit.payload[split...]
    let id = try company.git.write(RawObject(kind: .commit, bytes: Array(bytes)))
    #expect(try company.stockAccepts(id))
    try company.point(fridas, to: id)
    #expect(try await company.verify().codes == ["R-SIGNATURE-FORM"])
  }

  /// Frida's acknowledgement, and the same with n − s in place of s.
  private func twins() async throws -> (Company, genuine: ObjectID, twin: ObjectID) {
    let company = try await PasskeyRecordTests.company(with: SoftPasskey("frida"))
    let genuine = try await PasskeyRecordTests.acknowledge(company, SoftPasskey("frida"))
    let (commit, _) = try company.git.signedCommit(genuine)
    let blob = try SSHSignature(blob: Self.mirrored(commit.signature.blob)).blob
    let text = String(decoding: Wire.armour(blob), as: UTF8.self).dropLast()
    let header = Array("gpgsig \(text.replacing("\n", with: "\n "))\n".utf8)
    let split = commit.payload.count - commit.message.count - 1
    let bytes = commit.payload[..<split] + header + commit.payload[split...]
    let twin = try company.git.write(RawObject(kind: .commit, bytes: Array(bytes)))
    return (company, genuine, twin)
  }

  /// Replaces s in a passkey's signature.
  private static func mirrored(_ blob: [UInt8]) throws -> [UInt8] {
    var reader = WireParts(blob[6...])
    let head = Array(blob[..<10])
    reader.skip(4)
    let outer = (0..<4).map { _ in reader.string() }
    var value = WireParts(reader.string()[...])
    let type = value.string()
    var numbers = WireParts(value.string()[...])
    let r = numbers.string()
    let s = Array(numbers.string().drop { $0 == 0 })
    let padded = [UInt8](repeating: 0, count: 32 - s.count) + s
    let inner = Wire.string(r) + Wire.number(SoftPasskey.mirrored(padded))
    return head + outer.flatMap { Wire.string($0) }
      + Wire.string(Wire.string(type) + Wire.string(inner) + value.rest)
  }
}

/// Takes SSH's wire format apart, for making other signatures.
private struct WireParts {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func skip(_ count: Int) { rest = rest.dropFirst(count) }

  mutating func string() -> [UInt8] {
    let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    skip(4)
    defer { skip(count) }
    return Array(rest.prefix(count))
  }
}
