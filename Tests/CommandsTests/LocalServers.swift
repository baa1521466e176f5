import Foundation

/// An SSH server on loopback for one test, and the settings that let the test's person in.
final class SSHServer {
  static let program = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isInstalled: Bool { program != nil }

  let port = Int.random(in: 20_000...29_999)
  private let number: Int32

  /// Starts a server; `forced` is what it runs for everybody, `nil` for what they ask for, and
  /// `accepted` are variables that they may bring.
  init(in work: String, forcing forced: String? = nil, accepting accepted: String? = nil) throws {
    let folder = work + "/sshd"
    try FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
    for name in ["host", "client"] {
      try LocalServer.run(
        "ssh-keygen",
        ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(name)"]
      )
    }
    let key = try String(contentsOfFile: folder + "/client.pub", encoding: .utf8)
    try (forced.map { "command=\"\($0)\",restrict \(key)" } ?? key)
      .write(toFile: folder + "/authorized_keys", atomically: true, encoding: .utf8)
    let settings = """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(folder)/host
      AuthorizedKeysFile \(folder)/authorized_keys
      PidFile \(folder)/pid
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      \(accepted.map { "AcceptEnv \($0)" } ?? "")
      """
    try settings.write(toFile: folder + "/sshd_config", atomically: true, encoding: .utf8)
    // The person's own Git knows how to reach the server; a clone's settings would not count.
    let command =
      "ssh -i \(folder)/client -o IdentitiesOnly=yes -o UserKnownHostsFile=\(folder)/known "
      + "-o StrictHostKeyChecking=accept-new -F /dev/null"
    try LocalServer.append(
      "[core]\n\tsshCommand = \"\(command)\"\n",
      to: work + "/home/.gitconfig"
    )
    number = try LocalServer.start(
      [SSHServer.program ?? "", "-f", folder + "/sshd_config"],
      pidFile: folder + "/pid"
    )
  }

  func stop() { LocalServer.stop(number) }
}

/// A web server on loopback that runs `git http-backend` for the repositories in a folder.
final class WebServer {
  static let program = [
    "/usr/sbin/lighttpd", "/usr/local/bin/lighttpd", "/opt/homebrew/bin/lighttpd",
  ]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isInstalled: Bool { program != nil }

  let port = Int.random(in: 30_000...39_999)
  private let number: Int32

  init(in work: String) throws {
    let backend = try LocalServer.run("git", ["--exec-path"]) + "/git-http-backend"
    let settings = """
      server.document-root = "\(work)"
      server.bind = "127.0.0.1"
      server.port = \(port)
      server.pid-file = "\(work)/lighttpd.pid"
      server.modules = ("mod_alias", "mod_cgi", "mod_setenv")
      server.stream-request-body = 0
      alias.url = ("/" => "\(backend)/")
      setenv.set-environment = (
        "GIT_PROJECT_ROOT" => "\(work)", "GIT_HTTP_EXPORT_ALL" => "1", "REMOTE_USER" => "test",
        "HOME" => "\(work)/home"
      )
      cgi.assign = ("" => "")
      """
    let file = work + "/lighttpd.conf"
    try settings.write(toFile: file, atomically: true, encoding: .utf8)
    number = try LocalServer.start(
      [WebServer.program ?? "", "-f", file],
      pidFile: work + "/lighttpd.pid"
    )
  }

  func stop() { LocalServer.stop(number) }
}

/// What both servers need.
enum LocalServer {
  struct Silent: Error { var file: String }

  @discardableResult
  static func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    process.waitUntilExit()
    let data = pipe.fileHandleForReading.availableData
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static func append(_ text: String, to path: String) throws {
    let old = try String(contentsOfFile: path, encoding: .utf8)
    try (old + text).write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Starts a server that goes to the background, and waits until it has written down its number.
  ///
  /// Python stands between, since it hands no open files on: Foundation's `Process` waits until
  /// the last of them is closed, and a server keeps what it inherits.
  static func start(_ words: [String], pidFile: String) throws -> Int32 {
    let script = "import subprocess, sys; subprocess.run(sys.argv[1:], check=True)"
    try run("python3", ["-c", script] + words)
    for _ in 0..<100 {
      if let number = number(in: pidFile) { return number }
      Thread.sleep(forTimeInterval: 0.1)
    }
    throw Silent(file: pidFile)
  }

  /// Ends a server and waits until it is gone.
  ///
  /// A softer signal would not reach it: it inherits the blocked signals of the test's thread.
  static func stop(_ number: Int32) {
    kill(number, SIGKILL)
    for _ in 0..<50 where kill(number, 0) == 0 { Thread.sleep(forTimeInterval: 0.1) }
  }

  private static func number(in pidFile: String) -> Int32? {
    let text = (try? String(contentsOfFile: pidFile, encoding: .utf8)) ?? ""
    return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
