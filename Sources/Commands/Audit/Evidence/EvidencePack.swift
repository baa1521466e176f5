import Foundation
import Git
import Policies
import Records
import Signing

/// The files of a pack of evidence.
struct EvidencePack {
  /// The files, by path.
  private(set) var files: [String: [UInt8]] = [:]
  private let space: Workspace
  private let scope: VerificationScope
  private let extents: [ChainExtent]
  private let tags: [String]
  /// Proposals for the registry, which no chain leads to: their authors may approve nothing of it.
  private let proposals: [String]
  /// What fell with a key that was ended, in the chains that are packed.
  private let fallen: [VerificationReport.Problem]

  /// For what the maker's key signs the list; a signature for Git can never be taken for one.
  static let namespace = "writ-evidence"

  /// Collects everything but the signed list.
  ///
  /// - Parameters:
  ///   - space: the repository, which was checked before.
  ///   - scope: one person, or one policy.
  ///   - fallen: what fell with a key that was ended.
  ///   - withNames: whether names stand beside ids, as far as the directory file knows them.
  /// - Throws: a `Failure` or `Refusal` where something cannot be read.
  init(
    _ space: Workspace,
    _ scope: VerificationScope,
    without fallen: [VerificationReport.Problem],
    withNames: Bool
  ) async throws {
    (self.space, self.scope) = (space, scope)
    let shelf = try PublicationShelf(space.policies)
    let people = try EvidencePack.people(space, scope, shelf)
    let chains =
      [RegistryArchive.ref, Chain.main, Chain.published, Chain.ledger]
      + (try space.policies.approvers()).map { Chain.acts(of: $0) }
      + people.map { Chain.records(of: $0) }
    extents = try chains.compactMap { try space.policies.extent(of: $0) }
    self.fallen = fallen.filter { chains.contains($0.ref) }
    tags = shelf.entries.map(\.publication.tag)
    proposals = try space.policies.approvedRegistryProposals().map(\.hex)
    let directory = try DirectoryFile(space).read()
    let names = withNames ? directory : Directory()
    for person in people {
      let story = try EvidenceStory(
        of: person,
        space,
        shelf,
        without: fallen,
        named: names.people[person]?[.name]
      )
      files.merge(try story.files(about: scope.policy)) { $1 }
    }
    files["verify.sh"] = PackageResources.verify_sh
    files["VERIFY.md"] = Array(EvidenceGuide(scope).text.utf8)
    if !withNames { try await refuseNames(of: directory) }
    files["repository.bundle"] = try await bundle()
  }

  /// Everything that is packed, as Git takes it.
  private var tips: [String] { extents.map(\.ref) + tags + proposals }

  private func refuseNames(of directory: Directory) async throws {
    let git = UserGit(in: space.git, edge: space.edge)
    let messages = try await git.run(["log", "-z", "--format=%H %B"] + tips)
    guard messages.isGood else {
      throw Failure("the records cannot be read", cause: messages.reason)
    }
    let names = NamesInMessages(directory)
    try names.refuse(in: messages.output)
    // What was signed cannot be another text for that; whoever hands the pack on should know it.
    let shown = files.filter {
      ["texts", "redlines", "people"].contains($0.key.prefix { $0 != "/" })
    }
    for (path, bytes) in shown.sorted(by: { $0.key < $1.key }) {
      guard let name = names.first(in: String(decoding: bytes, as: UTF8.self)) else { continue }
      Output.remark("note: '\(name.safe)' stands in \(path), which is or shows what was signed")
    }
  }

  /// Adds the keys of everybody who signed something in it, and the list, signed by who makes it.
  mutating func close(by scribe: Scribe) async throws {
    let maker = try scribe.member().person
    try await addSigners(with: maker)
    let manifest = try manifest(by: maker, at: scribe.now)
    let signature = try await scribe.sign(manifest, for: EvidencePack.namespace)
    files["MANIFEST"] = manifest
    files["MANIFEST.sig"] = signature
  }

  private static func people(
    _ space: Workspace,
    _ scope: VerificationScope,
    _ shelf: PublicationShelf
  ) throws -> [PersonID] {
    if let person = scope.person { return [person] }
    let prefix = "refs/tags/policy/\(scope.policy ?? "")/"
    return try space.policies.registry.people(at: space.policies.registryTip).map(\.person)
      .filter { person in
        try space.policies.verifiedAcknowledgements(of: person, on: shelf)
          .contains { $0.acknowledgement.tag.hasPrefix(prefix) }
      }
  }

  private func bundle() async throws -> [UInt8] {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("writ-\(UUID().uuidString).bundle").path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let file = RecordFile(git: UserGit(in: space.git, edge: space.edge))
    try await file.write(tips, without: [], to: scratch)
    guard let data = FileManager.default.contents(atPath: scratch) else {
      throw Failure("the records could not be packed", status: .couldNotRun)
    }
    return [UInt8](data)
  }

  private mutating func addSigners(with maker: PersonID) async throws {
    let git = UserGit(in: space.git, edge: space.edge)
    let authors = try await git.run(["log", "--format=%an"] + tips)
    guard authors.isGood else { throw Failure("the records cannot be read", cause: authors.reason) }
    let wanted = Set(authors.output.split(separator: "\n").map(String.init) + [maker.description])
    let lines = try space.policies.registry.allowedSigners(at: space.policies.registryTip)
    for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
      let person = String(line.prefix { $0 != " " })
      guard wanted.contains(person) else { continue }
      files["signers/\(person)", default: []] += Array("\(line)\n".utf8)
    }
  }

  private func manifest(by maker: PersonID, at moment: Instant) throws -> [UInt8] {
    var lines = [
      "writ-evidence/1", "repository \(space.policies.identity)", "made-by \(maker)",
      "made-at \(moment)",
    ]
    lines += [scope.person.map { "person \($0)" }, scope.policy.map { "policy \($0)" }]
      .compactMap { $0 }
    lines += extents.map { "chain \($0.ref) \($0.tip) \($0.count)" }
    lines += fallen.compactMap { problem in problem.object.map { "fallen \(problem.ref) \($0)" } }
    lines += try tags.sorted().compactMap { tag in
      try space.git.reference(tag).map { "tag \(tag) \($0)" }
    }
    lines += files.sorted { $0.key < $1.key }.map { "file \(Digest.sha256($0.value)) \($0.key)" }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }
}
