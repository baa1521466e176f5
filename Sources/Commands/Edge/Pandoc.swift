import Foundation
import Pages
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Writes word-processor files through `pandoc`, if the person has it.
struct Pandoc {
  let edge: Edge

  /// Writes paragraphs of Office Open XML as a document.
  ///
  /// Pandoc reads what others wrote in its sandbox, without a shell, and hands itself the parsed
  /// text; Debian's pandoc cannot write this format in the sandbox, as it needs its own files then.
  ///
  /// - Parameters:
  ///   - paragraphs: the XML, without a backtick.
  ///   - path: the file.
  /// - Throws: a `Failure` if pandoc is missing or not content.
  func write(_ paragraphs: String, to path: String) async throws {
    let source = "```{=openxml}\n\(paragraphs)```\n"
    let tree = try await pandoc(
      ["--sandbox", "--from", "markdown+raw_attribute", "--to", "json"],
      Array(source.utf8)
    )
    let document = try await pandoc(["--from", "json", "--to", "docx", "--output", "-"], tree)
    try OutputFile(edge: edge).write(document, to: path)
  }

  private func pandoc(_ arguments: [String], _ input: [UInt8]) async throws -> [UInt8] {
    let result = try await run(
      executable(),
      arguments: Arguments(arguments),
      input: input.span,
      output: .bytes(limit: 1 << 27),
      error: .string(limit: 4096)
    )
    guard result.terminationStatus.isSuccess else {
      let lines = result.standardError.split(whereSeparator: \.isNewline)
      throw Failure(
        "pandoc could not write the document",
        cause: lines.last.map { String($0).safe },
        hint: "pandoc --version",
        status: .couldNotRun
      )
    }
    return result.standardOutput
  }

  private func executable() throws -> Executable {
    let folders = edge.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in folders.split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/pandoc"
      if FileManager.default.isExecutableFile(atPath: path) { return .path(FilePath(path)) }
    }
    throw Failure(
      "a Word document needs pandoc, and it is not installed",
      hint: "apt-get install pandoc, or brew install pandoc",
      status: .couldNotRun
    )
  }
}
