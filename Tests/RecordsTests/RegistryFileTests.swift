import Git
import Policies
import Signing
import TestTools
import Testing

@testable import Records

/// Many files of a registry, read at once.
struct RegistryFileTests {
  private let place: TemporaryFolder
  private let people = (0..<40).compactMap { PersonID("p-\($0)") }

  init() throws { place = try TemporaryFolder() }

  /// The signers' files of forty people, as a tree lists them.
  private func files(
    in repository: Repository,
    changing changed: PersonID? = nil,
    _ change: (String) -> String = { $0 }
  ) throws -> [TreeFile] {
    let shards = Dictionary(grouping: people, by: RegistryFiles.shard)
    return try shards.sorted { $0.key < $1.key }.map { shard, people in
      let lines = try people.sorted().map { person in
        let line =
          "\(person) namespaces=\"git\",valid-after=\"20261101000001Z\" \(try SoftKey("\(person)").publicKey.line)\n"
        return person == changed ? change(line) : line
      }
      let bytes = Array(lines.joined().utf8)
      let id = try repository.write(RawObject(kind: .blob, bytes: bytes))
      return TreeFile(path: RegistryFiles.signersPath(shard), mode: 0o100644, id: id)
    }
  }

  private func repository() throws -> Repository {
    try Repository.initialiseBare(at: place.path + "/r.git")
  }

  @Test func eachFileComesWithItsObjectInTheOrderOfTheTree() throws {
    let repository = try repository()
    let files = try files(in: repository)
    let read = try RegistryFile.read(files, by: Manifest(repository)) { _ in [] }
    #expect(files.count > 8 && read.map(\.id) == files.map(\.id))
    let found = read.flatMap { file in
      guard case .signers(let grants, _) = file.file else { return [PersonID]() }
      return grants.map(\.person)
    }
    #expect(found.sorted() == people.sorted())
  }

  @Test func oneBadLineAmongManyFilesIsNamed() throws {
    let repository = try repository()
    let bad = people[17]
    let files = try files(in: repository, changing: bad) { $0.replacing("git", with: "file") }
    let refusal = #expect(throws: Refusal.self) {
      try RegistryFile.read(files, by: Manifest(repository)) { _ in [] }
    }
    let place = RegistryFiles.signersPath(RegistryFiles.shard(of: bad))
    #expect(refusal?.code == .registry && refusal?.reason.hasPrefix("\(place):") == true)
  }

  @Test func aBrokenKeyIsNamedUnlessItsShardListedItBefore() throws {
    let repository = try repository()
    let bad = people[17]
    let broken = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"
    let files = try files(in: repository, changing: bad) { line in
      "\(line.prefix(while: { $0 != "Z" }))Z\" \(broken)\n"
    }
    let refusal = #expect(throws: Refusal.self) {
      try RegistryFile.read(files, by: Manifest(repository)) { _ in [] }
    }
    #expect(refusal?.reason.hasPrefix("a key of '\(bad)' is") == true)
    let shard = RegistryFiles.shard(of: bad)
    let manifest = Manifest(repository)
    let read = try RegistryFile.read(files, by: manifest) { $0 == shard ? [broken] : [] }
    #expect(read.count == files.count)
  }

  @Test func aFileThatBelongsNowhereIsNamed() throws {
    let repository = try repository()
    var files = try files(in: repository)
    files[3].path = "signers/zz/zz"
    let refusal = #expect(throws: Refusal.self) {
      try RegistryFile.read(files, by: Manifest(repository)) { _ in [] }
    }
    #expect(refusal?.reason == "'signers/zz/zz' does not belong into a registry")
  }
}
