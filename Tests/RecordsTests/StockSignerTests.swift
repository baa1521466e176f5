import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Records that real `ssh-keygen` signed with keys of every kind.
struct StockSignerTests {
  @Test(arguments: [
    ["ed25519"], ["ecdsa", "-b", "256"], ["ecdsa", "-b", "521"], ["rsa", "-b", "2048"],
  ])
  func aRecordSignedByStockOpenSSHIsGoodForWritAndGit(kind: [String]) async throws {
    let company = try await Company.published()
    let signer = try KeygenSigner(kind)
    let frida = Company.person("frida")
    try await company.scribe(Company.ana)
      .addPerson(frida, key: signer.publicKey, roles: [], groups: [])
    let scribe = Scribe(try company.repository(), as: frida, signer: signer) { company.now }
    let id = try await scribe.acknowledge(
      company.published(),
      .acknowledge,
      reason: nil,
      shown: .full,
      means: .typed
    )
    #expect(try await company.verify().codes == [])
    let repository = try company.repository()
    let signers = try repository.registry.allowedSigners(at: repository.registryTip)
    let option = "gpg.ssh.allowedSignersFile=\(try company.folder.write("signers", signers))"
    let outcome = try Program.run(["git", "-c", option, "verify-commit", id.hex], in: company.path)
    #expect(outcome.isGood && outcome.error.contains("signature for frida"), "\(outcome.error)")
  }

  @Test func aKeyThatIsNotThePersonsIsRefusedBeforeAnythingIsStored() async throws {
    let company = try await Company.published()
    await #expect(throws: WorkflowError.self) {
      try await company.acknowledge(with: KeygenSigner(["ed25519"]))
    }
    #expect(try company.git.reference(Chain.records(of: Company.carla)) == nil)
  }
}
