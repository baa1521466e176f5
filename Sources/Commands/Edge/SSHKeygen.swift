import Foundation
import Signing
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Signs through `ssh-keygen`, so that agents, passphrases and security keys work.
struct SSHKeygen: Signer {
  /// The program: `gpg.ssh.program` from the user's own configuration, or `ssh-keygen`.
  let program: String
  /// The private key's file, or a public key's whose private half an agent holds.
  let key: String

  /// The public half of the key.
  func publicKey() async throws -> PublicKey {
    let file = key.hasSuffix(".pub") ? key : key + ".pub"
    if let line = FileManager.default.contents(atPath: file) {
      return try PublicKey(line: String(decoding: line, as: UTF8.self))
    }
    let result = try await run(
      executable(),
      arguments: ["-y", "-f", key],
      output: .bytes(limit: 65_536),
      error: .string(limit: 4096)
    )
    guard result.terminationStatus.isSuccess else { throw refused(result.standardError) }
    return try PublicKey(line: String(decoding: result.standardOutput, as: UTF8.self))
  }

  func sign(_ message: [UInt8], namespace: String) async throws -> [UInt8] {
    let result = try await run(
      executable(),
      arguments: ["-Y", "sign", "-n", namespace, "-f", key],
      input: .fileDescriptor(UnnamedFile.holding(message), closeAfterSpawningProcess: true),
      output: .bytes(limit: 65_536),
      error: .string(limit: 4096)
    )
    guard result.terminationStatus.isSuccess else { throw refused(result.standardError) }
    return result.standardOutput
  }

  /// The program's file; looking it up here saves a process for each folder in PATH.
  private func executable() throws -> Executable {
    guard !program.contains("/") else { return .path(FilePath(program)) }
    if let found = Executables.find(program) { return found }
    throw Failure(
      "'\(program.safe)' is not installed",
      hint: "install OpenSSH, which has ssh-keygen",
      status: .couldNotRun
    )
  }

  private func refused(_ words: String?) -> Failure {
    let lines = (words ?? "").split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    if lines.contains(where: { $0.contains("UNPROTECTED PRIVATE KEY") }) {
      return Failure(
        "the key '\(key.safe)' may be read by others on this machine, so it is not used",
        hint: "chmod 600 \(key.shellWord)",
        status: .couldNotRun
      )
    }
    return Failure(
      "the key '\(key.safe)' could not be used",
      cause: lines.last { !$0.isEmpty && !$0.hasPrefix("@") }?.safe,
      hint: "ssh-keygen -y -f \(key.shellWord)",
      status: .couldNotRun
    )
  }
}
