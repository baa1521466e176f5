import Foundation
import Testing

/// What `make install` and `make uninstall` do, with the program under test.
@Suite struct InstallationTests {
  private static let packaging = ReferenceTests.folder
    .appendingPathComponent("../../packaging").standardizedFileURL.path

  /// A session with Writ installed below `$WORK/root/opt/writ`.
  static func installed() throws -> Session {
    let session = try Session()
    let command = "sh '\(packaging)/install' \"$(command -v writ)\" /opt/writ $WORK/root"
    let (output, status) = try session.shell(command)
    try #require(status == 0 && output.isEmpty, "\(output)")
    return session
  }

  private static func has(_ program: String) -> Bool {
    ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/", "/bin/"]
      .contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
  }

  @Test func `The installed program finds its template, and goes without a trace`() throws {
    let session = try Self.installed()
    try session.setUp("keys")
    let start = "$WORK/root/opt/writ/bin/writ init $WORK/acme --organisation Acme"
    #expect(try session.shell("\(start) --person ana --key $WORK/ana").status == 0)
    #expect(try session.run("test -f $WORK/root/opt/writ/share/man/man1/writ-ack.1") == [])
    let uninstall = "sh '\(Self.packaging)/uninstall' /opt/writ $WORK/root"
    #expect(try session.run("\(uninstall); find $WORK/root/opt/writ") == ["$WORK/root/opt/writ"])
  }

  @Test func `What others put beside it stays`() throws {
    let session = try Self.installed()
    _ = try session.shell("echo x > $WORK/root/opt/writ/share/man/man1/writ-other.1")
    _ = try session.shell("sh '\(Self.packaging)/uninstall' /opt/writ $WORK/root")
    let left = try session.run("find $WORK/root -type f")
    #expect(left == ["$WORK/root/opt/writ/share/man/man1/writ-other.1"])
  }

  @Test func `An uninstallation that does not know what was installed says so`() throws {
    let session = try Session()
    let output = try session.run("sh '\(Self.packaging)/uninstall' /opt/writ $WORK")
    #expect(output.first?.hasPrefix("error: '$WORK/opt/writ/share/writ/installed'") == true)
    #expect(output.last == "[exit 2]")
  }

  @Test(.enabled(if: has("mandoc"), "mandoc is not installed"))
  func `The pages of the manual have no fault`() throws {
    let session = try Self.installed()
    let lint = "mandoc -Tlint -Wwarning $WORK/root/opt/writ/share/man/man1/*.1"
    // A program from a bare 'swift build' knows no commit, and so no day.
    let faults = try session.shell(lint).output.split(separator: "\n")
      .filter { !$0.contains("missing date") }
    #expect(faults == [])
    let page = try session.run(
      "mandoc -Tutf8 $WORK/root/opt/writ/share/man/man1/writ-ack.1 | col -b"
    )
    #expect(page.contains("       writ-ack - Sign that you have read a policy"))
  }

  @Test(.enabled(if: has("bash"), "bash is not installed"))
  func `bash completes commands and options`() throws {
    let session = try Self.installed()
    let complete = """
      . $WORK/root/opt/writ/share/bash-completion/completions/writ
      try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        COMPREPLY=(); _writ writ "${COMP_WORDS[COMP_CWORD]}"; echo "${COMPREPLY[@]}"; }
      try writ pro; try writ people re; try writ ack --de
      """
    try complete.write(toFile: session.work + "/try.bash", atomically: true, encoding: .utf8)
    let answers = try session.run("bash --norc $WORK/try.bash")
    #expect(answers == ["propose proposals", "revoke", "--decline"])
  }

  @Test(.enabled(if: has("fish"), "fish is not installed"))
  func `fish completes commands and options`() throws {
    let session = try Self.installed()
    let source = "source $WORK/root/opt/writ/share/fish/vendor_completions.d/writ.fish"
    let answers = try session.run("fish --no-config -c \"\(source); complete -C 'writ ack --de'\"")
    #expect(answers == ["--decline\tSay that you will not sign"])
    let hidden = try session.run("fish --no-config -c \"\(source); complete -C 'writ gen'\"")
    #expect(hidden == [])
  }

  @Test(.enabled(if: has("zsh"), "zsh is not installed"))
  func `zsh completes commands and options`() throws {
    let session = try Self.installed()
    let complete = #"""
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "fpath=($WORK/root/opt/writ/share/zsh/site-functions \$fpath)
      autoload -Uz compinit; compinit -u -D; PS1=; echo REA''DY"
      zpty -r shell answer '*READY*'
      zpty -w -n shell $'writ ack --de\t'
      zpty -r shell answer '*cline*'
      print -r -- "$answer"
      """#
    try complete.write(toFile: session.work + "/try.zsh", atomically: true, encoding: .utf8)
    #expect(try session.shell("timeout 20 zsh -f $WORK/try.zsh").output.contains("cline"))
  }
}
