/// A tree object read strictly: one meaning for the bytes, whoever reads them.
///
/// libgit2 looks names up by binary search and takes whatever order it finds; a tree with a name
/// twice then shows one file here and another there. Such trees are refused, as `git fsck` does.
struct TreeObject {
  /// One line of a tree.
  struct Entry {
    var mode: UInt32
    var name: [UInt8]
    var id: ObjectID

    var isFolder: Bool { mode == 0o40000 }

    /// The name as it takes part in the order: a folder's as if it ended with a slash.
    var sortKey: [UInt8] { isFolder ? name + [UInt8(ascii: "/")] : name }
  }

  let entries: [Entry]

  private static let modes: [[UInt8]: UInt32] = [
    Array("40000".utf8): 0o40000, Array("100644".utf8): 0o100644,
    Array("100755".utf8): 0o100755, Array("120000".utf8): 0o120000,
    Array("160000".utf8): 0o160000,
  ]

  private static let forbidden = Set([".", "..", ".git", ""].map { Array($0.utf8) })

  /// Reads a tree's bytes; throws for unknown or oddly written modes, names that lead elsewhere,
  /// and names that are not in Git's order, each once.
  init(_ bytes: [UInt8], id: ObjectID) throws(GitError) {
    var entries: [Entry] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
        let end = rest[space...].firstIndex(of: 0), rest.endIndex - end > 20,
        let mode = TreeObject.modes[Array(rest[..<space])],
        let target = ObjectID(bytes: rest[(end + 1)..<(end + 21)])
      else { throw TreeObject.refusal("it is not in the canonical form", id) }
      let entry = Entry(mode: mode, name: Array(rest[(space + 1)..<end]), id: target)
      guard !TreeObject.forbidden.contains(entry.name), !entry.name.contains(UInt8(ascii: "/"))
      else { throw TreeObject.refusal("a name in it leads elsewhere", id) }
      if let last = entries.last {
        guard last.sortKey.lexicographicallyPrecedes(entry.sortKey), last.name != entry.name else {
          throw TreeObject.refusal("a name is in it twice or out of order", id)
        }
      }
      entries.append(entry)
      rest = rest[(end + 21)...]
    }
    self.entries = entries
  }

  private static func refusal(_ reason: String, _ id: ObjectID) -> GitError {
    GitError(code: .generic, message: reason, operation: "read tree \(id)")
  }
}

extension Repository {
  func treeObject(_ id: ObjectID) throws(GitError) -> TreeObject {
    if id == .emptyTree { return try TreeObject([], id: id) }
    let object = try read(id)
    guard object.kind == .tree else {
      throw GitError(code: .generic, message: "it is no tree", operation: "read tree \(id)")
    }
    return try TreeObject(object.bytes, id: id)
  }
}
