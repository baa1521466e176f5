import Git
import TestTools
import Testing

struct WorkFolderTests {
  @Test func changedNewAndRemovedFilesAreListedAndIgnoredOnesAreNot() throws {
    let scratch = try committed(["a": "1", "b": "1", "c": "1", ".gitignore": "*.tmp\n"])
    try scratch.write("a", "2")
    try scratch.write("new/deep/file", "n")
    try scratch.write("x.tmp", "t")
    try Program.text(["rm", "b"], in: scratch.path)
    try scratch.write("c", "2")
    try scratch.stock("add", "c")
    #expect(try scratch.again().changedPaths() == ["a", "b", "c", "new/deep/file"])
  }

  @Test func stagedBytesAreReadNotThoseOfTheWorkFolder() throws {
    let scratch = try committed(["a": "1", "b": "1"])
    try scratch.write("a", "staged")
    try scratch.stock("add", "a")
    try scratch.write("a", "in the work folder")
    try scratch.write("b", "not staged")
    let tree = try scratch.headTree()
    let staged = try scratch.again().stagedFiles(differingFrom: tree)
    #expect(staged.map(\.path) == ["a"])
    let file = try #require(staged.first)
    #expect(try scratch.git.read(file.id).bytes == Array("staged".utf8))
    #expect(try scratch.again().stagedFiles(differingFrom: nil).map(\.path) == ["a", "b"])
  }

  @Test func cleanFilesAreBroughtUpToDateAndOthersStay() throws {
    let scratch = try committed(["a": "1", "b": "1", "gone": "g"])
    let before = try scratch.headTree()
    try scratch.write("b", "mine")
    try scratch.write("notes", "mine")
    let after = try scratch.tree(["a": "2", "b": "1", "new/file": "n"])
    try scratch.git.checkOut(tree: after, from: before)
    #expect(scratch.read("a") == "2")
    #expect(scratch.read("b") == "mine")
    #expect(scratch.read("notes") == "mine")
    #expect(scratch.read("new/file") == "n")
    #expect(scratch.read("gone") == nil)
  }

  @Test(arguments: ["z", "new"])
  func aChangedFileInTheWayIsSaidBeforeAnythingIsWritten(name: String) throws {
    let scratch = try committed(["a": "1", "z": "1"])
    let before = try scratch.headTree()
    try scratch.write(name, "mine")
    let after = try scratch.tree(["a": "2", "z": "2", "new": "2"])
    #expect(Scratch.code { try scratch.git.checkOut(tree: after, from: before) } == .conflict)
    #expect(scratch.read(name) == "mine")
    #expect(scratch.read("a") == "1")
  }

  @Test(arguments: ["changed", "staged", "new", "new and staged"])
  func aFileThatAlreadyHasTheWantedContentIsFine(how: String) throws {
    let scratch = try committed(["a": "1", "z": "1"])
    let before = try scratch.headTree()
    let name = how.hasPrefix("new") ? "new" : "a"
    try scratch.write(name, "2")
    if how.hasSuffix("staged") { try scratch.stock("add", name) }
    let after = try scratch.tree([name: "2", "z": "2"], from: before)
    try scratch.again().checkOut(tree: after, from: before)
    #expect(scratch.read(name) == "2" && scratch.read("z") == "2")
    // A process that was killed between the files and the ref does the same once more.
    try scratch.again().checkOut(tree: after, from: before)
    #expect(scratch.read("z") == "2")
  }

  @Test func onlyRegularFilesAreRead() throws {
    let scratch = try committed(["a": "1"])
    try Program.text(["ln", "-s", "/etc/passwd", "link"], in: scratch.path)
    try Program.text(["mkdir", "folder"], in: scratch.path)
    try scratch.write("run", "x")
    try Program.text(["chmod", "+x", "run"], in: scratch.path)
    #expect(Scratch.code { _ = try scratch.git.readWorkFile("link") } == .unsupported)
    #expect(Scratch.code { _ = try scratch.git.readWorkFile("folder") } == .unsupported)
    #expect(try scratch.git.readWorkFile("missing") == nil)
    #expect(try scratch.git.readWorkFile("a")?.mode == 0o100644)
    #expect(try scratch.git.readWorkFile("run")?.mode == 0o100755)
  }

  private func committed(_ files: [String: String]) throws -> Scratch {
    let scratch = try Scratch()
    for (path, text) in files { try scratch.write(path, text) }
    try scratch.stock("add", ".")
    try scratch.stock("commit", "-q", "-m", "first")
    return scratch
  }
}
