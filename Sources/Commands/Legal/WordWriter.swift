/// Writes Word files through pandoc.
struct WordWriter {
  private let pandoc: Pandoc
  private let edge: Edge

  /// - Throws: a `Failure` where pandoc is not installed.
  init(edge: Edge) throws {
    self.edge = edge
    pandoc = try Pandoc(for: "a Word document")
  }

  /// Writes paragraphs of Office Open XML as a document.
  ///
  /// Pandoc reads what others wrote in its sandbox and hands itself the parsed text; Debian's
  /// pandoc cannot write this format in the sandbox, as it needs its own files then.
  ///
  /// - Parameters:
  ///   - paragraphs: the XML, without a backtick.
  ///   - path: the file.
  /// - Throws: a `Failure` if pandoc is not content.
  func write(_ paragraphs: String, to path: String) async throws {
    let source = "```{=openxml}\n\(paragraphs)```\n"
    do {
      let tree = try await pandoc.convert(
        Array(source.utf8),
        ["--sandbox", "--from", "markdown+raw_attribute", "--to", "json"]
      )
      let document = try await pandoc.convert(
        tree,
        ["--from", "json", "--to", "docx", "--output", "-"]
      )
      try OutputFile(edge: edge).write(document, to: path)
    } catch let trouble as Pandoc.Trouble {
      throw WordWriter.failure(trouble)
    }
  }

  private static func failure(_ trouble: Pandoc.Trouble) -> Failure {
    let why =
      switch trouble {
      case .tooSlow: "it takes longer than a minute"
      case .tooLarge: "it has more than 64 MiB"
      case .tooHungry: "it takes more than 512 MiB of memory"
      case .refused(let words): "pandoc says: \(words.safe.prefix(300))"
      }
    return Failure(
      "the Word document could not be written",
      cause: why,
      hint: "write it with --html instead",
      status: .couldNotRun
    )
  }
}
