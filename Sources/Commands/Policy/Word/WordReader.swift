/// Reads Word files through pandoc, in its sandbox: without other files or the network.
struct WordReader {
  private let pandoc: Pandoc
  private let name: String

  /// - Parameter name: the file that is to be read, for messages.
  /// - Throws: a `Failure` where pandoc is not installed.
  init(reading name: String) throws {
    self.name = name
    pandoc = try Pandoc(for: "'\(name.safe)' is a Word file; to read it, Writ")
  }

  /// Converts bytes from one format to another.
  ///
  /// - Throws: a `Failure` that says what to do about the file.
  func convert(_ bytes: [UInt8], _ options: [String]) async throws -> [UInt8] {
    do {
      return try await pandoc.convert(bytes, ["--sandbox"] + options)
    } catch let trouble as Pandoc.Trouble {
      throw failure(trouble)
    }
  }

  private func failure(_ trouble: Pandoc.Trouble) -> Failure {
    switch trouble {
    case .tooSlow: tooMuch("it takes longer than a minute to read")
    case .tooLarge: tooMuch("it unpacks to more than 64 MiB")
    case .tooHungry: tooMuch("it takes more than 512 MiB of memory to read")
    case .refused(let words):
      Failure(
        "'\(name.safe)' cannot be read as a Word file",
        cause: "pandoc says: \(words.safe.prefix(300))",
        hint: "open it in Word or LibreOffice and save it once more as .docx"
      )
    }
  }

  private func tooMuch(_ why: String) -> Failure {
    Failure(
      "'\(name.safe)' is not brought in",
      cause: why,
      hint: "open it in Word, take out what is no policy text, and save it as .docx"
    )
  }
}
