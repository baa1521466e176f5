import CLibgit2
import Foundation

extension Repository {
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

  /// Brings files and index to `tree`, leaving alone what the user has changed since `baseline`.
  ///
  /// A file that already has the wanted content is fine. Throws `.conflict` before anything is
  /// written when a changed file stands in the way.
  public func checkOut(
    tree: ObjectID,
    from baseline: ObjectID?
  ) throws(GitError) {
    try with { repository throws(GitError) in
      let target = try Repository.tree(tree, in: repository)
      let before = try Repository.tree(baseline ?? .emptyTree, in: repository)
      try check("update the work folder") {
        var options = writ_checkout_options()
        options.checkout_strategy =
          GIT_CHECKOUT_SAFE.rawValue | GIT_CHECKOUT_RECREATE_MISSING.rawValue
        options.baseline = before.raw
        return git_checkout_tree(repository, target.raw, &options)
      }
    }
  }

  /// Reads a file below the work folder as it is; `nil` if it is not there.
  ///
  /// - Throws: `.unsupported` for anything but a regular file (a symbolic link, a folder).
  public func readWorkFile(_ path: String) throws(GitError) -> (bytes: [UInt8], mode: UInt32)? {
    guard let workFolder else {
      throw GitError(code: .unsupported, message: "no work folder", operation: "read '\(path)'")
    }
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
}
