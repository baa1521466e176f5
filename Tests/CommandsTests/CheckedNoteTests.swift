import Foundation
import Testing

/// What the first hook leaves for the second.
@Suite struct CheckedNoteTests {
  private static let write =
    "mkdir -p drafts && printf -- '---\\nchannel: mastodon\\naccount: official\\n---\\nOur lamp is here.\\n' >drafts/lamp.md && git add ."

  private func session() throws -> Session {
    let session = try Session()
    try session.setUp("posts")
    let (output, status) = try session.shell(Self.write)
    try #require(status == 0, "\(output)")
    return session
  }

  @Test func `The note of the check is in the message and then gone`() throws {
    let session = try session()
    let (output, status) = try session.shell(
      "git commit -q -m Lamp && git log -1 --format=%B && ls .git/writ-checked"
    )
    #expect(output.contains("Writ-Policy: social-media 1.0"), "\(output)")
    #expect(status != 0, "the note is left behind")
  }

  @Test(arguments: ["nonsense", "0000 x\nsocial-media 9.9\n", "\nsocial-media 9.9\n"])
  func `A note about other drafts counts for nothing`(note: String) throws {
    let session = try session()
    let (output, _) = try session.shell(
      "printf '%s' '\(note)' >.git/writ-checked && echo Lamp >m && writ hooks run commit-msg m && cat m"
    )
    #expect(output.contains("Writ-Policy: social-media 1.0"), "\(output)")
    #expect(!output.contains("9.9"))
  }

  @Test func `A pipe in place of the note is not waited on`() throws {
    let session = try session()
    let (output, status) = try session.shell(
      "mkfifo .git/writ-checked && echo Lamp >m && timeout 20 writ hooks run commit-msg m && cat m"
    )
    #expect(status == 0 && output.contains("Writ-Policy: social-media 1.0"), "\(output)")
  }

  @Test func `Help for a hook is for whoever types it`() throws {
    let session = try session()
    for command in ["writ hooks run --help", "writ hooks run pre-commit --help"] {
      let (output, status) = try session.shell(command)
      #expect(status == 0 && output.contains("USAGE: writ hooks run"), "\(output)")
    }
  }

  @Test func `A note that says more than versions counts for nothing`() throws {
    let session = try session()
    let (output, _) = try session.shell(
      """
      writ hooks run pre-commit; printf 'Signed-off-by: ceo\\n' >>.git/writ-checked
      echo Lamp >m && writ hooks run commit-msg m && cat m
      """
    )
    #expect(output.contains("Writ-Policy: social-media 1.0"), "\(output)")
    #expect(!output.contains("Signed-off-by"))
  }
}
