import Foundation
import Git
import Records

/// Looks at a bare repository that takes in only what is good: its hooks, settings and receipts.
struct ServerExamination {
  let clone: CloneExamination
  let git: Repository
  let configuration: GitConfiguration
  let edge: Edge

  /// Whether a repository is such a server's, or was meant to be one.
  static func isServer(_ git: Repository) -> Bool {
    git.isBare && ServerInstaller.hooks.keys.contains { isOurs("\(git.commonFolder)/hooks/\($0)") }
  }

  func findings() -> [Examined] {
    [clone.disk()] + ServerInstaller.hooks.keys.sorted().map(hook) + [settings(), identity()]
      + [Examined.of("receipts", receipts)]
  }

  private static func isOurs(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    let text = FileManager.default.contents(atPath: path) ?? Data()
    return String(decoding: text, as: UTF8.self).contains("# writ \(name)")
  }

  private let install = "writ hooks install --server"

  private func hook(_ name: String) -> Examined {
    let path = "\(git.commonFolder)/hooks/\(name)"
    guard ServerExamination.isOurs(path) else {
      return Examined(name, .bad, "Writ's hook is not there", install)
    }
    return FileManager.default.isExecutableFile(atPath: path)
      ? Examined(name, .good, "installed")
      : Examined(name, .bad, "it may not be run, so nothing is accepted", install)
  }

  /// The settings without which Git would let something past the hooks.
  private func settings() -> Examined {
    let changed = ServerInstaller.settings.first { name, value in
      configuration.value(name, from: .all) != value
    }
    return changed.map { Examined("settings", .bad, "\($0.0) is not \($0.1)", install) }
      ?? Examined("settings", .good, "as they were installed")
  }

  private func identity() -> Examined {
    guard let pinned = configuration.value("writ.repository", from: .all) else {
      return Examined("identity", .bad, "it is not said which one", "\(install) --fingerprint ID")
    }
    return Examined("identity", .good, pinned.safe)
  }

  private func receipts() throws -> Examined {
    guard try git.reference(RegistryArchive.ref) != nil else {
      return Examined("receipts", .good, "nothing has arrived yet")
    }
    let policies = try PolicyRepository(git, pinned: nil)
    guard try policies.registry.ledger(at: policies.registryTip) != nil else {
      return Examined(
        "receipts",
        .note,
        "none are written",
        "writ ledger appoint SERVER --key FILE.pub"
      )
    }
    let missing = try policies.unreceipted(at: edge.now).count
    return missing == 0
      ? Examined("receipts", .good, "everything has one")
      : Examined(
        "receipts",
        .note,
        "\(missing) ref\(missing == 1 ? " has" : "s have") none",
        "writ ledger seal"
      )
  }
}
