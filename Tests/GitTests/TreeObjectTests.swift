import Testing

@testable import Git

/// A tree must mean one thing, whoever reads it.
@Suite struct TreeObjectTests {
  private static let first = [UInt8](repeating: 1, count: 20)
  private static let second = [UInt8](repeating: 2, count: 20)

  private static func line(_ mode: String, _ name: String, _ id: [UInt8]) -> [UInt8] {
    Array("\(mode) \(name)".utf8) + [0] + id
  }

  @Test func `Git's own order is accepted, with folders as if they ended with a slash`() throws {
    let bytes =
      Self.line("100644", "a.txt", Self.first) + Self.line("40000", "a", Self.second)
      + Self.line("100755", "a0", Self.first)
    let tree = try TreeObject(bytes, id: .emptyTree)
    #expect(tree.entries.map { String(decoding: $0.name, as: UTF8.self) } == ["a.txt", "a", "a0"])
  }

  @Test(arguments: [
    line("100644", "a", first) + line("100644", "a", second),
    line("100644", "a", first) + line("40000", "a", second),
    line("100644", "b", first) + line("100644", "a", second),
    line("0100644", "a", first), line("100664", "a", first), line("100644", "..", first),
    line("40000", ".git", first), line("100644", "a/b", first), line("100644", "", first),
    Array(line("100644", "a", first).dropLast()), Array("100644 a".utf8),
  ])
  func `A name twice, out of order, odd modes and names that lead elsewhere are refused`(
    bytes: [UInt8]
  ) {
    #expect(throws: GitError.self) { try TreeObject(bytes, id: .emptyTree) }
  }

  @Test func `A tree that names itself over and over ends in an error, not in memory`() throws {
    let scratch = try Scratch()
    var id = try scratch.git.write(RawObject(kind: .blob, bytes: Array("x".utf8)))
    var mode = "100644"
    for _ in 0..<10 {
      let bytes = (0..<10).flatMap { Self.line(mode, "n\($0)", Array(id.raw20)) }
      id = try scratch.git.write(RawObject(kind: .tree, bytes: bytes))
      mode = "40000"
    }
    let bomb = id
    #expect(throws: GitError.self) { try scratch.git.files(inTree: bomb) }
  }

  @Test func `Folders inside each other without end are an error, not a crash`() throws {
    let scratch = try Scratch()
    var id = try scratch.git.write(RawObject(kind: .tree, bytes: []))
    for _ in 0..<5000 {
      id = try scratch.git.write(
        RawObject(kind: .tree, bytes: Self.line("40000", "d", Array(id.raw20)))
      )
    }
    let deep = id
    #expect(throws: GitError.self) { try scratch.git.files(inTree: deep) }
  }
}

extension ObjectID {
  /// The id's 20 bytes.
  fileprivate var raw20: [UInt8] {
    stride(from: 0, to: 40, by: 2).compactMap { offset in
      let start = hex.index(hex.startIndex, offsetBy: offset)
      return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
    }
  }
}
