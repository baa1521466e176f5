import Foundation
import Testing

/// `docs/reference` is what the program itself says about its commands.
///
/// `RECORD=1` writes the pages anew and fails; `json.md` is kept by `JSONReferenceTests`.
@Suite struct ReferenceTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/reference").standardizedFileURL

  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test func `The command reference is current`() throws {
    let session = try Session()
    #expect(try session.shell("writ generate reference $WORK/pages").status == 0)
    let pages = try Self.pages(in: URL(fileURLWithPath: session.work + "/pages"))
    if Self.isRecording {
      for (name, text) in pages {
        let file = Self.folder.appendingPathComponent(name)
        try text.write(to: file, atomically: true, encoding: .utf8)
      }
      Issue.record("recorded docs/reference; look at it, then run without RECORD")
    }
    var kept = try Self.pages(in: Self.folder)
    kept["json.md"] = nil
    #expect(kept.keys.sorted() == pages.keys.sorted())
    for (name, text) in pages { #expect(kept[name] == text, "\(name)") }
  }

  @Test func `Every command that the help names has its section and its page of the manual`() throws
  {
    let session = try Session()
    _ = try session.shell(
      "writ generate reference $WORK/pages && writ generate manual $WORK/manual"
    )
    let all = try session.shell("cat $WORK/pages/*.md").output
    let commands = try ParserDump.commands()
    #expect(commands.count > 30)
    for command in commands {
      #expect(command.name == "writ" || all.contains("\n## \(command.name)\n"), "\(command.name)")
      let page = "\(session.work)/manual/\(command.name.replacing(" ", with: "-")).1"
      #expect(FileManager.default.fileExists(atPath: page), "\(page)")
    }
  }

  private static func pages(in folder: URL) throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
      }
    )
  }
}
