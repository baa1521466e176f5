import Git
import TestTools
import Testing

struct ObjectTests {
  static let commit = """
    tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
    author t <t@example.invalid> 1793491200 +0000
    committer t <t@example.invalid> 1793491200 +0000

    message

    """

  @Test(
    arguments: [
      [], [0], Array("text\n".utf8), [0xFF, 0xFE, 0x00, 0x0D, 0x0A],
      [UInt8](repeating: 7, count: 1_000_000),
    ] as [[UInt8]]
  )
  func aBlobComesBackAsItWasStoredAndIsTheOneStockGitReads(bytes: [UInt8]) throws {
    let scratch = try Scratch()
    let object = RawObject(kind: .blob, bytes: bytes)
    let id = try scratch.git.write(object)
    #expect(try scratch.git.read(id) == object)
    #expect(try Repository.identify(object) == id)
    #expect(try scratch.git.write(object) == id)
    #expect(scratch.git.header(of: id)?.size == bytes.count)
    let stock = try Program.run(["git", "cat-file", "blob", id.hex], in: scratch.path)
    #expect(stock.output == bytes)
    #expect(try scratch.stock("hash-object", "--stdin", input: bytes) == id.hex)
  }

  @Test func everyKindIsStoredAsItself() throws {
    let scratch = try Scratch()
    try scratch.git.write(RawObject(kind: .tree, bytes: []))
    let commit = try scratch.git.write(RawObject(kind: .commit, bytes: Array(Self.commit.utf8)))
    let text = "object \(commit)\ntype commit\ntag t\ntagger t <t@x> 1 +0000\n\nm\n"
    let tag = try scratch.git.write(RawObject(kind: .tag, bytes: Array(text.utf8)))
    #expect(try scratch.git.read(commit).kind == .commit)
    #expect(try scratch.git.read(tag).bytes == Array(text.utf8))
    #expect(try scratch.stock("cat-file", "-t", tag.hex) == "tag")
    #expect(scratch.git.header(of: .emptyTree)?.kind == .tree)
    try scratch.stock("fsck", "--strict")
  }

  @Test func anObjectThatStockGitPackedIsRead() throws {
    let scratch = try Scratch()
    let id = try scratch.blob("packed")
    try scratch.stock(
      "update-ref",
      "refs/heads/main",
      scratch.commit(scratch.tree(["a": "packed"])).hex
    )
    try scratch.stock("repack", "-adq")
    #expect(try scratch.again().read(id).bytes == Array("packed".utf8))
  }

  /// Also of one that is packed as a difference to another, or lies alone; and reading goes on after it.
  @Test(arguments: [false, true], [1 << 20, 20 << 20])
  func anObjectThatIsTooLargeIsRefusedAndReadingGoesOn(isPacked: Bool, size: Int) throws {
    let scratch = try Scratch()
    var bytes = [UInt8]((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) })
    let large = try scratch.git.write(RawObject(kind: .blob, bytes: bytes))
    bytes[size / 2] ^= 1
    let similar = try scratch.git.write(RawObject(kind: .blob, bytes: bytes))
    let small = try scratch.blob("small")
    for (name, id) in [("large", large), ("similar", similar), ("small", small)] {
      try scratch.stock("tag", name, id.hex)
    }
    if isPacked {
      try scratch.stock("repack", "-adfq")
      let index = try Program.text(["sh", "-c", "ls .git/objects/pack/*.idx"], in: scratch.path)
      let pack = try scratch.stock("verify-pack", "-v", index)
      #expect(pack.contains("chain length = 1: 1 object"))
    }
    let git = try scratch.again()
    for id in [large, similar] {
      #expect(Scratch.code { _ = try git.read(id, atMost: 1000) } == .tooLarge)
      #expect(Scratch.code { _ = try git.read(id, atMost: size - 1) } == .tooLarge)
      #expect(try git.read(small, atMost: 5).bytes == Array("small".utf8))
      #expect(Scratch.code { _ = try git.read(small, atMost: 4) } == .tooLarge)
    }
    #expect(try git.read(similar, atMost: size).bytes == bytes)
    #expect(try git.read(large).bytes.count == size)
  }

  /// Whoever pushes chooses what an object is packed as a difference to.
  @Test func anObjectThatIsPackedAsADifferenceToALargeOneIsRead() throws {
    let scratch = try Scratch()
    let bytes = (0..<12 << 20).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let part = Array(bytes[..<500_000])
    let large = try scratch.git.write(RawObject(kind: .blob, bytes: bytes))
    let small = try scratch.git.write(RawObject(kind: .blob, bytes: part))
    for (name, id) in [("large", large), ("small", small)] {
      try scratch.stock("tag", name, id.hex)
    }
    try scratch.stock("repack", "-adfq")
    let index = try Program.text(["sh", "-c", "ls .git/objects/pack/*.idx"], in: scratch.path)
    let pack = try scratch.stock("verify-pack", "-v", index)
    #expect(
      pack.split(separator: "\n").contains { $0.hasPrefix(small.hex) && $0.hasSuffix(large.hex) }
    )
    let git = try scratch.again()
    #expect(try git.read(small, atMost: 512 << 10).bytes == part)
    #expect(Scratch.code { _ = try git.read(small, atMost: 400_000) } == .tooLarge)
    #expect(Scratch.code { _ = try git.read(large, atMost: 512 << 10) } == .tooLarge)
  }

  @Test func aMissingObjectIsNotFound() throws {
    let scratch = try Scratch()
    let id = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    #expect(Scratch.code { _ = try scratch.git.read(id) } == .notFound)
    #expect(scratch.git.header(of: id) == nil)
  }

  @Test func anObjectWhoseBytesWereChangedIsRefused() throws {
    let scratch = try Scratch()
    let (one, other) = (try scratch.blob("one"), try scratch.blob("other"))
    let path = { (id: ObjectID) in ".git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))" }
    try Program.text(["cp", "-f", path(other), path(one)], in: scratch.path)
    #expect(Scratch.code { _ = try scratch.again().read(one) } != nil)
  }

  @Test func aReplacementIsNeverFollowed() throws {
    let scratch = try Scratch()
    let (one, other) = (try scratch.blob("one"), try scratch.blob("other"))
    try scratch.stock("replace", one.hex, other.hex)
    #expect(try scratch.again().read(one).bytes == Array("one".utf8))
  }

  @Test(arguments: [
    "", "4b825dc", "4B825DC642CB6EB9A060E54BF8D69288FBEE4904",
    "4b825dc642cb6eb9a060e54bf8d69288fbee490", "4b825dc642cb6eb9a060e54bf8d69288fbee49040",
    " 4b825dc642cb6eb9a060e54bf8d69288fbee490", "4b825dc642cb6eb9a060e54bf8d69288fbee490g",
    "４b825dc642cb6eb9a060e54bf8d69288fbee490", "HEAD",
  ])
  func anotherSpellingOfAnObjectIDIsRefused(text: String) {
    #expect(ObjectID(hex: text) == nil)
  }

  @Test func anObjectIDKeepsItsBytesAndOrder() throws {
    let bytes = (0..<20).map { UInt8($0 * 13) }
    let id = try #require(ObjectID(bytes: bytes))
    #expect(ObjectID(hex: id.hex) == id)
    #expect(id.hex == "000d1a2734414e5b6875828f9ca9b6c3d0ddeaf7")
    #expect(ObjectID(bytes: Array(bytes.dropLast())) == nil)
    let larger = try #require(ObjectID(bytes: bytes.dropLast() + [0xF8]))
    #expect(id < larger && !(larger < id))
  }
}
