import Foundation

/// Puts Writ's hook into a repository's hook folder, never over somebody else's.
struct HookInstaller {
  /// What stands in the second line of our hook.
  static let mark = "# writ pre-commit"
  let edge: Edge

  /// What is in the hook's place.
  enum State: Equatable {
    case absent
    case ours
    case foreign
  }

  func state(in folder: String) -> State {
    guard let text = FileManager.default.contents(atPath: folder + "/pre-commit") else {
      return .absent
    }
    return String(decoding: text, as: UTF8.self).contains(HookInstaller.mark) ? .ours : .foreign
  }

  /// Writes the hook with the place of this program filled in.
  func install(into folder: String) throws {
    guard state(in: folder) != .foreign else {
      throw Failure(
        "there is another hook in '\(folder.safe)/pre-commit'",
        hint: "add the line: writ lint --staged",
        status: .couldNotRun
      )
    }
    let source = try edge.resources() + "/hooks/pre-commit"
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
    let path = folder + "/pre-commit"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// Takes our hook away; says whether there was one.
  func remove(from folder: String) throws -> Bool {
    guard state(in: folder) == .ours else { return false }
    try FileManager.default.removeItem(atPath: folder + "/pre-commit")
    return true
  }
}
