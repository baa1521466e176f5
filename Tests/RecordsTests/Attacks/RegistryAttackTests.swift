import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Versions of the registry that break its rules.
struct RegistryAttackTests {
  @Test func aKeyUnderTwoPersonsIsRefused() async throws {
    let company = try await Company.founded()
    for name in ["mallory", "oscar", "peggy"] {
      let tree = try company.registryTree().putting(
        PersonEntry(person: Company.person(name), groups: [], joined: company.now),
        key: grant(name, key: "bruno", company)
      ).write()
      #expect(try refusal(of: company.registering(tree), company) == .registry)
    }
  }

  @Test func aKeyListedTwiceForOnePersonIsRefused() async throws {
    let company = try await Company.founded()
    let tree = try company.registryTree()
      .putting(entry("bruno", company), key: grant("bruno", key: "bruno", company)).write()
    #expect(try refusal(of: company.registering(tree), company) == .registry)
  }

  @Test func aFormerlyUsedKeyNeverComesBack() async throws {
    let company = try await Company.founded()
    let path = RegistryFiles.signersPath(RegistryFiles.shard(of: Company.bruno))
    let before = try company.registryFile(path)
    let end = ",valid-before=\"\(company.now.compact)\" ssh-ed25519"
    let ended =
      before.split(separator: "\n").map { line in
        line.hasPrefix("bruno ") ? String(line).replacing(" ssh-ed25519", with: end) : String(line)
      }.joined(separator: "\n") + "\n"
    try company.plant(company.registering(company.registryTree(putting: path, ended)))
    #expect(try await company.verify().isGood)
    let tree = try company.registryTree(putting: path, before)
    #expect(try refusal(of: company.registering(tree), company) == .registry)
    let other = try company.registryTree().putting(
      PersonEntry(person: Company.person("mallory"), groups: [], joined: company.now),
      key: grant("mallory", key: "bruno", company)
    ).write()
    #expect(try refusal(of: company.registering(other), company) == .registry)
  }

  @Test func aKeyThatIsRemovedOrBackdatedIsRefused() async throws {
    let company = try await Company.founded()
    let path = RegistryFiles.signersPath(RegistryFiles.shard(of: Company.bruno))
    let text = try company.registryFile(path)
    let earlier = text.replacing("valid-after=\"2026", with: "valid-after=\"2025")
    for changed in [earlier, "\n", ""] where changed != text {
      let tree = try company.registryTree(putting: path, changed)
      #expect(try refusal(of: company.registering(tree), company) == .registry)
    }
  }

  @Test func aVersionByAnybodyButARegistrarIsRefused() async throws {
    let company = try await Company.founded()
    let tree = try company.registryTree().granting([Role.registrar], to: Company.carla).write()
    for person in [Company.carla, Company.bruno] {
      #expect(try refusal(of: company.registering(tree, by: person), company) == .role)
    }
    #expect(
      try refusal(of: company.registering(tree).with { $0.key = "carla" }, company) == .key
    )
  }

  @Test(arguments: [1, 5, 7, 100])
  func aVersionThatIsNotTheNextIsRefused(version: Int) async throws {
    let company = try await Company.founded()
    let tree = try company.registryTree().write()
    let forgery = try company.registering(tree, version: version)
    #expect(try refusal(of: forgery, company) == .registry)
    let both = forgery.with { $0.sequence = version }
    #expect(try refusal(of: both, company) != nil)
  }

  @Test func aManifestThatIsNotThatOfTheFilesIsRefused() async throws {
    let company = try await Company.founded()
    let tree = try company.registryTree().granting(["cook"], to: Company.carla).write()
    let other = try company.registering(company.registryTree().write()).with { $0.tree = tree }
    #expect(try refusal(of: other, company) == .content)
  }

  @Test func aPersonWhoIsRemovedOrReturnsIsRefused() async throws {
    let company = try await Company.founded()
    var entry = entry("bruno", company)
    let roles = try company.registryFile("roles.yml").replacing(", bruno", with: "")
    entry.left = company.now
    try company.plant(company.registering(company.registryTree(putting: "roles.yml", roles)))
    try company.plant(
      company.registering(company.registryTree().leaving(entry).write())
    )
    #expect(try await company.verify().isGood)
    entry.left = nil
    let returned = try company.registryTree().putting(entry, key: nil).write()
    #expect(try refusal(of: company.registering(returned), company) == .registry)
  }

  @Test func aLeaverWithARoleAndARegistryWithoutRegistrarAreRefused() async throws {
    let company = try await Company.founded()
    var entry = entry("bruno", company)
    entry.left = company.now
    let leaver = try company.registryTree().leaving(entry).write()
    #expect(try refusal(of: company.registering(leaver), company) == .registry)
    let none = try company.registryTree(putting: "roles.yml", "legal: [ana, bruno, dan]\n")
    #expect(try refusal(of: company.registering(none), company) == .registry)
  }

  @Test func aLeaverWithAKeyInUseIsRefused() async throws {
    let company = try await Company.founded()
    var entry = entry("carla", company)
    entry.left = company.now
    let tree = try company.registryTree().putting(entry, key: nil).write()
    #expect(try refusal(of: company.registering(tree), company) == .registry)
  }

  @Test(arguments: ["threshold: 0", "threshold: 2", "threshold: 01", "threshold: 1\n\n"])
  func settingsThatCannotHoldAreRefused(line: String) async throws {
    let company = try await Company.founded()
    let text = try company.registryFile("registry.yml").replacing("threshold: 1", with: line)
    let tree = try company.registryTree(putting: "registry.yml", text)
    #expect(try refusal(of: company.registering(tree), company) == .registry)
  }

  @Test func anotherSeedIsRefused() async throws {
    let company = try await Company.founded()
    let text = "seed: \(String(repeating: "a", count: 32))\nthreshold: 1\n"
    let tree = try company.registryTree(putting: "registry.yml", text)
    #expect(try refusal(of: company.registering(tree), company) == .registry)
  }

  @Test func aFileThatDoesNotBelongIntoARegistryIsRefused() async throws {
    let company = try await Company.founded()
    for path in ["README.md", "signers/ab/c", "people/ab", "people/abc.csv", "x/signers/ab"] {
      let tree = try company.registryTree(putting: path, "x\n")
      #expect(try refusal(of: company.registering(tree), company) == .registry, "\(path)")
    }
    let settings = try company.registryTree(putting: "registry.yml", "threshold: 0\n")
    #expect(try refusal(of: company.registering(settings), company) == .registry)
  }

  private func entry(_ name: String, _ company: Company) -> PersonEntry {
    let person = Company.person(name)
    let found = try? company.repository().registry
      .people(at: company.repository().registryTip).first { $0.person == person }
    return found ?? PersonEntry(person: person, groups: [], joined: company.now)
  }

  private func grant(_ name: String, key: String, _ company: Company) throws -> KeyGrant {
    KeyGrant(
      person: Company.person(name),
      key: try SoftKey(key).publicKey,
      from: company.now
    )
  }

  private func refusal(of forgery: Forgery, _ company: Company) throws -> Refusal.Code? {
    try company.refusal(ofRegistry: forgery)
  }
}
