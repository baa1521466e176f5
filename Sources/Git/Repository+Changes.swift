/// One file's difference between two trees; an absent side is `nil`.
public struct FileChange: Hashable, Sendable {
  /// From the root, with `/`.
  public var path: String
  /// The file before.
  public var old: TreeFile?
  /// The file after.
  public var new: TreeFile?

  /// Makes a change of one file.
  public init(path: String, old: TreeFile?, new: TreeFile?) {
    self.path = path
    self.old = old
    self.new = new
  }
}

extension Repository {
  /// The differences between two trees by path, without rename detection; `nil` is the empty tree.
  ///
  /// Folders that are the same on both sides are not read. Throws as `files(inTree:under:)` does.
  public func changes(from old: ObjectID?, to new: ObjectID?) throws(GitError) -> [FileChange] {
    var comparison = TreeComparison(repository: self)
    try comparison.compare(old, new, prefix: "", depth: 0)
    return comparison.changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

/// Walks two trees side by side and collects where they differ.
private struct TreeComparison {
  let repository: Repository
  var changes: [FileChange] = []
  var budget = Repository.entryLimit

  init(repository: Repository) { self.repository = repository }

  mutating func compare(
    _ old: ObjectID?,
    _ new: ObjectID?,
    prefix: String,
    depth: Int
  ) throws(GitError) {
    guard old != new else { return }
    let before = try entries(old, depth)
    let after = try entries(new, depth)
    for name in Set(before.keys).union(after.keys) {
      let path = prefix + String(decoding: name, as: UTF8.self)
      let (left, right) = (before[name], after[name])
      guard left?.id != right?.id || left?.mode != right?.mode else { continue }
      let folders = (left.flatMap(TreeComparison.folder), right.flatMap(TreeComparison.folder))
      if folders.0 != nil || folders.1 != nil {
        try compare(folders.0, folders.1, prefix: path + "/", depth: depth + 1)
      }
      note(path, left, right)
    }
  }

  private mutating func note(
    _ path: String,
    _ left: TreeObject.Entry?,
    _ right: TreeObject.Entry?
  ) {
    let old = left.flatMap { TreeComparison.file(path, $0) }
    let new = right.flatMap { TreeComparison.file(path, $0) }
    if old != nil || new != nil { changes.append(FileChange(path: path, old: old, new: new)) }
  }

  private mutating func entries(
    _ tree: ObjectID?,
    _ depth: Int
  ) throws(GitError) -> [[UInt8]: TreeObject.Entry] {
    guard let tree else { return [:] }
    let entries = try repository.entries(of: tree, depth: depth, &budget)
    return Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func folder(_ entry: TreeObject.Entry) -> ObjectID? {
    entry.isFolder ? entry.id : nil
  }

  private static func file(_ path: String, _ entry: TreeObject.Entry) -> TreeFile? {
    entry.isFolder ? nil : TreeFile(path: path, mode: entry.mode, id: entry.id)
  }
}
