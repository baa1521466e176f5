import Documents
import Foundation
import Git
import Policies

/// The file with names and addresses: `writ.directory` in Git's configuration, else inside the
/// clone's Git folder, where no proposal takes it along.
struct DirectoryFile {
  let path: String

  init(_ space: Workspace) {
    path =
      space.configuration.value("writ.directory", from: .all).map(space.edge.path)
      ?? space.git.commonFolder + "/writ/directory.csv"
  }

  /// What the file holds; an empty directory where there is none.
  func read() throws -> Directory {
    guard let bytes = try SmallFile.read(path, named: path, atMost: 64 << 20) else {
      return Directory()
    }
    do {
      return Directory(try CSVTable(parsing: bytes))
    } catch {
      throw Failure(document: path, error)
    }
  }

  /// Writes the file in one step; only its owner may read it.
  func write(_ directory: Directory) throws {
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    do {
      try OwnFile.write(Array(directory.encoded.utf8), to: path)
    } catch {
      throw Failure(
        "could not write the directory '\(path.safe)'",
        cause: "\(error)",
        hint: "git config writ.directory ANOTHER-FILE",
        status: .couldNotRun
      )
    }
  }
}
