import CLibgit2
import Foundation

extension Repository {
  /// Whether files were ever laid out here: Git has noted which.
  public var hasIndex: Bool { FileManager.default.fileExists(atPath: gitFolder + "/index") }

  /// The paths in the work folder that differ from the commit HEAD stands on, new files included.
  ///
  /// Ignored files are left out. Sorted.
  public func changedPaths() throws(GitError) -> [String] {
    try with { repository throws(GitError) in
      let list = try Handle<StatusKind>("look at the work folder") { out in
        var options = writ_status_options()
        options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR
        options.flags =
          GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue
          | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
          | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue
        return git_status_list_new(&out, repository, &options)
      }
      var paths: Set<String> = []
      for position in 0..<git_status_list_entrycount(list.raw) {
        guard let entry = git_status_byindex(list.raw, position)?.pointee else { continue }
        for delta in [entry.head_to_index, entry.index_to_workdir].compactMap({ $0?.pointee }) {
          if let path = delta.new_file.path ?? delta.old_file.path {
            paths.insert(String(cString: path))
          }
        }
      }
      return paths.sorted()
    }
  }

  /// The files whose staged content differs from `tree`, as staged; removed files are left out.
  public func stagedFiles(differingFrom tree: ObjectID?) throws(GitError) -> [TreeFile] {
    let committed = try tree.map { id throws(GitError) in try files(inTree: id) } ?? []
    let known = Set(committed)
    return try with { repository throws(GitError) in
      let index = try Handle<IndexKind>("read the index") { out in
        git_repository_index(&out, repository)
      }
      return (0..<git_index_entrycount(index.raw)).compactMap { position in
        guard let entry = git_index_get_byindex(index.raw, position)?.pointee else { return nil }
        let file = TreeFile(
          path: String(cString: entry.path),
          mode: entry.mode,
          id: ObjectID(entry.id)
        )
        return known.contains(file) ? nil : file
      }
    }
  }

  /// Brings the files that differ between two trees, and the index, to the newer one.
  ///
  /// Each file is replaced in one step, so that a kill leaves it as before or as after. A file that
  /// already has the wanted content is fine. Throws `.conflict` before anything is written when a
  /// file has been changed into something else.
  public func checkOut(tree: ObjectID, from baseline: ObjectID?) throws(GitError) {
    let changes = try changes(from: baseline, to: tree)
    for change in changes { try requireUntouched(change) }
    for change in changes { try layOut(change) }
    try index(changes)
  }

  /// Throws `.conflict` where `checkOut` would.
  public func requireUntouched(between baseline: ObjectID?, and tree: ObjectID) throws(GitError) {
    for change in try changes(from: baseline, to: tree) { try requireUntouched(change) }
  }

  private func layOut(_ change: FileChange) throws(GitError) {
    guard let workFolder else { return }
    let full = workFolder + "/" + change.path
    guard let file = change.new else {
      unlink(full)
      return
    }
    let scratch = gitFolder + "/writ.file"
    do {
      let folder = URL(fileURLWithPath: full).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(read(file.id).bytes).write(to: URL(fileURLWithPath: scratch))
    } catch let error as GitError {
      throw error
    } catch {
      throw Repository.workFailure("write '\(change.path)'", "\(error.localizedDescription)")
    }
    guard chmod(scratch, mode_t(file.mode & 0o777)) == 0, rename(scratch, full) == 0 else {
      throw Repository.workFailure("write '\(change.path)'", String(cString: strerror(errno)))
    }
  }

  /// Enters the files as they now lie in the work folder into the index.
  private func index(_ changes: [FileChange]) throws(GitError) {
    try with { repository throws(GitError) in
      let index = try Handle<IndexKind>("read the index") { out in
        git_repository_index(&out, repository)
      }
      let raw = index.raw
      for change in changes {
        try check("update the index") {
          change.new == nil
            ? git_index_remove(raw, change.path, 0) : git_index_add_bypath(raw, change.path)
        }
      }
      try check("write the index") { git_index_write(raw) }
    }
  }

  private static func workFailure(_ operation: String, _ message: String) -> GitError {
    GitError(code: .disk, message: message, operation: operation)
  }

  /// Refuses a file that is neither as it was nor as it shall be.
  private func requireUntouched(_ change: FileChange) throws(GitError) {
    let here = try readWorkFile(change.path)
    let id = try here.map { file throws(GitError) in
      try Repository.identify(RawObject(kind: .blob, bytes: file.bytes))
    }
    guard id == change.old?.id || id == change.new?.id else {
      throw GitError(
        code: .conflict,
        message: "'\(change.path)' was changed",
        operation: "update the work folder"
      )
    }
  }

  /// Reads a file below the work folder as it is; `nil` if it is not there.
  ///
  /// - Throws: `.unsupported` for anything but a regular file (a symbolic link, a folder).
  public func readWorkFile(_ path: String) throws(GitError) -> (bytes: [UInt8], mode: UInt32)? {
    guard let workFolder else {
      throw GitError(code: .unsupported, message: "no work folder", operation: "read '\(path)'")
    }
    try requireRealFolders(above: path)
    let full = workFolder + "/" + path
    var status = stat()
    guard lstat(full, &status) == 0 else { return nil }
    guard status.st_mode & S_IFMT == S_IFREG, let data = FileManager.default.contents(atPath: full)
    else {
      throw GitError(
        code: .unsupported,
        message: "not a regular file",
        operation: "read '\(path)'"
      )
    }
    return ([UInt8](data), status.st_mode & S_IXUSR == 0 ? 0o100644 : 0o100755)
  }

  /// Refuses a path that leads through a symbolic link, out of the work folder perhaps.
  func requireRealFolders(above path: String) throws(GitError) {
    var folder = workFolder ?? ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      var status = stat()
      guard lstat(folder, &status) == 0 else { return }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw GitError(
          code: .unsupported,
          message: "'\(folder)' is not a folder",
          operation: "read '\(path)'"
        )
      }
    }
  }
}
