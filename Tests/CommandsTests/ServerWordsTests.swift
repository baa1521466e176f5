import Foundation
import Testing

/// What Git and a server say about a failure is many lines, of which people get the one that says why.
@Suite struct ServerWordsTests {
  private static let said = [
    ("error: 'chen' has left\nhint: writ people list --all", "'chen' has left"),
    (
      "fatal: detected dubious ownership in repository at '/x'\nTo add an exception, call:\n\n"
        + "\tgit config --global --add safe.directory /x", "detected dubious ownership"
    ),
    (
      "remote: error: insufficient permission for adding an object   \nfatal: index-pack failed",
      "insufficient permission for adding an object"
    ),
    ("Host key verification failed.", "Host key verification failed."),
  ]

  @Test(arguments: said)
  func `The reason is told and not its consequence`(words: String, reason: String) throws {
    let session = try Session()
    try session.setUp("shared")
    try (words + "\n").write(toFile: session.work + "/words", atomically: true, encoding: .utf8)
    try session.good("printf '#!/bin/sh\\ncat $WORK/words >&2; exit 1\\n' > $WORK/server")
    try session.good("chmod +x $WORK/server")
    try session.good("git config --global remote.origin.uploadpack $WORK/server")
    let (output, status) = try session.shell("writ sync")
    #expect(status == 2 && output.contains("caused by: \(reason)"), "\(output)")
  }
}
