import Foundation
import Git
import TestTools
import Testing

struct ReferenceTests {
  @Test func aRefIsMadeMovedAndRead() throws {
    let scratch = try Scratch()
    let (one, two) = try commits(scratch)
    try scratch.git.update("refs/writ/x", to: one, expecting: nil, because: "made")
    #expect(try scratch.git.reference("refs/writ/x") == one)
    try scratch.git.update("refs/writ/x", to: two, expecting: one, because: "moved")
    #expect(try scratch.stock("rev-parse", "refs/writ/x") == two.hex)
    #expect(try scratch.git.reference("refs/writ/y") == nil)
  }

  @Test func aRefThatIsNotAsExpectedStaysAsItIs() throws {
    let scratch = try Scratch()
    let (one, two) = try commits(scratch)
    try scratch.git.update("refs/writ/x", to: one, expecting: nil, because: "made")
    let update = { (expected: ObjectID?) in
      Scratch.code {
        try scratch.git.update("refs/writ/x", to: two, expecting: expected, because: "no")
      }
    }
    #expect(update(nil) == .exists)
    #expect(update(two) == .modified)
    #expect(try scratch.git.reference("refs/writ/x") == one)
    let gone = Scratch.code {
      try scratch.git.update("refs/writ/y", to: two, expecting: one, because: "no")
    }
    #expect(gone == .modified || gone == .notFound)
    #expect(try scratch.git.reference("refs/writ/y") == nil)
  }

  @Test(arguments: [true, false])
  func ofManyWritersExactlyOneWins(isNew: Bool) async throws {
    let scratch = try Scratch()
    let (base, _) = try commits(scratch)
    if !isNew { try scratch.git.update("refs/writ/x", to: base, expecting: nil, because: "made") }
    let candidates = try (0..<8).map { try scratch.commit(scratch.tree([:]), [base], "\($0)") }
    let path = scratch.path
    let winners: [ObjectID] = await withTaskGroup(of: ObjectID?.self) { group in
      for id in candidates {
        group.addTask {
          do {
            let expected: ObjectID? = isNew ? nil : base
            try Repository.open(from: path)
              .update("refs/writ/x", to: id, expecting: expected, because: "race")
            return id
          } catch {
            return nil
          }
        }
      }
      var winners: [ObjectID] = []
      for await id in group { winners += id.map { [$0] } ?? [] }
      return winners
    }
    #expect(winners.count == 1)
    #expect(try scratch.git.reference("refs/writ/x") == winners.first)
    try scratch.stock("fsck", "--strict")
  }

  @Test func refsAreListedByAGlobThatCrossesFolders() throws {
    let scratch = try Scratch()
    let (one, _) = try commits(scratch)
    for name in ["refs/writ/b/c/d", "refs/writ/a", "refs/heads/x"] {
      try scratch.git.update(name, to: one, expecting: nil, because: "made")
    }
    let names = try scratch.git.references(matching: "refs/writ/*").map(\.name)
    #expect(names == ["refs/writ/a", "refs/writ/b/c/d"])
    try scratch.stock("pack-refs", "--all")
    #expect(try scratch.again().references(matching: "refs/*").count == 3)
  }

  @Test func packedRefsGetFilesOfTheirOwnAgain() throws {
    let scratch = try Scratch()
    let (one, two) = try commits(scratch)
    for (name, id) in [("refs/writ/a", one), ("refs/writ/b", two), ("refs/writ/c/d", one)] {
      try scratch.git.update(name, to: id, expecting: nil, because: "made")
    }
    try scratch.stock("pack-refs", "--all")
    let folder = scratch.git.gitFolder
    // Somebody else is just moving this one.
    try Data().write(to: URL(fileURLWithPath: folder + "/refs/writ/b.lock"))
    let before = try scratch.stock("for-each-ref")
    try scratch.git.keepLoose(["refs/writ/a", "refs/writ/b", "refs/writ/c/d", "refs/writ/none"])
    #expect(try scratch.stock("for-each-ref") == before)
    let files = ["a", "b", "c/d", "none"].map { "\(folder)/refs/writ/\($0)" }
    #expect(
      files.map(FileManager.default.fileExists(atPath:)) == [true, false, true, false]
    )
    #expect(!FileManager.default.fileExists(atPath: folder + "/refs/writ/none.lock"))
    try FileManager.default.removeItem(atPath: folder + "/refs/writ/b.lock")
    try scratch.stock("update-ref", "refs/writ/a", two.hex, one.hex)
    #expect(try scratch.again().reference("refs/writ/a") == two)
  }

  @Test func aSymbolicRefHasNoTargetOfItsOwn() throws {
    let scratch = try Scratch()
    let (one, _) = try commits(scratch)
    try scratch.git.update("refs/heads/main", to: one, expecting: nil, because: "made")
    try scratch.stock("symbolic-ref", "refs/writ/s", "refs/heads/main")
    #expect(try scratch.git.reference("refs/writ/s") == nil)
    let found = try scratch.git.references(matching: "refs/writ/*")
    #expect(found == [Reference(name: "refs/writ/s", target: nil)])
  }

  @Test(arguments: ["", "x", "refs/writ/../x", "refs/writ/a b", "refs/writ/x.lock", "refs/writ/"])
  func aBadNameIsRefused(name: String) throws {
    let scratch = try Scratch()
    let (one, _) = try commits(scratch)
    #expect(
      Scratch.code { try scratch.git.update(name, to: one, expecting: nil, because: "x") } != nil
    )
  }

  @Test func aRefToAnObjectThatIsNotThereIsRefused() throws {
    let scratch = try Scratch()
    let id = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    #expect(
      Scratch.code { try scratch.git.update("refs/writ/x", to: id, expecting: nil, because: "") }
        != nil
    )
  }

  @Test func headIsReadBeforeAndAfterTheFirstCommit() throws {
    let scratch = try Scratch()
    #expect(try scratch.git.headBranch() == "refs/heads/main")
    #expect(try scratch.git.headCommit() == nil)
    let (one, _) = try commits(scratch)
    try scratch.git.update("refs/heads/main", to: one, expecting: nil, because: "first")
    #expect(try scratch.git.headCommit() == one)
    #expect(try scratch.git.treeOfCommit(one) == .emptyTree)
    try scratch.stock("checkout", "-q", "--detach")
    #expect(try scratch.again().headBranch() == nil)
  }

  private func commits(_ scratch: Scratch) throws -> (ObjectID, ObjectID) {
    let tree = try scratch.tree([:])
    return (try scratch.commit(tree, [], "one"), try scratch.commit(tree, [], "two"))
  }
}
