import Git
import TestTools
import Testing

struct ConfigurationTests {
  @Test func theRepositorysOwnFileWinsUnlessOnlyTrustedOnesCount() throws {
    let scratch = try Scratch()
    try scratch.folder.write("home/.gitconfig", "[user]\n\tsigningkey = mine\n")
    try scratch.stock("config", "user.signingKey", "strangers")
    try scratch.stock("config", "gpg.ssh.program", "/tmp/evil")
    let found = try configuration(scratch)
    #expect(found.value("user.signingkey", from: .all) == "strangers")
    #expect(found.value("user.signingkey", from: .trusted) == "mine")
    #expect(found.value("gpg.ssh.program", from: .trusted) == nil)
    #expect(found.value("GPG.SSH.Program", from: .all) == "/tmp/evil")
    #expect(found.value("no.such", from: .all) == nil)
  }

  @Test func aFileThatTheRepositoryIncludesIsNotTrustedEither() throws {
    let scratch = try Scratch()
    try scratch.write("evil", "[gpg \"ssh\"]\n\tprogram = /tmp/evil\n")
    try scratch.stock("config", "include.path", "../evil")
    let found = try configuration(scratch)
    #expect(found.value("gpg.ssh.program", from: .trusted) == nil)
  }

  @Test func theUsersFilesAreReadInGitsOrder() throws {
    let scratch = try Scratch()
    try scratch.folder.write("home/.config/git/config", "[a]\n\tx = xdg\n\ty = xdg\n")
    try scratch.folder.write("home/.gitconfig", "[a]\n\tx = home\n")
    try scratch.folder.write("system", "[a]\n\tx = system\n\tz = system\n")
    let system = scratch.folder.path("system")
    let found = try configuration(
      scratch,
      ["GIT_CONFIG_NOSYSTEM": "0", "GIT_CONFIG_SYSTEM": system]
    )
    #expect(found.value("a.x", from: .trusted) == "home")
    #expect(found.value("a.y", from: .trusted) == "xdg")
    #expect(found.value("a.z", from: .trusted) == "system")
    let without = try configuration(scratch, ["GIT_CONFIG_SYSTEM": system])
    #expect(without.value("a.z", from: .trusted) == nil)
  }

  @Test func theVariablesThatNameFilesAreHonoured() throws {
    let scratch = try Scratch()
    try scratch.folder.write("home/.gitconfig", "[a]\n\tx = home\n")
    try scratch.folder.write("other", "[a]\n\tx = other\n")
    try scratch.folder.write("xdg/git/config", "[a]\n\ty = xdg\n")
    let global = try configuration(scratch, ["GIT_CONFIG_GLOBAL": scratch.folder.path("other")])
    #expect(global.value("a.x", from: .trusted) == "other")
    let xdg = try configuration(scratch, ["XDG_CONFIG_HOME": scratch.folder.path("xdg")])
    #expect(xdg.value("a.y", from: .trusted) == "xdg")
    #expect(xdg.value("a.x", from: .trusted) == "home")
  }

  @Test func theLastOfSeveralValuesCounts() throws {
    let scratch = try Scratch()
    try scratch.folder.write("home/.gitconfig", "[a]\n\tx = 1\n\tx = 2\n\tflag\n")
    let found = try configuration(scratch)
    #expect(found.value("a.x", from: .trusted) == "2")
    #expect(found.value("a.flag", from: .trusted) == "true")
  }

  @Test func aBrokenFileIsAnError() throws {
    let scratch = try Scratch()
    try scratch.folder.write("home/.gitconfig", "[a\nx = 1\n")
    #expect(Scratch.code { _ = try configuration(scratch) } != nil)
  }

  @Test func aValueIsWrittenWhereStockGitFindsIt() throws {
    let scratch = try Scratch()
    try scratch.git.configure("writ.person", "ana")
    #expect(try scratch.stock("config", "--local", "writ.person") == "ana")
    #expect(try configuration(scratch).value("writ.person", from: .all) == "ana")
  }

  private func configuration(
    _ scratch: Scratch,
    _ more: [String: String] = [:]
  ) throws -> GitConfiguration {
    let environment = ["HOME": scratch.folder.path("home"), "GIT_CONFIG_NOSYSTEM": "1"]
    return try GitConfiguration(
      environment: environment.merging(more) { $1 },
      repository: scratch.again()
    )
  }
}
