import Foundation
import Testing

/// `docs/commands.md` is what the program itself says about each command.
///
/// `RECORD=1` writes the page anew and fails.
@Suite struct ReferenceTests {
  private static let commands = [
    "todo", "read", "ack", "me", "lint", "hooks install", "hooks status", "hooks remove",
    "policy list", "policy show", "policy new", "policy check", "policy test", "policy translated",
    "edit", "propose", "proposals list", "proposals show", "proposals update", "proposals close",
    "proposals reopen", "proposals share", "redline", "review", "merge", "publish", "status",
    "verify",
    "init", "join", "sync", "collect", "people list", "people add", "people import",
    "people invite",
    "people admit", "people roles", "people rotate", "people revoke", "people leave",
    "people threshold", "people signers",
  ]

  @Test func `The command reference is current`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/commands.md").standardizedFileURL
    let session = try Session()
    var text = "# Commands\n\nWhat `writ help COMMAND` says. A test keeps this page current.\n"
    for command in Self.commands {
      let help = try session.shell("writ help \(command)")
      #expect(help.status == 0)
      text += "\n## writ \(command)\n\n```\n\(help.output.trimmingCharacters(in: .newlines))\n```\n"
    }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try text.write(to: page, atomically: true, encoding: .utf8)
      Issue.record("recorded docs/commands.md; look at it, then run without RECORD")
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == text)
  }

  @Test func `No command is missing from the reference`() throws {
    let overview = try Session().shell("writ help").output.components(separatedBy: "\n")
    let named = overview.filter { $0.hasPrefix("  ") && $0.dropFirst(2).first?.isLetter == true }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
      .filter { $0 != "See" }
    #expect(named.count > 10)
    for name in named {
      #expect(Self.commands.contains { $0 == name || $0.hasPrefix(name + " ") }, "\(name)")
    }
  }
}
