import Foundation

/// What a program that ran to its end left behind.
public struct Outcome: Sendable {
  /// The exit status.
  public var status: Int32
  /// Standard output.
  public var output: [UInt8]
  /// Standard error.
  public var error: String

  /// Standard output as text without white space at its ends.
  public var text: String {
    String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Whether the program was content.
  public var isGood: Bool { status == 0 }
}

/// The stock programs that Writ must agree with, run with a fixed environment.
public enum Program {
  /// A program was not content, although the test needs its result.
  public struct Failure: Error, CustomStringConvertible {
    /// The command line and what it said.
    public var description: String
  }

  /// Runs a program and returns what it left, whatever its exit status.
  ///
  /// Standard streams are files, so that no pipe can fill up and stand still.
  public static func run(
    _ words: [String],
    in folder: String,
    input: [UInt8] = [],
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let streams = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = fixed(home: streams.path).merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: try streams.write("in", input))
    process.standardOutput = FileHandle(forWritingAtPath: try streams.write("out", ""))
    process.standardError = FileHandle(forWritingAtPath: try streams.write("error", ""))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: streams.read("out") ?? [],
      error: String(decoding: streams.read("error") ?? [], as: UTF8.self)
    )
  }

  /// Runs a program that must be content, and returns its output as text.
  @discardableResult
  public static func text(
    _ words: [String],
    in folder: String,
    input: [UInt8] = [],
    environment: [String: String] = [:]
  ) throws -> String {
    let outcome = try run(words, in: folder, input: input, environment: environment)
    guard outcome.isGood else {
      throw Failure(
        description: "\(words) exited with \(outcome.status): \(outcome.error)\(outcome.text)"
      )
    }
    return outcome.text
  }

  private static func fixed(home: String) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": home,
      "LC_ALL": "C",
      "TZ": "UTC",
      "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.invalid",
      "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.invalid",
    ]
  }
}
