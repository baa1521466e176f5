import Foundation

/// A file that a command writes besides what it says.
struct OutputFile {
  let edge: Edge

  /// Writes all of a file or nothing, and says so; `-` is standard output.
  ///
  /// A link is followed, as a shell does it. What is no file, such as a pipe or a device, is written to
  /// and never replaced.
  func write(_ bytes: [UInt8], to typed: String) throws {
    guard typed != "-" else { return try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
    let url = URL(fileURLWithPath: edge.path(typed)).resolvingSymlinksInPath()
    let type = FileType(at: url.path)
    guard type != .folder else { throw OutputFile.isFolder(typed) }
    let folder = url.deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else {
      throw Failure(
        "there is no folder '\(folder.safe)'",
        hint: "mkdir -p \(folder.shellWord)",
        status: .couldNotRun
      )
    }
    do {
      if type == .other {
        try FileHandle(forWritingTo: url).write(contentsOf: Data(bytes))
      } else {
        try Data(bytes).write(to: url, options: .atomic)
      }
    } catch {
      throw Failure(
        "'\(typed.safe)' cannot be written",
        cause: error.localizedDescription.safe,
        hint: "ls -ld \(folder.shellWord); df -h \(folder.shellWord)",
        status: .couldNotRun
      )
    }
    Output.remark("Wrote \(typed.safe)")
  }

  private static func isFolder(_ typed: String) -> Failure {
    let file = (typed as NSString).appendingPathComponent("FILE")
    return Failure(
      "'\(typed.safe)' is a folder; say which file in it",
      hint: TypedCommand.current.replacing(typed, by: file).text,
      status: .couldNotRun
    )
  }

  /// Writes a text to a file, or where none is named to standard output.
  func write(_ text: String, to typed: String?) throws {
    guard let typed else {
      return Output.answer(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
    try write(Array(text.utf8), to: typed)
  }
}
