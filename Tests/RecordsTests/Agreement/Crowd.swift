import Foundation
import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// A company whose people have keys of every kind, with records of every kind.
struct Crowd {
  let company: Company
  let people: Set<PersonID>
  private let repository: PolicyRepository
  private let signers: String

  init() async throws {
    company = try Company(copying: await Crowd.makeCompany.value)
    repository = try company.repository()
    people = Set(try repository.registry.people(at: repository.registryTip).map(\.person))
    let lines = try repository.registry.allowedSigners(at: repository.registryTip)
    signers = try company.folder.write("signers", lines)
  }

  private static let makeCompany = Task {
    let company = try await PasskeyRecordTests.company(with: SoftPasskey("frida"))
    try await company.acknowledge()
    try await company.change([CompanyFiles.policyPath: Company.softer])
    try await company.addKey("carla-2", of: Company.carla, replacing: "carla")
    try await PasskeyRecordTests.acknowledge(company, SoftPasskey("frida"))
    try await company.acknowledgeWithKeysOfAllKinds()
    try await company.propose([CompanyFiles.policyPath: Company.stricter], by: Company.eve)
    return company
  }

  /// Every signed commit of the repository by a key that was entered by then, raw.
  func genuine() throws -> [[UInt8]] {
    let ids = try Program.text(
      ["git", "rev-list", "--exclude=refs/writ/enrol/*", "--all"],
      in: company.path
    ).split(
      separator: "\n"
    )
    return try ids.compactMap { ObjectID(hex: $0) }.map { try company.git.object($0, .commit) }
  }

  /// The policy's tag, raw.
  func tag() throws -> [UInt8] {
    try company.git.object(company.published().publication.tagObject, .tag)
  }

  /// Whom Writ takes for the author of a raw commit; `nil` if it is refused.
  func acceptedAuthor(of bytes: [UInt8]) -> PersonID? {
    guard let commit = try? SignedCommit(parsing: bytes),
      let member = try? repository.registry.member(commit.person, at: repository.registryTip),
      (try? member.check(
        commit.signature,
        of: commit.payload,
        at: Instant(seconds: commit.time)
      )) != nil
    else { return nil }
    return commit.person
  }

  func accepts(tag bytes: [UInt8]) -> Bool {
    guard let (tag, signature) = try? PolicyTag.parse(bytes),
      let member = try? repository.registry.member(tag.person, at: repository.registryTip)
    else { return false }
    let moment = Instant(seconds: tag.time)
    return (try? member.check(signature, of: tag.payload, at: moment)) != nil
  }

  /// Stock Git, as docs/verification.md says to run it: in UTC (`Program` sees to that).
  func stock(_ words: [String]) throws -> Outcome {
    try Program.run(
      ["git", "-c", "gpg.ssh.allowedSignersFile=\(signers)"] + words,
      in: company.path
    )
  }

  /// Stock Git verifies all of them, takes the author for the signer, and OpenSSH alone agrees.
  func expectStock(accepts ids: [ObjectID]) throws {
    let names = ids.map(\.hex)
    let verified = try stock(["verify-commit"] + names)
    #expect(verified.isGood, "\(verified.error)")
    let log = try stock(["log", "--no-walk", "--format=%G? %GS %an %H"] + names)
    for line in log.text.split(separator: "\n") {
      let words = line.split(separator: " ")
      #expect(words[0] == "G" && words[1] == words[2], "\(line)")
    }
    for id in ids.prefix(25) { try expectOpenSSH(accepts: id) }
  }

  private func expectOpenSSH(accepts id: ObjectID) throws {
    let (commit, _) = try company.git.signedCommit(id)
    let armour = try company.folder.write("signature", commit.signature.armoured)
    let outcome = try Program.run(
      [
        "ssh-keygen", "-Y", "verify", "-f", signers, "-I", commit.person.description, "-n", "git",
        "-s", armour, "-O", "verify-time=\(Instant(seconds: commit.time).compact)",
      ],
      in: company.path,
      input: commit.payload
    )
    #expect(outcome.isGood, "\(id): \(outcome.text)")
  }
}
