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

  /// Reads what a person named.
  ///
  /// - Parameter path: a file, a folder with all that is in it, or `-` for standard input.
  /// - Returns: the drafts; one of a folder that cannot be read is among them with its reason.
  /// - Throws: a `Failure` with status 2 where nothing is there.
  func read(_ path: String) throws -> [Draft] {
    guard path != "-" else {
      let data = try FileHandle.standardInput.read(upToCount: DraftFiles.limit) ?? Data()
      return [Draft(path: "(standard input)", bytes: [UInt8](data))]
    }
    let full = edge.path(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else {
      throw Failure("there is no file '\(path.safe)'", hint: "ls", status: .couldNotRun)
    }
    guard isFolder.boolValue else { return [file(full, named: path)] }
    return try FileManager.default.subpathsOfDirectory(atPath: full).sorted()
      .filter { name in endings?.contains(where: name.hasSuffix) ?? !name.isHidden }
      .filter { !$0.hasPrefix(".git/") }
      .compactMap { found(full + "/" + $0, named: path == "." ? $0 : path + "/" + $0) }
  }

  /// A file of a folder; `nil` for what is not to be read.
  ///
  /// Nobody named it, so a link, which may lead to anything on this machine, is no draft, and neither is a
  /// pipe. Documents of a style may be links.
  private func found(_ full: String, named name: String) -> Draft? {
    switch FileType(at: full) {
    case .file, nil: return file(full, named: name)
    case .folder: return nil
    case .link where endings == nil:
      let target = URL(fileURLWithPath: full).resolvingSymlinksInPath().path
      return FileType(at: target) == .file ? file(full, named: name) : nil
    case .other where endings == nil: return nil
    case .link: return Draft(path: name, refusal: .noDraft(name, because: "is a link"))
    case .other: return Draft(path: name, refusal: .noDraft(name, because: "is a pipe or a device"))
    }
  }

  /// What a person named may be a pipe: `writ lint <(program)` reads one.
  private func file(_ full: String, named name: String) -> Draft {
    guard let handle = FileHandle(forReadingAtPath: full),
      let data = try? handle.read(upToCount: DraftFiles.limit) ?? Data()
    else { return Draft(path: name, refusal: .noDraft(name, because: "cannot be read")) }
    return Draft(path: name, bytes: [UInt8](data))
  }
}

extension Failure {
  fileprivate static func noDraft(_ name: String, because reason: String) -> Failure {
    Failure(
      "'\(name.safe)' \(reason); a draft is a file",
      hint: "ls -l \(name.shellWord)",
      status: .couldNotRun
    )
  }
}

extension String {
  /// Whether a path has a part that begins with a dot.
  fileprivate var isHidden: Bool { split(separator: "/").contains { $0.hasPrefix(".") } }
}
