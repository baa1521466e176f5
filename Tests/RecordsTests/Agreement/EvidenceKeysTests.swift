import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// A pack of evidence about people with keys of every kind, in the hands of stock Git and OpenSSH.
@Suite struct EvidenceKeysTests {
  @Test func `Passkeys and keys of all kinds are good in a pack`() async throws {
    let company = try await PasskeyRecordTests.company(with: SoftPasskey("frida"))
    let signers = try await company.acknowledgeWithKeysOfAllKinds()
    try await PasskeyRecordTests.acknowledge(company, SoftPasskey("frida"))
    let maker = try #require(signers.last)
    let place = try TemporaryFolder()
    let pack = place.path("writ-evidence-social-media")
    let words = [
      Company.writ, "evidence", "--policy", "social-media", "--as", "kim-ed25519", "--key",
      maker.folder.path("key"),
      "--output", "pack.zip", "--repository", company.path,
    ]
    let now = ["GIT_COMMITTER_DATE": "\(company.now.seconds) +0000"]
    try Program.text(words, in: place.path, environment: now)
    try Program.text(["python3", "-m", "zipfile", "-e", "pack.zip", "."], in: place.path)
    let said = try Program.text(["sh", "\(pack)/verify.sh"], in: place.path)
    #expect(said.hasSuffix("Everything in this pack is good"), "\(said)")
    let people = try Program.text(["ls", "\(pack)/people"], in: place.path)
      .split(separator: "\n").map { String($0.dropLast(3)) }
    #expect(people == (["frida"] + KeygenSigner.kinds.map(\.0)).sorted())
  }
}
