import Foundation
import Git
import Records
import Subprocess

/// Looks at what is installed on this computer.
struct MachineExamination {
  let edge: Edge
  let configuration: GitConfiguration

  func findings() async -> [Examined] {
    [Examined("writ", .good, Version.text), await git(), await openSSH(), await agent(), clock()]
  }

  private func git() async -> Examined {
    let words = await output("git", ["--version"])
    guard let words, let version = MachineExamination.version(in: words) else {
      return Examined("git", .bad, "git is not installed", "sudo apt install git")
    }
    guard version >= (2, 34) else {
      return Examined("git", .bad, "\(words.safe) is too old; 2.34 is needed", "update Git")
    }
    return version >= (2, 35)
      ? Examined("git", .good, words.safe)
      : Examined(
        "git",
        .note,
        "\(words.safe); 2.35 also checks how long a key was valid",
        "update Git"
      )
  }

  private func openSSH() async -> Examined {
    let program = Workspace.signingProgram(configuration)
    guard program == "ssh-keygen" else {
      let isThere = await output("sh", ["-c", "command -v \"$0\"", program]) != nil
      return isThere
        ? Examined("signing", .good, "with '\(program.safe)' (gpg.ssh.program)")
        : Examined(
          "signing",
          .bad,
          "'\(program.safe)' (gpg.ssh.program) is not installed",
          "git config --global --unset gpg.ssh.program"
        )
    }
    guard let words = await output("ssh", ["-V"]),
      let version = MachineExamination.version(in: words)
    else {
      return Examined(
        "openssh",
        .bad,
        "OpenSSH is not installed",
        "sudo apt install openssh-client"
      )
    }
    return version >= (8, 9)
      ? Examined("openssh", .good, words.safe)
      : Examined("openssh", .bad, "\(words.safe) is too old; 8.9 is needed", "update OpenSSH")
  }

  private func agent() async -> Examined {
    guard edge.environment["SSH_AUTH_SOCK"]?.isEmpty == false else {
      return Examined("agent", .good, "none is used")
    }
    guard let words = await output("ssh-add", ["-l"]) else {
      return Examined("agent", .note, "it holds no key, or does not answer", "ssh-add")
    }
    let count = words.split(separator: "\n").count
    return Examined("agent", .good, "it holds \(count) key\(count == 1 ? "" : "s")")
  }

  private func clock() -> Examined {
    if let set = edge.environment["GIT_COMMITTER_DATE"] {
      return Examined(
        "clock",
        .note,
        "GIT_COMMITTER_DATE says what time it is: \(edge.now) ('\(set.safe)')",
        "unset GIT_COMMITTER_DATE"
      )
    }
    let year = Int(edge.now.date.prefix(4)) ?? 0
    return (2026...2100).contains(year)
      ? Examined("clock", .good, "\(edge.now)")
      : Examined("clock", .bad, "it says \(edge.now)", "sudo timedatectl set-ntp true")
  }

  /// What a program prints, on either stream; `nil` if it is not there or not content.
  private func output(_ program: String, _ words: [String]) async -> String? {
    let result = try? await run(
      .name(program),
      arguments: Arguments(words),
      output: .string(limit: 65_536),
      error: .string(limit: 65_536)
    )
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return (result.standardOutput + result.standardError)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The first two numbers with a dot between, as in "git version 2.39.5".
  private static func version(in words: String) -> (Int, Int)? {
    for word in words.split(whereSeparator: { !$0.isNumber && $0 != "." }) {
      let parts = word.split(separator: ".").compactMap { Int($0) }
      if parts.count >= 2 { return (parts[0], parts[1]) }
    }
    return nil
  }
}
