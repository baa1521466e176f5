import Git
import TestTools

/// A new repository in a temporary folder, with stock Git beside it.
struct Scratch {
  let folder: TemporaryFolder
  let git: Repository

  var path: String { folder.path("work") }

  init(_ options: String...) throws {
    folder = try TemporaryFolder()
    let words = ["git", "init", "-q", "-b", "main"] + options + [folder.path("work")]
    try Program.text(words, in: folder.path)
    git = try Repository.open(from: folder.path("work"))
  }

  /// Runs stock Git in the work folder.
  @discardableResult
  func stock(_ words: String..., input: [UInt8] = []) throws -> String {
    try Program.text(["git"] + words, in: path, input: input)
  }

  /// Opens the same repository once more, as another process would.
  func again() throws -> Repository { try Repository.open(from: path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try folder.write("work/" + name, text)
  }

  func read(_ name: String) -> String? {
    folder.read("work/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  func blob(_ text: String) throws -> ObjectID {
    try git.write(RawObject(kind: .blob, bytes: Array(text.utf8)))
  }

  /// Stores a tree of files.
  func tree(_ files: [String: String], from base: ObjectID? = nil) throws -> ObjectID {
    var entries: [String: TreeFile?] = [:]
    for (path, text) in files {
      entries[path] = TreeFile(path: path, mode: 0o100644, id: try blob(text))
    }
    return try git.writeTree(from: base, putting: entries)
  }

  /// Stores an unsigned commit.
  func commit(_ tree: ObjectID, _ parents: [ObjectID] = [], _ message: String = "x") throws
    -> ObjectID
  {
    let lines = ["tree \(tree)"] + parents.map { "parent \($0)" }
    let who = "t <t@example.invalid> 1793491200 +0000"
    let text = lines.joined(separator: "\n") + "\nauthor \(who)\ncommitter \(who)\n\n\(message)\n"
    return try git.write(RawObject(kind: .commit, bytes: Array(text.utf8)))
  }

  /// Stores two commits that have nothing to do with each other.
  func twoCommits() throws -> (ObjectID, ObjectID) {
    let tree = try tree([:])
    return (try commit(tree, [], "one"), try commit(tree, [], "two"))
  }

  /// The tree of the commit that HEAD stands on.
  func headTree() throws -> ObjectID { try git.treeOfCommit(git.headCommit() ?? .emptyTree) }

  /// The code of the error that a step ends with; `nil` if it ends well.
  static func code(_ step: () throws -> Void) -> GitError.Code? {
    do {
      try step()
      return nil
    } catch {
      return (error as? GitError)?.code
    }
  }
}
