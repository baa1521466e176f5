import Foundation

/// A person's shell in a folder of its own: fixed home, language, time zone and a ticking clock.
final class Session {
  /// The folder in which everything happens; prints as `$WORK`.
  let work: String
  private var folder: String
  private var clock = 1_767_603_600  // 2026-01-05 09:00:00 UTC, a Monday.
  private var names: [String: String] = [:]

  init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    work = base + "/writ-" + UUID().uuidString
    folder = work
    try FileManager.default.createDirectory(
      atPath: work + "/home",
      withIntermediateDirectories: true
    )
    let configuration =
      "[user]\n\tname = Somebody\n\temail = somebody@example.com\n"
      + "[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n"
    try configuration.write(toFile: work + "/home/.gitconfig", atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: work) }

  /// The folder with the program under test.
  static let programs: String = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().path

  /// Runs a command for the shell and returns what it printed, made comparable.
  func run(_ command: String) throws -> [String] {
    let (output, status) = try shell(command)
    var lines = output.components(separatedBy: "\n")
    if lines.last?.isEmpty == true { lines.removeLast() }
    lines = lines.map { Session.marked(masked($0)) }
    return status == 0 ? lines : lines + ["[exit \(status)]"]
  }

  /// Output that looks like a part of the transcript's own form is told apart from it.
  private static func marked(_ line: String) -> String {
    if line.isEmpty { return "." }
    return ["#", "$ ", "% "].contains { line.hasPrefix($0) } ? "\\" + line : line
  }

  /// Runs the commands of a set-up; a failure there is a failure of the test.
  func setUp(_ name: String) throws {
    guard let commands = SetUp.named[name] else { throw SetUp.Unknown(name: name) }
    for command in commands {
      let (output, status) = try shell(command)
      guard status == 0 else { throw SetUp.Failed(command: command, output: output) }
    }
  }

  /// Runs a command for the shell in the current folder; `cd` is remembered.
  func shell(_ command: String, extra: [String: String] = [:]) throws -> (
    output: String, status: Int32
  ) {
    clock += 60
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(command)\ns=$?; pwd >\"$WORK/.folder\"; exit $s"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder, isDirectory: true)
    process.environment = environment.merging(extra) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if let path = try? String(contentsOfFile: work + "/.folder", encoding: .utf8),
      path.hasPrefix(work)
    {
      // A folder elsewhere, or none when nothing could be written, is never gone into.
      folder = path.trimmingCharacters(in: .newlines)
    }
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }

  private var environment: [String: String] {
    [
      "HOME": work + "/home", "XDG_CONFIG_HOME": work + "/home/.config", "WORK": work,
      "PATH": Session.programs + ":/usr/local/bin:/usr/bin:/bin", "TZ": "UTC",
      "LC_ALL": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_COMMITTER_DATE": "\(clock) +0000", "GIT_AUTHOR_DATE": "\(clock) +0000",
      "GIT_PAGER": "cat", "SSH_AUTH_SOCK": "", "SSH_ASKPASS_REQUIRE": "never",
    ]
  }

  /// Paths, ids and fingerprints differ from run to run; what matters is where they are the same.
  private func masked(_ line: String) -> String {
    var text = line.replacingOccurrences(of: work, with: "$WORK")
    text = text.replacingOccurrences(of: Session.programs, with: "$PROGRAMS")
    text = text.replacing(/git version [0-9.]+[^"]*/, with: "git version <number>")
    text = text.replacing(/OpenSSH_[^"]+/, with: "OpenSSH <number>")
    text = replace(#"SHA256:[A-Za-z0-9+/]{43}"#, in: text, as: "key")
    text = replace(#"\b[0-9a-f]{64}\b"#, in: text, as: "digest")
    text = replace(#"\b[0-9a-f]{40}\b"#, in: text, as: "id")
    text = replace(
      #"\b[0-9a-f]{8}(?= [a-z0-9-]+, 20\d\d-)|(?<=--answer )[0-9a-f]{8}\b"#,
      in: text,
      as: "remark"
    )
    text = replace(#"(?<=by-hand-)[0-9a-f]{7}\b"#, in: text, as: "hand")
    return replace(#"(?<=policy repository )[0-9a-f]{12}\b"#, in: text, as: "short")
  }

  private func replace(_ pattern: String, in text: String, as kind: String) -> String {
    var text = text
    while let range = text.range(of: pattern, options: .regularExpression) {
      let found = String(text[range])
      let number = names.values.filter { $0.hasPrefix("<\(kind):") }.count + 1
      let name = names[found] ?? "<\(kind):\(number)>"
      names[found] = name
      text.replaceSubrange(range, with: name)
    }
    return text
  }
}
