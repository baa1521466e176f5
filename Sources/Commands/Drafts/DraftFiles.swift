import Foundation
import Git
import Linting

/// Reads drafts from files, folders and standard input.
struct DraftFiles {
  let edge: Edge

  /// How the files of a folder must end; nil for any ending.
  ///
  /// A folder has JSON of other programs as well, so a draft in it is a `.post.json`; one that is
  /// named by itself may have any name.
  var endings: [String]? = [".md", ".txt", ".tweet", ".post.json"]

  /// The largest draft that is read at all; larger ones are refused by the checker.
  private static let limit = Post.sizeLimit + 1

  func read(_ path: String) throws -> [DraftCheck.Draft] {
    guard path != "-" else {
      let data = try FileHandle.standardInput.read(upToCount: DraftFiles.limit) ?? Data()
      return [DraftCheck.Draft(path: "(standard input)", bytes: [UInt8](data))]
    }
    let full = edge.path(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else {
      throw Failure("there is no file '\(path.safe)'", hint: "ls", status: .couldNotRun)
    }
    guard isFolder.boolValue else { return [try file(full, named: path)] }
    return try FileManager.default.subpathsOfDirectory(atPath: full).sorted()
      .filter { name in endings?.contains(where: name.hasSuffix) ?? !name.isHidden }
      .filter { !$0.hasPrefix(".git/") }
      .filter { try isFile($0, in: full) }
      .map { try file(full + "/" + $0, named: path == "." ? $0 : path + "/" + $0) }
  }

  /// Whether a name in a folder is to be read.
  ///
  /// Nobody named it, so a link, which may lead to anything on this machine, is no draft, and neither is a
  /// pipe. Documents of a style may be links.
  private func isFile(_ name: String, in folder: String) throws -> Bool {
    let path = folder + "/" + name
    switch FileType(at: path) {
    case .file: return true
    case .folder: return false
    case .link where endings == nil:
      return FileType(at: URL(fileURLWithPath: path).resolvingSymlinksInPath().path) == .file
    case .other where endings == nil: return false
    case .link, .other, nil:
      throw Failure(
        "'\(name.safe)' is a link or a pipe; a draft is a file",
        hint: "ls -l \(name.safe)",
        status: .couldNotRun
      )
    }
  }

  private func file(_ full: String, named name: String) throws -> DraftCheck.Draft {
    guard let handle = FileHandle(forReadingAtPath: full) else {
      throw Failure(
        "'\(name.safe)' cannot be read",
        hint: "ls -l \(name.safe)",
        status: .couldNotRun
      )
    }
    let data = try handle.read(upToCount: DraftFiles.limit) ?? Data()
    return DraftCheck.Draft(path: name, bytes: [UInt8](data))
  }
}

extension String {
  /// Whether a path has a part that begins with a dot.
  fileprivate var isHidden: Bool { split(separator: "/").contains { $0.hasPrefix(".") } }
}
