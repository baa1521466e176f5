import Foundation
import Subprocess

/// Runs the person's `pandoc` on text from outside: without a shell, and not for ever.
///
/// The limit of its memory is the one that pandoc's manual recommends for text that is not trusted.
struct Pandoc {
  /// Why there is no result.
  enum Trouble: Error, Equatable {
    /// It took longer than a minute.
    case tooSlow
    /// It wrote more than 64 MiB.
    case tooLarge
    /// It asked for more than 512 MiB of memory.
    case tooHungry
    /// It was not content, in its own words.
    case refused(String)
  }

  /// How long one conversion may take.
  static let timeLimit = Duration.seconds(60)
  /// How much one conversion may write, in bytes.
  static let outputLimit = 64 << 20

  private let program: Executable

  /// Finds pandoc in the person's PATH.
  ///
  /// - Parameter purpose: what it is wanted for, to begin a sentence with.
  /// - Throws: a `Failure` that says how to install it.
  init(for purpose: String) throws {
    guard let program = Executables.find("pandoc") else {
      throw Failure(
        "\(purpose) needs pandoc, and it is not installed",
        hint: "sudo apt install pandoc, or brew install pandoc",
        status: .couldNotRun
      )
    }
    self.program = program
  }

  /// Converts bytes from one format to another.
  ///
  /// - Throws: `Trouble`.
  func convert(_ bytes: [UInt8], _ options: [String]) async throws -> [UInt8] {
    let program = program
    return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { try await Pandoc.run(program, options, bytes) }
      group.addTask {
        try await Task.sleep(for: Pandoc.timeLimit)
        return nil
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() ?? nil else { throw Trouble.tooSlow }
      return result
    }
  }

  private static func run(
    _ program: Executable,
    _ options: [String],
    _ bytes: [UInt8]
  ) async throws -> [UInt8] {
    do {
      let result = try await Subprocess.run(
        program,
        arguments: Arguments(options + ["+RTS", "-M512m", "-RTS"]),
        input: .fileDescriptor(UnnamedFile.holding(bytes), closeAfterSpawningProcess: true),
        output: .bytes(limit: outputLimit),
        error: .string(limit: 65_536)
      )
      guard result.terminationStatus.isSuccess else { throw trouble(result.standardError) }
      return result.standardOutput
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      throw Trouble.tooLarge
    }
  }

  private static func trouble(_ words: String?) -> Trouble {
    let line = (words ?? "").split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.lowercased().contains("heap") ? .tooHungry : .refused(line)
  }
}
