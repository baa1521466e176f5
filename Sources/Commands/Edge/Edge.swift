import Foundation
import Records

/// Where the program meets the machine: environment, folder, clock, terminal.
struct Edge: Sendable {
  /// The environment variables.
  let environment: [String: String]
  /// The folder that the command was typed in.
  let folder: String
  /// The terminal, as far as there is one.
  let terminal: Terminal

  /// The machine as this process found it.
  static let current: Edge = {
    let environment = ProcessInfo.processInfo.environment
    return Edge(
      environment: environment,
      folder: FileManager.default.currentDirectoryPath,
      terminal: Terminal(environment: environment)
    )
  }()

  /// The time now: the clock's, or `GIT_COMMITTER_DATE` as Git has it (`<seconds> +0000`).
  ///
  /// A time in a record is in any case what its signer says.
  var now: Instant {
    if let text = environment["GIT_COMMITTER_DATE"] {
      let word = text.hasPrefix("@") ? text.dropFirst() : text[...]
      let seconds = Int(word.prefix { $0 != " " })
      if let seconds, UnsignedCommit.times.contains(seconds) { return Instant(seconds: seconds) }
      if let instant = Instant(word) { return instant }
    }
    return Instant(seconds: Int(Date().timeIntervalSince1970))
  }

  /// A path as the user typed it, from the root; `~/` is the home folder.
  func path(_ typed: String) -> String {
    if typed.hasPrefix("~/"), let home = environment["HOME"] { return home + typed.dropFirst() }
    var parts: [Substring] = []
    for part in (typed.hasPrefix("/") ? typed : folder + "/" + typed).split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Where Writ's own files lie: the template and the hooks.
  ///
  /// Installed they are in `share/writ` beside `bin`; in a checkout they are beside Package.swift.
  func resources() throws -> String {
    var folder = URL(fileURLWithPath: Edge.executable).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let shared = folder.deletingLastPathComponent().appendingPathComponent("share/writ").path
    if FileManager.default.fileExists(atPath: shared) { return shared }
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
      {
        return folder.path
      }
      folder.deleteLastPathComponent()
    }
    throw Failure(
      "Writ's own files are missing",
      hint: "make install PREFIX=/usr/local",
      status: .couldNotRun
    )
  }

  /// This program's file.
  static var executable: String {
    Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}
