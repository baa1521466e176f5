import ArgumentParser
import Foundation

/// The hidden command `writ generate`, for those who build and install Writ.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write the pages about the commands",
    shouldDisplay: false,
    subcommands: [GenerateManual.self, GenerateReference.self]
  )

  /// Writes files into a folder, which is made if it is not there.
  static func write(_ files: [(name: String, text: String)], into folder: String) throws {
    let path = Edge.current.path(folder)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for file in files {
        try file.text.write(toFile: path + "/" + file.name, atomically: true, encoding: .utf8)
      }
    } catch {
      throw Failure(
        "the pages cannot be written to '\(folder.safe)'",
        hint: "ls -ld \(folder.safe)",
        status: .couldNotRun
      )
    }
  }
}

/// The hidden command `writ generate manual`.
struct GenerateManual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Write a page of the manual for each command",
    shouldDisplay: false
  )

  @Argument(help: "Where to write them") var folder: String

  func run() throws { try Generate.write(ManualPages().files, into: folder) }
}

/// The hidden command `writ generate reference`.
struct GenerateReference: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Write the pages of docs/reference",
    shouldDisplay: false
  )

  @Argument(help: "Where to write them") var folder: String

  func run() throws { try Generate.write(ReferencePages().files, into: folder) }
}
