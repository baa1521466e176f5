import CLibgit2

extension Repository {
  /// The commits reachable from `tip` and not from `excluded`, parents after children.
  public func commits(
    from tip: ObjectID,
    excluding excluded: [ObjectID] = []
  ) throws(GitError) -> [ObjectID] {
    try with { repository throws(GitError) in
      let walk = try Handle<WalkKind>("walk history") { out in
        git_revwalk_new(&out, repository)
      }
      git_revwalk_sorting(walk.raw, GIT_SORT_TOPOLOGICAL.rawValue)
      var start = tip.raw
      try check("walk history") { git_revwalk_push(walk.raw, &start) }
      for id in excluded {
        var hidden = id.raw
        try check("walk history") { git_revwalk_hide(walk.raw, &hidden) }
      }
      var found: [ObjectID] = []
      var next = git_oid()
      let raw = walk.raw
      while true {
        let status = git_revwalk_next(&next, raw)
        if status == GIT_ITEROVER.rawValue { return found }
        try check("walk history") { status }
        found.append(ObjectID(next))
      }
    }
  }

  /// The best common ancestor of two commits; `nil` if they share no history.
  public func mergeBase(_ one: ObjectID, _ other: ObjectID) throws(GitError) -> ObjectID? {
    try with { repository throws(GitError) in
      var base = git_oid()
      var (left, right) = (one.raw, other.raw)
      return try ifFound { () throws(GitError) in
        try check("find the common ancestor") {
          git_merge_base(&base, repository, &left, &right)
        }
        return ObjectID(base)
      }
    }
  }

  /// Whether `ancestor` is one of the commits that `commit` builds on; a commit is not its own.
  public func isAncestor(
    _ ancestor: ObjectID,
    of commit: ObjectID
  ) throws(GitError) -> Bool {
    try with { repository throws(GitError) in
      var (new, old) = (commit.raw, ancestor.raw)
      let answer = git_graph_descendant_of(repository, &new, &old)
      guard answer >= 0 else {
        try check("compare histories") { answer }
        return false
      }
      return answer == 1
    }
  }

  /// What became of a three-way merge of trees.
  public enum MergedTree: Equatable, Sendable {
    /// The tree with both sides' changes, stored.
    case clean(ObjectID)
    /// The paths that both sides changed in ways that cannot be joined, sorted.
    case conflicts([String])
  }

  /// Joins the changes that two trees made to a common one; renames are not guessed.
  public func mergeTrees(
    base: ObjectID,
    ours: ObjectID,
    theirs: ObjectID
  ) throws(GitError) -> MergedTree {
    try with { repository throws(GitError) in
      let ancestor = try Repository.tree(base, in: repository)
      let left = try Repository.tree(ours, in: repository)
      let right = try Repository.tree(theirs, in: repository)
      let index = try Handle<IndexKind>("merge") { out in
        var options = writ_merge_options()
        options.flags = 0
        return git_merge_trees(&out, repository, ancestor.raw, left.raw, right.raw, &options)
      }
      guard git_index_has_conflicts(index.raw) == 0 else {
        return .conflicts(Repository.conflicts(in: index.raw))
      }
      var id = git_oid()
      try check("store the merged tree") { git_index_write_tree_to(&id, index.raw, repository) }
      return .clean(ObjectID(id))
    }
  }

  private static func conflicts(in index: OpaquePointer) -> [String] {
    var paths: Set<String> = []
    for position in 0..<git_index_entrycount(index) {
      guard
        let entry = git_index_get_byindex(index, position),
        git_index_entry_is_conflict(entry) != 0
      else { continue }
      paths.insert(String(cString: entry.pointee.path))
    }
    return paths.sorted()
  }
}

extension Repository {
  /// The commit that HEAD stands on; `nil` before the first one.
  public func headCommit() throws(GitError) -> ObjectID? {
    try with { repository throws(GitError) in
      try ifFound { () throws(GitError) in
        var id = git_oid()
        try check("look up 'HEAD'") { git_reference_name_to_id(&id, repository, "HEAD") }
        return ObjectID(id)
      }
    }
  }

  /// The tree of any commit, signed or not.
  public func treeOfCommit(_ id: ObjectID) throws(GitError) -> ObjectID {
    try with { repository throws(GitError) in
      var raw = id.raw
      let commit = try Handle<CommitKind>("read commit \(id)") { out in
        git_commit_lookup(&out, repository, &raw)
      }
      guard let tree = git_commit_tree_id(commit.raw) else {
        throw GitError(code: .generic, message: "no tree", operation: "read commit \(id)")
      }
      return ObjectID(tree.pointee)
    }
  }
}
