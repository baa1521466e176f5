import Git
import TestTools
import Testing

struct RepositoryTests {
  @Test func aRepositoryIsFoundFromAFolderInsideIt() throws {
    let scratch = try Scratch()
    try scratch.write("deep/down/file", "x")
    let found = try Repository.open(from: scratch.path + "/deep/down")
    #expect(found.workFolder?.hasSuffix("/work") == true)
    #expect(found.gitFolder.hasSuffix("/work/.git"))
    #expect(!found.isBare)
  }

  @Test func aFolderWithoutARepositoryIsNotFound() throws {
    let folder = try TemporaryFolder()
    #expect(Scratch.code { _ = try Repository.open(from: folder.path) } == .notFound)
  }

  @Test func aBareRepositoryIsMadeAsStockGitLikesIt() throws {
    let folder = try TemporaryFolder()
    let made = try Repository.initialiseBare(at: folder.path("deep/x.git"))
    #expect(made.isBare)
    #expect(try made.headBranch() == "refs/heads/main")
    try Program.text(["git", "fsck", "--strict"], in: folder.path("deep/x.git"))
    #expect(
      Scratch.code { _ = try Repository.initialiseBare(at: folder.path("deep/x.git")) } != nil
    )
  }

  @Test func aSecondWorkFolderSharesTheCommonOne() throws {
    let scratch = try Scratch()
    let commit = try scratch.commit(scratch.tree([:]))
    try scratch.git.update("refs/heads/main", to: commit, expecting: nil, because: "first")
    try scratch.stock("worktree", "add", "-q", "--detach", "../second")
    let second = try Repository.open(from: scratch.folder.path("second"))
    #expect(second.commonFolder == scratch.git.gitFolder)
    #expect(second.gitFolder != scratch.git.gitFolder)
    #expect(try second.headCommit() == commit)
  }

  @Test func aSHA256RepositoryIsRefused() throws {
    let folder = try TemporaryFolder()
    try Program.text(["git", "init", "-q", "--object-format=sha256", "x"], in: folder.path)
    #expect(Scratch.code { _ = try Repository.open(from: folder.path("x")) } != nil)
  }

  @Test(arguments: [
    ["core.repositoryFormatVersion=1", "extensions.worktreeConfig=true"],
    ["core.repositoryFormatVersion=1", "extensions.partialClone=origin"],
    ["core.repositoryFormatVersion=1", "extensions.refStorage=reftable"],
    ["core.repositoryFormatVersion=1", "extensions.unheardOf=true"],
    ["core.repositoryFormatVersion=9"],
  ])
  func aRepositoryWithAnUnsupportedExtensionIsRefused(settings: [String]) throws {
    let scratch = try Scratch()
    for setting in settings {
      let parts = setting.split(separator: "=").map(String.init)
      try Program.text(
        ["git", "config", "--file", ".git/config", parts[0], parts[1]],
        in: scratch.path
      )
    }
    do {
      _ = try scratch.again()
      Issue.record("\(settings) was opened")
    } catch let error as GitError {
      #expect(!error.message.isEmpty && error.operation == "open the repository")
    }
  }
}
