import Foundation
import Git
import Records

/// Makes a bare repository one that takes in only what is good.
struct ServerInstaller {
  /// The hooks, with the part of `writ receive` that each runs.
  static let hooks = ["pre-receive": "judge", "proc-receive": "decide", "post-receive": "seal"]

  /// What Git itself is told.
  ///
  /// Every ref goes through `proc-receive`, without which Git refuses the push. Objects are checked
  /// on arrival and limited in size, larger ones than a policy may be never held in memory as a
  /// whole; nothing is rewound or taken away.
  static let settings = [
    ("receive.procReceiveRefs", "refs"),
    ("receive.fsckObjects", "true"),
    ("receive.maxInputSize", "268435456"),
    ("core.bigFileThreshold", "16m"),
    ("receive.denyNonFastForwards", "true"),
    ("receive.denyDeletes", "true"),
    ("receive.advertiseAtomic", "true"),
    ("receive.autogc", "false"),
    ("core.logAllRefUpdates", "true"),
    ("core.fsync", "all"),
    ("transfer.hideRefs", "refs/replace"),
  ]

  let git: Repository
  let edge: Edge

  /// Installs everything; what is there already from an earlier time is brought up to date.
  ///
  /// - Parameters:
  ///   - identity: which policy repository is served.
  ///   - key: what receipts are signed with; `nil` without a ledger.
  /// - Throws: a `Failure` for a repository with files, or with hooks of somebody else's.
  func install(serving identity: String, key: String?) throws {
    guard git.isBare else {
      throw Failure(
        "a server keeps a bare repository; this one has files",
        hint: "git init --bare -b main POLICIES.git",
        status: .couldNotRun
      )
    }
    for hook in ServerInstaller.hooks.keys { try refuseForeign(hook) }
    for (name, value) in ServerInstaller.settings { try git.configure(name, value) }
    try git.configure("writ.repository", identity)
    if let key { try git.configure("user.signingkey", edge.path(key)) }
    // proc-receive first: with it missing Git accepts nothing, with the others missing it would.
    for hook in ["proc-receive", "pre-receive", "post-receive"] { try write(hook) }
  }

  private func refuseForeign(_ hook: String) throws {
    let path = "\(git.commonFolder)/hooks/\(hook)"
    guard FileType(at: path) != nil else { return }
    let bytes = SmallFile.contents(of: path, upTo: 65_536) ?? []
    guard String(decoding: bytes, as: UTF8.self).contains("# writ \(hook)") else {
      throw Failure(
        "there is another hook in '\(path.safe)'",
        hint: "mv \(path.shellWord) \("\(path).old".shellWord)",
        status: .couldNotRun
      )
    }
  }

  private func write(_ hook: String) throws {
    let program = Edge.executable.replacingOccurrences(of: "'", with: "'\\''")
    let text = """
      #!/bin/sh
      # writ \(hook): takes in only what is good.
      exec '\(program)' receive \(ServerInstaller.hooks[hook] ?? "")

      """
    let folder = git.commonFolder + "/hooks"
    let path = "\(folder)/\(hook)"
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + ".new"))
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path + ".new")
    guard rename(path + ".new", path) == 0 else {
      throw Failure(
        "could not write '\(path.safe)'",
        cause: String(cString: strerror(errno)),
        status: .couldNotRun
      )
    }
  }
}
