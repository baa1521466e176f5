import Foundation
import Testing

/// Every file in Transcripts is a session that must come out as it stands there.
///
/// `RECORD=1` writes the files anew and fails, so that nobody takes a recording for a test.
@Suite struct TranscriptTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts")

  private static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test func `There is a transcript for every command`() {
    let commands = [
      "ack", "asof", "collect", "doctor", "evidence", "hooks", "init", "join", "lint", "merge",
      "people",
      "policy",
      "proposals",
      "propose",
      "publish", "read", "redline", "review", "status", "sync", "todo", "verify",
    ]
    #expect(commands.filter { !Self.names.contains("\($0).txt") } == [])
  }

  @Test(arguments: names)
  func `A session comes out as it is written down`(name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    let transcript = try Transcript(file: file)
    let now = try transcript.replay(in: Session())
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try now.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name); look at it, then run without RECORD")
    }
    #expect(now == transcript.text)
  }
}
