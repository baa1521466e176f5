import Foundation

/// Puts Writ's hooks into a repository's hook folder, never over somebody else's.
///
/// `pre-commit` is the check. `commit-msg` only notes what was checked, and `pre-push` looks again at
/// what goes to others; somebody else's stay, and the check works without them.
struct HookInstaller {
  private static let check = "pre-commit"
  /// The others, with what is missing where somebody else's hook is in the place.
  private static let others = [
    "commit-msg": "commits will not say what was checked",
    "pre-push": "pushes are not checked; add to it: writ hooks run pre-push \"$@\"",
  ]
  let edge: Edge

  /// What is in a hook's place.
  enum State: Equatable {
    case absent
    case ours
    case foreign
  }

  /// What is in the place of the check.
  func state(in folder: String) -> State { state(of: HookInstaller.check, in: folder) }

  private func state(of name: String, in folder: String) -> State {
    let path = folder + "/" + name
    guard FileType(at: path) != nil else { return .absent }
    // What cannot be read is somebody's, too.
    let bytes = SmallFile.contents(of: path, upTo: 65_536) ?? []
    return String(decoding: bytes, as: UTF8.self).contains("# writ \(name)") ? .ours : .foreign
  }

  /// Writes the hooks with the place of this program filled in.
  func install(into folder: String) throws {
    guard state(in: folder) != .foreign else {
      throw Failure(
        "there is another hook in '\(folder.safe)/\(HookInstaller.check)'",
        hint: "add the line: writ lint --staged",
        status: .couldNotRun
      )
    }
    try write(HookInstaller.check, into: folder)
    for (name, loss) in HookInstaller.others.sorted(by: { $0.key < $1.key }) {
      if state(of: name, in: folder) == .foreign {
        Output.remark("note: there is another \(name) hook; \(loss)")
      } else {
        try write(name, into: folder)
      }
    }
  }

  private func write(_ name: String, into folder: String) throws {
    let source = try edge.resources() + "/hooks/" + name
    guard let data = FileManager.default.contents(atPath: source) else {
      throw Failure("the hook '\(source)' is missing", status: .couldNotRun)
    }
    let program = Edge.executable.replacingOccurrences(of: "'", with: "'\\''")
    let text = String(decoding: data, as: UTF8.self).replacingOccurrences(
      of: "@WRIT@",
      with: program
    )
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// Takes our hooks away; says whether the check was there.
  func remove(from folder: String) throws -> Bool {
    let wasThere = state(in: folder) == .ours
    let names = [HookInstaller.check] + HookInstaller.others.keys.sorted()
    for name in names where state(of: name, in: folder) == .ours {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
    return wasThere
  }
}
