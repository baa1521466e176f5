import Git
import TestTools
import Testing

@testable import Records

/// Refs that stand where none may stand.
struct RefAttackTests {
  @Test(arguments: [
    "refs/writ/x", "refs/writ/acts/x", "refs/writ/acts/00/ana", "refs/writ/records/zz/carla",
    "refs/writ/records/carla", "refs/writ/records/\(RegistryFiles.shard(of: Company.carla))/Carla",
    "refs/writ/publishing", "refs/writ/ledger", "refs/writ/registry2",
    "refs/heads/proposals/carla", "refs/heads/proposals/carla/a/b",
    "refs/heads/proposals/Carla/x", "refs/heads/proposals/carla/Look-Alike",
    "refs/replace/4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  ])
  func anUnknownRefIsReported(name: String) async throws {
    let company = try await Company.published()
    try company.point(name, to: company.repository().mainTip())
    #expect(try await company.verify().codes(under: name) == [.ref])
  }

  @Test func aReplacementNeverMakesARecordCount() async throws {
    let company = try await Company.published()
    let good = try await company.acknowledge(by: Company.eve)
    let bad = try company.plant(company.acknowledging().with { $0.key = "eve" })
    try company.point("refs/replace/\(bad)", to: good)
    #expect(try company.git.read(bad) != company.git.read(good))
    let report = try await company.verify()
    #expect(report.codes(under: Chain.records(of: Company.carla)) == [.key])
    #expect(report.codes(under: "refs/replace/\(bad)") == [.ref])
  }

  @Test(arguments: [Chain.records(of: Company.carla), Chain.acts(of: Company.carla)])
  func aSymbolicRefIsReported(name: String) async throws {
    let company = try await Company.published()
    try await company.acknowledge(by: Company.eve)
    try Program.text(
      ["git", "symbolic-ref", name, Chain.records(of: Company.eve)],
      in: company.path
    )
    #expect(try await company.verify().codes(under: name) == [.ref])
  }

  @Test func aRefToSomethingElseThanACommitIsReported() async throws {
    let company = try await Company.published()
    let ref = Chain.records(of: Company.carla)
    try company.point(ref, to: company.published().publication.blob)
    #expect(try await company.verify().codes(under: ref) == [.object])
  }

  @Test func aChainWhoseOlderRecordsAreMissingIsReported() async throws {
    let company = try await Company.published()
    let first = try await company.acknowledge()
    _ = try await company.scribe(Company.carla)
      .acknowledge(company.published(), .withdraw, reason: nil, shown: .full, means: .typed)
    try Program.text(
      ["rm", "-f", ".git/objects/\(first.hex.prefix(2))/\(first.hex.dropFirst(2))"],
      in: company.path
    )
    let report = try await company.verify()
    #expect(report.codes(under: Chain.records(of: Company.carla)) == [.object])
  }

  @Test func anotherIdentityThanThePinnedOneIsRefused() async throws {
    let company = try await Company.published()
    let pin = String(repeating: "0", count: 64)
    let repository = try PolicyRepository(company.git, pinned: pin)
    let report = try await Verifier(repository) { [path = company.path] in
      try Repository.open(from: path)
    }.run(workers: 1)
    #expect(report.codes == ["R-REPOSITORY"])
  }

  @Test func ordinaryBranchesTagsAndRemotesAreNobodysBusiness() async throws {
    let company = try await Company.published()
    for name in ["refs/heads/mine", "refs/remotes/origin/main", "refs/tags/v1", "refs/stash"] {
      try company.point(name, to: company.repository().mainTip())
    }
    #expect(try await company.verify().codes == [])
  }
}
