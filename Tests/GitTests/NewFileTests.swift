import Foundation
import Testing

@testable import Git

/// New files in the work folder, in one step and never over another.
struct NewFileTests {
  @Test func aNewFileIsThereWithItsFolders() throws {
    let scratch = try Scratch()
    let git = scratch.git
    try git.createWorkFile("policies/travel/policy.md", Array("text".utf8))
    #expect(try git.readWorkFile("policies/travel/policy.md")?.bytes == Array("text".utf8))
    #expect(try git.changedPaths() == ["policies/travel/policy.md"])
  }

  @Test func whatIsThereIsNeverWrittenOver() throws {
    let scratch = try Scratch()
    let git = scratch.git
    try git.createWorkFile("a", [1])
    #expect(throws: GitError.self) { try git.createWorkFile("a", [2]) }
    #expect(try git.readWorkFile("a")?.bytes == [1])
    try git.replaceWorkFile("a", [3])
    #expect(try git.readWorkFile("a")?.bytes == [3])
  }

  @Test func aPathThroughALinkIsRefused() throws {
    let scratch = try Scratch()
    let git = scratch.git
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/policies",
      withDestinationPath: "/tmp"
    )
    #expect(throws: GitError.self) { try git.createWorkFile("policies/x/policy.md", [1]) }
  }
}
