import Foundation
import Git
import Records
import Subprocess

/// Finds the key that a person signs with, or has one made.
///
/// In this order: the one they name, the one Git signs with, the usual files in `~/.ssh`, the only
/// one that an agent holds, and on a terminal a new one.
struct KeyChoice {
  let edge: Edge
  let configuration: GitConfiguration

  private static let usual = ["id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa"]

  /// The key that is meant.
  ///
  /// - Parameter named: what the person typed after `--key`; `nil` for nothing.
  /// - Returns: what signs with it.
  /// - Throws: a `Failure` with the command that makes a key.
  func key(named: String?) async throws -> SSHKeygen {
    if let path = named ?? configuration.value("user.signingkey", from: .trusted) {
      let full = edge.path(path)
      guard FileManager.default.fileExists(atPath: full) else {
        throw Failure(
          "there is no key '\(path.safe)'",
          hint: KeyChoice.makeKey(path),
          status: .couldNotRun
        )
      }
      return signer(full)
    }
    if let path = KeyChoice.usual.map({ edge.path("~/.ssh/\($0)") }).first(where: isThere) {
      return signer(path)
    }
    if let path = try await fromAgent() { return signer(path) }
    return signer(try await made())
  }

  private func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
      && FileManager.default.fileExists(atPath: path + ".pub")
  }

  private func signer(_ path: String) -> SSHKeygen {
    SSHKeygen(program: Workspace.signingProgram(configuration), key: path)
  }

  /// The public half of the only key of an agent, in a file that `ssh-keygen` can be given.
  private func fromAgent() async throws -> String? {
    let lines = await agentKeys()
    guard lines.count == 1, let line = lines.first else {
      guard !lines.isEmpty else { return nil }
      throw Failure(
        "your agent holds \(lines.count) keys; say which one is yours to sign with",
        hint: "ssh-add -L > keys.pub, keep one line, then: writ join … --key keys.pub",
        status: .couldNotRun
      )
    }
    let path = edge.path("~/.ssh/writ-agent.pub")
    try FileManager.default.createDirectory(
      atPath: edge.path("~/.ssh"),
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    try Data((line + "\n").utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    return path
  }

  /// The keys that an agent holds, a line each; none without an agent.
  private func agentKeys() async -> [Substring] {
    guard edge.environment["SSH_AUTH_SOCK"]?.isEmpty == false else { return [] }
    do {
      let result = try await run(
        .name("ssh-add"),
        arguments: ["-L"],
        output: .string(limit: 1 << 20),
        error: .discarded
      )
      if result.terminationStatus.isSuccess {
        return result.standardOutput.split(separator: "\n").filter { $0.contains(" AAAA") }
      }
      // 1 says that the agent is empty (ssh-add(1), EXIT STATUS).
      guard result.terminationStatus != .exited(1) else { return [] }
      Output.remark("your agent does not answer (SSH_AUTH_SOCK); going on without it")
    } catch {
      Output.remark("your agent could not be asked, as ssh-add does not run: \("\(error)".safe)")
    }
    return []
  }

  /// A new key, made by OpenSSH, which asks for its passphrase itself.
  private func made() async throws -> String {
    let path = edge.path("~/.ssh/id_ed25519")
    let missing = Failure(
      "you need an SSH key, and there is none in its usual place",
      hint: KeyChoice.makeKey("~/.ssh/id_ed25519"),
      status: .couldNotRun
    )
    guard edge.terminal.canAsk, edge.terminal.confirm("You have no SSH key yet. Make one?") else {
      throw missing
    }
    try FileManager.default.createDirectory(
      atPath: edge.path("~/.ssh"),
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let result = try await run(
      .name("ssh-keygen"),
      arguments: ["-q", "-t", "ed25519", "-f", path],
      output: .currentStandardError,
      error: .currentStandardError
    )
    guard result.terminationStatus.isSuccess else { throw missing }
    return path
  }

  private static func makeKey(_ path: String) -> String {
    "ssh-keygen -t ed25519 -f \(path.shellWord)"
  }
}
