import CLibgit2

/// A file in a tree: its path, mode and content.
public struct TreeFile: Hashable, Sendable {
  /// From the root, with `/`; bytes that are no UTF-8 come out as U+FFFD, which no rule allows.
  public var path: String
  /// The mode, as in `0o100644`.
  public var mode: UInt32
  /// The blob (or, for mode `0o160000`, the foreign commit).
  public var id: ObjectID

  /// Makes a file of a tree.
  public init(path: String, mode: UInt32, id: ObjectID) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}

extension Repository {
  /// A tree never has more folders inside each other than this.
  public static let depthLimit = 64
  /// No listing goes over more entries than this, so that a small tree that names itself over and
  /// over cannot fill the memory.
  public static let entryLimit = 500_000

  /// The file at `path` in a tree; `nil` if there is none or it is a folder.
  public func file(_ path: String, inTree tree: ObjectID) throws(GitError) -> TreeFile? {
    var next = tree
    let parts = path.split(separator: "/").map { Array($0.utf8) }
    for (index, part) in parts.enumerated() {
      guard let entry = try treeObject(next).entries.first(where: { $0.name == part }) else {
        return nil
      }
      if index == parts.count - 1 {
        return entry.isFolder ? nil : TreeFile(path: path, mode: entry.mode, id: entry.id)
      }
      guard entry.isFolder else { return nil }
      next = entry.id
    }
    return nil
  }

  /// All files below `folder` of a tree (the root for an empty name), in the tree's order.
  ///
  /// Not recursive into foreign repositories, which come out as files of mode `0o160000`. Throws
  /// for a tree that is not canonical, deeper than `depthLimit` or larger than `entryLimit`, and for one in which
  /// a folder is empty: Git makes none, and it would be in the tree and in no list of its files.
  public func files(inTree tree: ObjectID, under folder: String = "") throws(GitError)
    -> [TreeFile]
  {
    var start = tree
    for part in folder.split(separator: "/") {
      let entries = try treeObject(start).entries
      guard let entry = entries.first(where: { $0.name.elementsEqual(part.utf8) && $0.isFolder })
      else { return [] }
      start = entry.id
    }
    var found: [TreeFile] = []
    var budget = Repository.entryLimit
    let prefix = folder.isEmpty ? "" : folder + "/"
    try collect(start, prefix, depth: 0, &budget, &found)
    return found
  }

  /// Stores the tree that `base` becomes when files are put (or, for `nil`, removed) at paths.
  public func writeTree(
    from base: ObjectID?,
    putting files: [String: TreeFile?]
  ) throws(GitError) -> ObjectID {
    if base == nil { try write(RawObject(kind: .tree, bytes: [])) }
    guard !files.isEmpty else { return base ?? .emptyTree }
    return try with { repository throws(GitError) in
      let root = try Repository.tree(base ?? .emptyTree, in: repository)
      return try Repository.update(root.raw, putting: files, in: repository)
    }
  }

  private static func update(
    _ tree: OpaquePointer,
    putting files: [String: TreeFile?],
    in repository: OpaquePointer
  ) throws(GitError) -> ObjectID {
    // The C array borrows all the paths at once, so they lie end to end in one buffer.
    let paths = files.keys.sorted()
    let buffer = paths.flatMap { Array($0.utf8CString) }
    var id = git_oid()
    try check("store a tree") {
      buffer.withUnsafeBufferPointer { text in
        var offset = 0
        var updates: [git_tree_update] = []
        for path in paths {
          var update = git_tree_update()
          update.action = GIT_TREE_UPDATE_REMOVE
          if let file = files[path] ?? nil {
            update.action = GIT_TREE_UPDATE_UPSERT
            update.id = file.id.raw
            update.filemode = git_filemode_t(rawValue: file.mode)
          }
          update.path = text.baseAddress.map { $0 + offset }
          offset += path.utf8.count + 1
          updates.append(update)
        }
        return git_tree_create_updated(&id, repository, tree, updates.count, &updates)
      }
    }
    return ObjectID(id)
  }

  static func tree(
    _ id: ObjectID,
    in repository: OpaquePointer
  ) throws(GitError) -> Handle<TreeKind> {
    var raw = id.raw
    return try Handle("read tree \(id)") { out in git_tree_lookup(&out, repository, &raw) }
  }

  /// The entries of a folder of a tree, within the limits; only the tree itself may have none.
  func entries(
    of id: ObjectID,
    depth: Int,
    _ budget: inout Int
  ) throws(GitError) -> [TreeObject.Entry] {
    func refusal(_ reason: String) -> GitError {
      GitError(code: .generic, message: reason, operation: "read tree \(id)")
    }
    let entries = try treeObject(id).entries
    budget -= entries.count + 1
    guard depth <= Repository.depthLimit, budget > 0 else {
      throw refusal("it is too deep or too large")
    }
    guard depth == 0 || !entries.isEmpty else { throw refusal("it is an empty folder") }
    return entries
  }

  private func collect(
    _ id: ObjectID,
    _ prefix: String,
    depth: Int,
    _ budget: inout Int,
    _ found: inout [TreeFile]
  ) throws(GitError) {
    for entry in try entries(of: id, depth: depth, &budget) {
      let path = prefix + String(decoding: entry.name, as: UTF8.self)
      if entry.isFolder {
        try collect(entry.id, path + "/", depth: depth + 1, &budget, &found)
      } else {
        found.append(TreeFile(path: path, mode: entry.mode, id: entry.id))
      }
    }
  }
}
