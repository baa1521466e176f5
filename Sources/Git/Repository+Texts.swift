import CLibgit2

extension Repository {
  /// The lines of a text, from 1, that an older text does not have in that place.
  ///
  /// A line that is only gone leaves no number. Texts are compared as they are, without filters.
  public func changedLines(from old: [UInt8], to new: [UInt8]) throws(GitError) -> Set<Int> {
    try with { _ throws(GitError) in
      let patch = try Handle<PatchKind>("compare two texts") { out in
        var options = writ_diff_options()
        options.context_lines = 0
        options.flags = GIT_DIFF_FORCE_TEXT.rawValue
        return git_patch_from_buffers(
          &out,
          old,
          old.count,
          nil,
          new,
          new.count,
          nil,
          &options
        )
      }
      var lines: Set<Int> = []
      for number in 0..<git_patch_num_hunks(patch.raw) {
        var hunk: UnsafePointer<git_diff_hunk>?
        guard git_patch_get_hunk(&hunk, nil, patch.raw, number) == 0, let hunk = hunk?.pointee
        else { continue }
        let start = Int(hunk.new_start)
        lines.formUnion(start..<start + Int(hunk.new_lines))
      }
      return lines
    }
  }

  /// Two changes of one text together; `nil` where both changed the same place.
  public func joined(
    _ base: [UInt8],
    ours: [UInt8],
    theirs: [UInt8]
  ) throws(GitError) -> [UInt8]? {
    try with { _ throws(GitError) in
      try base.asMergeInput { base throws(GitError) in
        try ours.asMergeInput { ours throws(GitError) in
          try theirs.asMergeInput { theirs throws(GitError) in
            try Self.join(&base, &ours, &theirs)
          }
        }
      }
    }
  }

  private static func join(
    _ base: inout git_merge_file_input,
    _ ours: inout git_merge_file_input,
    _ theirs: inout git_merge_file_input
  ) throws(GitError) -> [UInt8]? {
    var result = git_merge_file_result()
    try check("join two changes") { git_merge_file(&result, &base, &ours, &theirs, nil) }
    defer { git_merge_file_result_free(&result) }
    guard result.automergeable != 0 else { return nil }
    guard let start = result.ptr else { return [] }
    return start.withMemoryRebound(to: UInt8.self, capacity: result.len) {
      Array(UnsafeBufferPointer(start: $0, count: result.len))
    }
  }

  /// Puts other content in the place of a staged file, whose mode stays.
  public func stage(_ bytes: [UInt8], at path: String) throws(GitError) {
    try with { repository throws(GitError) in
      let index = try Handle<IndexKind>("read the index") { out in
        git_repository_index(&out, repository)
      }
      let raw = index.raw
      guard var entry = git_index_get_bypath(raw, path, 0)?.pointee else {
        throw GitError(code: .notFound, message: "it is not staged", operation: "stage '\(path)'")
      }
      try check("stage '\(path)'") {
        git_index_add_from_buffer(raw, &entry, bytes, bytes.count)
      }
      try check("write the index") { git_index_write(raw) }
    }
  }

  /// The commit that a name stands for, as in `main~2` or `v1`; `nil` when there is none.
  public func commit(named name: String) throws(GitError) -> ObjectID? {
    try ifFound { () throws(GitError) in
      try with { repository throws(GitError) in
        let object = try Handle<GitObjectKind>("look for '\(name)'") { out in
          git_revparse_single(&out, repository, name + "^{commit}")
        }
        guard let id = git_object_id(object.raw)?.pointee else {
          throw GitError(code: .notFound, message: "no id", operation: "look for '\(name)'")
        }
        return ObjectID(id)
      }
    }
  }
}

extension [UInt8] {
  /// The bytes as one side of a merge, for as long as the closure runs.
  fileprivate func asMergeInput<Value>(
    _ body: (inout git_merge_file_input) throws(GitError) -> Value
  ) throws(GitError) -> Value {
    var copy = self + [0]
    let count = count
    return try copy.withUnsafeMutableBufferPointer { buffer throws(GitError) in
      guard let start = buffer.baseAddress else {
        throw GitError(code: .generic, message: "no memory", operation: "join two changes")
      }
      return try start.withMemoryRebound(to: CChar.self, capacity: count + 1) {
        (start: UnsafeMutablePointer<CChar>) throws(GitError) -> Value in
        var input = git_merge_file_input()
        input.version = 1
        (input.ptr, input.size) = (UnsafePointer(start), count)
        return try body(&input)
      }
    }
  }
}
