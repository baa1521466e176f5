import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// What Writ makes when nobody attacks it.
struct HonestRepositoryTests {
  @Test func everythingThatWritMakesIsAccepted() async throws {
    let report = try await busyCompany().verify()
    #expect(report.codes == [])
    #expect(report.notes.isEmpty)
    #expect(report.counts[.registry] == 5)
    #expect(report.counts[.main] == 3)
    #expect(report.counts[.reviews] == 3)
    #expect(report.counts[.publications] == 2)
    #expect(report.counts[.acknowledgements] == 2)
    #expect(report.counts[.proposals] == 1)
  }

  @Test func stockGitFindsEveryCommitAndTagGood() async throws {
    let company = try await busyCompany()
    let repository = try company.repository()
    let signers = try repository.registry.allowedSigners(at: repository.registryTip)
    let option = "gpg.ssh.allowedSignersFile=\(try company.folder.write("signers", signers))"
    for kind in ["commit", "tag"] {
      let names = try objects(company, kind)
      #expect(names.count >= (kind == "tag" ? 2 : 14))
      for name in names {
        let outcome = try Program.run(
          ["git", "-c", option, "verify-\(kind)", "-v", name],
          in: company.path
        )
        #expect(outcome.isGood, "\(name): \(outcome.error)")
        #expect(outcome.error.contains("Good \"git\" signature for "))
      }
    }
  }

  @Test func stockFsckFindsNothing() async throws {
    let company = try await busyCompany()
    let outcome = try Program.run(["git", "fsck", "--strict", "--no-dangling"], in: company.path)
    #expect(outcome.isGood)
    #expect(outcome.text == "")
    #expect(outcome.error == "")
  }

  /// Merges, a rejected and an open proposal, two versions, two acknowledgements.
  private func busyCompany() async throws -> Company {
    let company = try await Company.published()
    try await company.change([CompanyFiles.policyPath: Company.softer], slug: "softer")
    try await company.publish("social-media")
    try await company.change([CompanyFiles.travelPath: CompanyFiles.travel + "\nOr walk.\n"])
    let open = try await company.propose(
      [CompanyFiles.policyPath: Company.stricter],
      slug: "stricter"
    )
    try await company.review(open, .reject, by: Company.dan)
    try await company.acknowledge()
    try await company.acknowledge(by: Company.eve, shown: .notShown, means: .flag)
    return company
  }

  private func objects(_ company: Company, _ kind: String) throws -> [String] {
    try Program.text(
      ["git", "cat-file", "--batch-check=%(objecttype) %(objectname)", "--batch-all-objects"],
      in: company.path
    ).split(separator: "\n").filter { $0.hasPrefix(kind + " ") }.map {
      String($0.dropFirst(kind.count + 1))
    }
  }
}
