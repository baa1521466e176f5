import ArgumentParser
import Foundation

/// The hidden command `writ generate`, for those who build and install Writ.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write the pages about the commands",
    shouldDisplay: false
  )

  /// What is written.
  enum Pages: String, ExpressibleByArgument, CaseIterable {
    /// A page of the manual for each command.
    case manual
    /// The pages of `docs/reference`.
    case reference
  }

  @Argument(help: "Which pages") var pages: Pages
  @Argument(help: "The folder to write them into; made if it is not there") var folder: String

  func run() throws {
    let files = try pages == .manual ? ManualPages().files : ReferencePages().files
    let path = Edge.current.path(folder)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for file in files {
        try file.text.write(toFile: path + "/" + file.name, atomically: true, encoding: .utf8)
      }
    } catch {
      throw Failure(
        "the pages cannot be written to '\(folder.safe)'",
        hint: "ls -ld \(folder.shellWord)",
        status: .couldNotRun
      )
    }
  }
}
