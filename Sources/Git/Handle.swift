import CLibgit2

/// A libgit2 type and the function that frees it.
protocol Freeable {
  static func free(_ pointer: OpaquePointer)
}

/// Sole owner of one libgit2 object, freed exactly once when it leaves scope.
struct Handle<Kind: Freeable>: ~Copyable {
  let raw: OpaquePointer

  init(
    _ operation: @autoclosure () -> String,
    _ make: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var out: OpaquePointer?
    try check(operation()) { make(&out) }
    guard let out else {
      throw GitError(code: .generic, message: "libgit2 returned no object", operation: operation())
    }
    raw = out
  }

  deinit { Kind.free(raw) }
}

enum RepositoryKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_repository_free(pointer) }
}

enum DatabaseKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_odb_free(pointer) }
}

enum ObjectHandleKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_odb_object_free(pointer) }
}

enum TreeKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_tree_free(pointer) }
}

enum CommitKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_commit_free(pointer) }
}

enum ReferenceKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_reference_free(pointer) }
}

enum ReferencesKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_reference_iterator_free(pointer) }
}

enum TransactionKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_transaction_free(pointer) }
}

enum IndexKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_index_free(pointer) }
}

enum PatchKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_patch_free(pointer) }
}

enum GitObjectKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_object_free(pointer) }
}

enum StatusKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_status_list_free(pointer) }
}

enum WalkKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_revwalk_free(pointer) }
}

enum ConfigurationKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_config_free(pointer) }
}

enum ConfigurationEntriesKind: Freeable {
  static func free(_ pointer: OpaquePointer) { git_config_iterator_free(pointer) }
}
