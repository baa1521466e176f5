import Foundation
import Subprocess

/// Runs pandoc on text from outside: without a shell, without files or network, and not for ever.
///
/// `--sandbox` keeps its readers and writers from files and the network; the limit of its memory is
/// the one that pandoc's manual recommends for text that is not trusted.
struct WordReader {
  /// How long one conversion may take.
  static let timeLimit = Duration.seconds(60)
  /// How much one conversion may write.
  static let outputLimit = 64 << 20

  private let program: Executable
  private let name: String

  /// Finds pandoc in the person's PATH.
  ///
  /// - Parameter name: the file that is to be read, for messages.
  /// - Throws: a `Failure` that says how to install it.
  init(reading name: String) throws {
    self.name = name
    guard let program = Executables.find("pandoc") else {
      throw Failure(
        "'\(name.safe)' is a Word file, and pandoc, which reads those, is not installed",
        hint: WordReader.installation,
        status: .couldNotRun
      )
    }
    self.program = program
  }

  /// Converts bytes from one format to another.
  func convert(_ bytes: [UInt8], _ options: [String]) async throws -> [UInt8] {
    let (program, name) = (program, name)
    return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { try await WordReader.run(program, options, bytes, name) }
      group.addTask {
        try await Task.sleep(for: WordReader.timeLimit)
        return nil
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() ?? nil else {
        throw WordReader.tooMuch(name, "it takes longer than a minute to read")
      }
      return result
    }
  }

  private static func run(
    _ program: Executable,
    _ options: [String],
    _ bytes: [UInt8],
    _ name: String
  ) async throws -> [UInt8] {
    do {
      let result = try await Subprocess.run(
        program,
        arguments: Arguments(["--sandbox"] + options + ["+RTS", "-M512m", "-RTS"]),
        input: .array(bytes),
        output: .bytes(limit: outputLimit),
        error: .string(limit: 65_536)
      )
      guard result.terminationStatus.isSuccess else { throw refused(name, result.standardError) }
      return result.standardOutput
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      throw tooMuch(name, "it unpacks to more than 64 MiB")
    }
  }

  private static func refused(_ name: String, _ words: String?) -> Failure {
    let line = (words ?? "").split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    if line.contains("heap") || line.contains("Heap") {
      return tooMuch(name, "it takes more than 512 MiB of memory to read")
    }
    return Failure(
      "'\(name.safe)' cannot be read as a Word file",
      cause: "pandoc says: \(line.safe.prefix(300))",
      hint: "open it in Word or LibreOffice and save it once more as .docx"
    )
  }

  private static func tooMuch(_ name: String, _ why: String) -> Failure {
    Failure(
      "'\(name.safe)' is not brought in",
      cause: why,
      hint: "open it in Word, take out what is no policy text, and save it as .docx"
    )
  }

  private static var installation: String {
    #if os(macOS)
      "brew install pandoc"
    #else
      "sudo apt install pandoc"
    #endif
  }
}
