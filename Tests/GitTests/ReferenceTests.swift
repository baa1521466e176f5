import Foundation
import Git
import TestTools
import Testing

struct ReferenceTests {
  @Test func aRefIsMadeMovedAndRead() throws {
    let scratch = try Scratch()
    let (one, two) = try scratch.twoCommits()
    try scratch.git.update("refs/writ/x", to: one, expecting: nil, because: "made")
    #expect(try scratch.git.reference("refs/writ/x") == one)
    try scratch.git.update("refs/writ/x", to: two, expecting: one, because: "moved")
    #expect(try scratch.stock("rev-parse", "refs/writ/x") == two.hex)
    #expect(try scratch.git.reference("refs/writ/y") == nil)
  }

  @Test func refsAreListedByAGlobThatCrossesFolders() throws {
    let scratch = try Scratch()
    let (one, _) = try scratch.twoCommits()
    for name in ["refs/writ/b/c/d", "refs/writ/a", "refs/heads/x"] {
      try scratch.git.update(name, to: one, expecting: nil, because: "made")
    }
    let names = try scratch.git.references(matching: "refs/writ/*").map(\.name)
    #expect(names == ["refs/writ/a", "refs/writ/b/c/d"])
    try scratch.stock("pack-refs", "--all")
    #expect(try scratch.again().references(matching: "refs/*").count == 3)
  }

  @Test func aSymbolicRefHasNoTargetOfItsOwn() throws {
    let scratch = try Scratch()
    let (one, _) = try scratch.twoCommits()
    try scratch.git.update("refs/heads/main", to: one, expecting: nil, because: "made")
    try scratch.stock("symbolic-ref", "refs/writ/s", "refs/heads/main")
    #expect(try scratch.git.reference("refs/writ/s") == nil)
    let found = try scratch.git.references(matching: "refs/writ/*")
    #expect(found == [Reference(name: "refs/writ/s", target: nil)])
  }

  @Test(arguments: ["", "x", "refs/writ/../x", "refs/writ/a b", "refs/writ/x.lock", "refs/writ/"])
  func aBadNameIsRefused(name: String) throws {
    let scratch = try Scratch()
    let (one, _) = try scratch.twoCommits()
    #expect(
      Scratch.code { try scratch.git.update(name, to: one, expecting: nil, because: "x") } != nil
    )
  }

  @Test func headIsReadBeforeAndAfterTheFirstCommit() throws {
    let scratch = try Scratch()
    #expect(try scratch.git.headBranch() == "refs/heads/main")
    #expect(try scratch.git.headCommit() == nil)
    let (one, _) = try scratch.twoCommits()
    try scratch.git.update("refs/heads/main", to: one, expecting: nil, because: "first")
    #expect(try scratch.git.headCommit() == one)
    #expect(try scratch.git.treeOfCommit(one) == .emptyTree)
    try scratch.stock("checkout", "-q", "--detach")
    #expect(try scratch.again().headBranch() == nil)
  }
}
