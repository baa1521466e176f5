import Git
import TestTools
import Testing

struct TreeTests {
  @Test func filesInFoldersArePutAndRemoved() throws {
    let scratch = try Scratch()
    let first = try scratch.tree([
      "a.md": "a", "p/x/policy.md": "x", "p/y/policy.md": "y", "p/y/z": "z",
    ])
    #expect(try paths(scratch, first) == ["a.md", "p/x/policy.md", "p/y/policy.md", "p/y/z"])
    let second = try scratch.git.writeTree(
      from: first,
      putting: [
        "p/y/policy.md": nil, "p/y/z": nil,
        "p/x/policy.md": file("p/x/policy.md", scratch.blob("new")),
        "q/deep/down/file": file("q/deep/down/file", scratch.blob("q")),
      ]
    )
    #expect(try paths(scratch, second) == ["a.md", "p/x/policy.md", "q/deep/down/file"])
    #expect(
      try scratch.stock("ls-tree", "-r", "--name-only", second.hex).split(separator: "\n").count
        == 3
    )
    #expect(try scratch.stock("cat-file", "-p", "\(second):p/x/policy.md") == "new")
    try scratch.stock("fsck", "--strict")
  }

  @Test func theTreeIsTheOneThatStockGitWrites() throws {
    let scratch = try Scratch()
    let files = ["a": "1", "a.b": "2", "a-b/c": "3", "a/b": "4", "ab": "5", "B/c/d": "6"]
      .filter { $0.key != "a" }
    for (path, text) in files { try scratch.write(path, text) }
    try scratch.stock("add", ".")
    #expect(try scratch.tree(files).hex == scratch.stock("write-tree"))
  }

  @Test func theEmptyTreeIsStoredWhenItIsTheBase() throws {
    let scratch = try Scratch()
    #expect(try scratch.git.writeTree(from: nil, putting: [:]) == .emptyTree)
    #expect(try scratch.git.read(.emptyTree).bytes.isEmpty)
    #expect(try scratch.git.files(inTree: .emptyTree).isEmpty)
  }

  @Test func removingTheLastFileLeavesTheEmptyTree() throws {
    let scratch = try Scratch()
    let tree = try scratch.tree(["p/x": "x"])
    #expect(try scratch.git.writeTree(from: tree, putting: ["p/x": nil]) == .emptyTree)
  }

  @Test func aFileIsFoundByItsPathAndAFolderIsNone() throws {
    let scratch = try Scratch()
    let tree = try scratch.tree(["p/x/policy.md": "x"])
    #expect(try scratch.git.file("p/x/policy.md", inTree: tree)?.id == scratch.blob("x"))
    for path in ["p", "p/x", "p/x/other", "p/x/policy.md/more", "other"] {
      #expect(try scratch.git.file(path, inTree: tree) == nil, "\(path)")
    }
  }

  @Test func theFilesOfAFolderAreThoseBelowIt() throws {
    let scratch = try Scratch()
    let tree = try scratch.tree(["p/x": "1", "p/y/z": "2", "pp/x": "3"])
    #expect(try scratch.git.files(inTree: tree, under: "p").map(\.path) == ["p/x", "p/y/z"])
    #expect(try scratch.git.files(inTree: tree, under: "none").isEmpty)
    #expect(try scratch.git.files(inTree: tree, under: "p/x").isEmpty)
  }

  @Test func modesAreKeptAsTheyAre() throws {
    let scratch = try Scratch()
    let id = try scratch.blob("x")
    let commit = try scratch.commit(.emptyTree)
    let entries: [String: TreeFile?] = [
      "run": TreeFile(path: "run", mode: 0o100755, id: id),
      "link": TreeFile(path: "link", mode: 0o120000, id: id),
      "foreign": TreeFile(path: "foreign", mode: 0o160000, id: commit),
    ]
    let tree = try scratch.git.writeTree(from: nil, putting: entries)
    let modes = try scratch.git.files(inTree: tree).map {
      "\($0.path) \(String($0.mode, radix: 8))"
    }
    #expect(modes == ["foreign 160000", "link 120000", "run 100755"])
  }

  @Test func changesNameBothSidesAndSkipWhatIsTheSame() throws {
    let scratch = try Scratch()
    let old = try scratch.tree(["same": "s", "gone": "g", "b/changed": "1"])
    let new = try scratch.tree(["same": "s", "new": "n", "b/changed": "2"])
    let changes = try scratch.git.changes(from: old, to: new)
    #expect(changes.map(\.path) == ["b/changed", "gone", "new"])
    #expect(changes.map { $0.old == nil } == [false, false, true])
    #expect(changes.map { $0.new == nil } == [false, true, false])
    #expect(try scratch.git.changes(from: old, to: old).isEmpty)
    #expect(try scratch.git.changes(from: nil, to: new).count == 3)
  }

  @Test func aFileThatBecomesAFolderIsRemovedAndItsFilesAreNew() throws {
    let scratch = try Scratch()
    let old = try scratch.tree(["p": "file", "q/x": "1"])
    let new = try scratch.tree(["p/a": "1", "p/b": "2", "q": "file"])
    let changes = try scratch.git.changes(from: old, to: new)
    #expect(changes.map(\.path) == ["p", "p/a", "p/b", "q", "q/x"])
    #expect(changes.map { $0.old != nil } == [true, false, false, false, true])
    #expect(changes.map { $0.new != nil } == [false, true, true, true, false])
  }

  @Test func aChangeOfTheModeAloneIsAChange() throws {
    let scratch = try Scratch()
    let tree = try scratch.tree(["run": "x"])
    let file = TreeFile(path: "run", mode: 0o100755, id: try scratch.blob("x"))
    let other = try scratch.git.writeTree(from: tree, putting: ["run": file])
    #expect(try scratch.git.changes(from: tree, to: other).map(\.path) == ["run"])
  }

  private func file(_ path: String, _ id: ObjectID) -> TreeFile {
    TreeFile(path: path, mode: 0o100644, id: id)
  }

  private func paths(_ scratch: Scratch, _ tree: ObjectID) throws -> [String] {
    try scratch.git.files(inTree: tree).map(\.path)
  }
}
