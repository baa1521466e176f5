import Foundation
import Git
import TestTools
import Testing

struct WriteLockTests {
  @Test func locksThatAKilledWritLeftAreRemovedAndOnlyThose() throws {
    let scratch = try Scratch()
    let git = scratch.git.gitFolder
    let (own, others) = (
      ["index", "HEAD", "refs/writ/x"], ["config", "refs/writ/y", "packed-refs"]
    )
    for name in own + others { try scratch.write(".git/\(name).lock", "") }
    // What a process that died while it held the lock leaves behind.
    try scratch.write(".git/writ.lock", own.joined(separator: "\n") + "\n")
    try hold(git, touching: ["refs/writ/z"]) {
      for name in own { #expect(scratch.read(".git/\(name).lock") == nil, "\(name)") }
      for name in others { #expect(scratch.read(".git/\(name).lock") != nil, "\(name)") }
    }
  }

  @Test(arguments: [
    "../outside", "refs/../../outside", "/outside", "config", "objects/x", "refs/a\0b",
  ])
  func aNoteThatNamesSomethingElseRemovesNothing(name: String) throws {
    let scratch = try Scratch()
    let names = [
      "outside.lock", "work/.git/config.lock", "work/.git/objects/x.lock", "work/outside.lock",
    ]
    for file in names { try scratch.folder.write(file, "") }
    try scratch.write(".git/writ.lock", name + "\n")
    try hold(scratch.git.gitFolder, touching: []) {}
    for file in names { #expect(scratch.folder.read(file) != nil, "\(file)") }
  }

  @Test func whatIsTouchedIsNotedAndForgottenAfterwards() throws {
    let scratch = try Scratch()
    try scratch.git.exclusively(touching: ["refs/writ/x", "index"]) {
      #expect(scratch.read(".git/writ.lock") == "refs/writ/x\nindex\n")
    }
    #expect(scratch.read(".git/writ.lock") == "")
  }

  @Test func aStepThatFailsReleasesTheLock() throws {
    struct Failed: Error {}
    let scratch = try Scratch()
    #expect(throws: Failed.self) { try scratch.git.exclusively(touching: []) { throw Failed() } }
    #expect(try scratch.git.exclusively(touching: []) { 1 } == 1)
  }

  @Test func onlyOneWritesAtATime() async throws {
    let scratch = try Scratch()
    let path = scratch.path
    try scratch.write("counter", "0")
    let file = URL(filePath: path + "/counter")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try Repository.open(from: path).exclusively(touching: ["refs/writ/x"]) {
            let number = Int(try String(contentsOf: file, encoding: .utf8)) ?? 0
            try Data("\(number + 1)".utf8).write(to: file)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(scratch.read("counter") == "20")
  }

  @Test func aFolderThatCannotBeWrittenIsAnError() {
    #expect(
      Scratch.code { try hold("/nonexistent", touching: []) {} } == .disk
    )
  }

  private func hold(_ folder: String, touching paths: [String], _ body: () throws -> Void) throws {
    let lock = try WriteLock(in: folder, touching: paths)
    try body()
    _ = consume lock
  }
}
