import Foundation
import Signing
import TestTools
import Testing

/// Commits that real browsers and a software key signed, with the verdict that each must get.
///
/// They are not part of this repository: `WRIT_TEST_PASSKEYS` names a folder with `vectors.json`.
@Suite(.enabled(if: !PasskeyVector.all.isEmpty, "WRIT_TEST_PASSKEYS names no folder of vectors"))
struct PasskeyVectorTests {
  @Test(arguments: PasskeyVector.all)
  func aVectorGetsItsVerdict(vector: PasskeyVector) throws {
    let accepted = try vector.isAccepted()
    switch vector.want {
    case "accept": #expect(accepted)
    case "refuse": #expect(!accepted)
    default: #expect(!accepted || vector.stockGit || vector.isAboutTheSignersFile)
    }
  }

  @Test func anUnusualArmourIsRefusedEvenThoughTheSignatureInItIsGood() throws {
    let vector = try #require(PasskeyVector.all.first { $0.name.contains("armor") })
    #expect(try vector.isAccepted())
    #expect(throws: SigningError.self) { try SSHSignature(armoured: vector.parts.armour) }
  }
}

/// One case of `vectors.json`.
struct PasskeyVector: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var want: String
  var signers: String
  var principal: String
  var commit: Data
  var stockGit: Bool

  private enum CodingKeys: String, CodingKey {
    case name, want, principal
    case signers = "allowed_signers"
    case commit = "commit_b64"
    case stockGit = "stock_git"
  }

  static let all: [PasskeyVector] = {
    struct File: Decodable { var cases: [PasskeyVector] }
    let folder = ProcessInfo.processInfo.environment["WRIT_TEST_PASSKEYS"]
    let data = folder.flatMap { FileManager.default.contents(atPath: $0 + "/vectors.json") }
    return data.flatMap { try? JSONDecoder().decode(File.self, from: $0).cases } ?? []
  }()

  var testDescription: String { name }

  /// Whether only the line for stock OpenSSH is unusual, which the registry writes and reads
  /// strictly (`RegistryLineTests`), and not the signature.
  var isAboutTheSignersFile: Bool { name.hasPrefix("allowed: ") }

  /// What is signed, and the armoured signature.
  var parts: (payload: [UInt8], armour: [UInt8]) {
    let text = String(decoding: commit, as: UTF8.self)
    guard let start = text.range(of: "gpgsig "),
      let end = text.range(of: "-----END SSH SIGNATURE-----\n")
    else { return (Array(text.utf8), []) }
    let armour = text[start.upperBound..<end.upperBound].replacing("\n ", with: "\n")
    return (
      Array((text[..<start.lowerBound] + text[end.upperBound...]).utf8), Array(armour.utf8)
    )
  }

  /// The strict verdict: signature, key, rules, and author.
  func isAccepted() throws -> Bool {
    let rules = try PasskeyRules(
      domains: ["localhost"],
      origins: ["http://localhost:8765"],
      needsVerification: true
    )
    let (payload, armour) = parts
    let lines = armour.split(separator: UInt8(ascii: "\n")).dropFirst().dropLast()
    guard let blob = Data(base64Encoded: Data(lines.joined())) else { return false }
    let verdict = Refused.by { () throws(SigningError) in
      let signature = try SSHSignature(blob: [UInt8](blob))
      try signature.verify(payload, namespace: "git", by: key(), passkeys: rules)
    }
    let author = String(decoding: payload, as: UTF8.self)
      .firstMatch(of: /\nauthor [^<]*<([^>]*)>/)?.1
    return verdict == nil && author == principal[...]
  }

  private func key() throws(SigningError) -> PublicKey {
    let words = signers.split(separator: " ")
    let blob = words.last.map { $0.filter { !$0.isNewline } } ?? ""
    return try PublicKey(line: "sk-ecdsa-sha2-nistp256@openssh.com \(blob)")
  }
}
