import Foundation
import Git
import TestTools
import Testing

/// How refs move: all or nothing, one writer at a time, and by Git's own rules for its files.
struct RefUpdateTests {
  @Test func aRefThatIsNotAsExpectedStaysAsItIs() throws {
    let scratch = try Scratch()
    let (one, two) = try scratch.twoCommits()
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
    let (base, _) = try scratch.twoCommits()
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

  @Test func packedRefsGetFilesOfTheirOwnAgain() throws {
    let scratch = try Scratch()
    let (one, two) = try scratch.twoCommits()
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

  @Test(arguments: [true, false])
  func aRefMovesWhetherPackedOrNot(isPacked: Bool) throws {
    let scratch = try Scratch()
    let (one, two) = try scratch.twoCommits()
    for name in ["refs/writ/x", "refs/writ/y", "refs/heads/main"] {
      try scratch.git.update(name, to: one, expecting: nil, because: "made")
    }
    if isPacked { try scratch.stock("pack-refs", "--all") }
    try scratch.git.update("refs/writ/x", to: two, expecting: one, because: "moved")
    try scratch.git.update("refs/heads/main", to: two, expecting: one, because: "moved main")
    let refs = "refs/heads/main \(two)\nrefs/writ/x \(two)\nrefs/writ/y \(one)"
    #expect(try scratch.stock("for-each-ref", "--format=%(refname) %(objectname)") == refs)
    #expect(try scratch.stock("log", "-g", "-1", "--format=%gs", "main") == "moved main")
    try scratch.stock("fsck", "--strict")
  }

  @Test func aRefThatSomebodyIsWritingIsLocked() throws {
    let scratch = try Scratch()
    let (one, two) = try scratch.twoCommits()
    try scratch.git.update("refs/writ/x", to: one, expecting: nil, because: "made")
    try scratch.write(".git/refs/writ/x.lock", "")
    let move = {
      Scratch.code { try scratch.git.update("refs/writ/x", to: two, expecting: one, because: "") }
    }
    #expect(move() == .locked)
    #expect(try scratch.git.reference("refs/writ/x") == one)
    #expect(scratch.read(".git/refs/writ/x.lock") == "")
    try FileManager.default.removeItem(atPath: scratch.git.gitFolder + "/refs/writ/x.lock")
    #expect(move() == nil)
  }

  @Test func aRefusedMoveLeavesNoLock() throws {
    let scratch = try Scratch()
    let (one, two) = try scratch.twoCommits()
    try scratch.git.update("refs/writ/x", to: one, expecting: nil, because: "made")
    try scratch.stock("symbolic-ref", "refs/writ/s", "refs/writ/x")
    for name in ["refs/writ/x", "refs/writ/s", "refs/writ/none"] {
      let code = Scratch.code {
        try scratch.git.update(name, to: one, expecting: two, because: "no")
      }
      #expect(code == .modified, "\(name)")
    }
    let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.git.gitFolder + "/refs")
    #expect(files.filter { $0.hasSuffix(".lock") } == [])
    #expect(try scratch.stock("for-each-ref", "--format=%(refname)") == "refs/writ/s\nrefs/writ/x")
  }

  @Test(arguments: [true, false])
  func aRefToAnObjectThatIsNotThereIsRefused(isNew: Bool) throws {
    let scratch = try Scratch()
    let (one, _) = try scratch.twoCommits()
    if !isNew { try scratch.git.update("refs/writ/x", to: one, expecting: nil, because: "made") }
    let id = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    let code = Scratch.code {
      try scratch.git.update("refs/writ/x", to: id, expecting: isNew ? nil : one, because: "")
    }
    #expect(code != nil)
    #expect(try scratch.git.reference("refs/writ/x") == (isNew ? nil : one))
  }

  @Test func movesByUsAndByStockGitAreNeverLost() async throws {
    let scratch = try Scratch()
    let (base, _) = try scratch.twoCommits()
    try scratch.git.update("refs/writ/x", to: base, expecting: nil, because: "made")
    // Each adds to what it finds until it has moved the ref ten times.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          var moves = 0
          while moves < 10 {
            try Task.checkCancellation()
            let move = writer.isMultiple(of: 2) ? stockMove : ownMove
            if try move(scratch, scratch.again(), "\(writer) \(moves)") { moves += 1 }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try scratch.stock("rev-list", "--count", "refs/writ/x") == "41")
    try scratch.stock("fsck", "--strict")
  }
}

/// Adds a commit to `refs/writ/x` with this library; whether nobody else was faster.
private func ownMove(_ scratch: Scratch, _ git: Repository, _ message: String) throws -> Bool {
  let here = try #require(try git.reference("refs/writ/x"))
  let next = try scratch.commit(scratch.tree([:]), [here], message)
  do {
    try git.update("refs/writ/x", to: next, expecting: here, because: message)
    return true
  } catch let error as GitError where [.locked, .modified].contains(error.code) {
    return false
  }
}

/// The same with stock Git.
private func stockMove(_ scratch: Scratch, _ git: Repository, _ message: String) throws -> Bool {
  let here = try #require(try git.reference("refs/writ/x"))
  let next = try scratch.commit(scratch.tree([:]), [here], message)
  let words = ["git", "update-ref", "refs/writ/x", next.hex, here.hex]
  let outcome = try Program.run(words, in: scratch.path)
  if !outcome.isGood { try #require(outcome.error.contains("cannot lock ref")) }
  return outcome.isGood
}
