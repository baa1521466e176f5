import CLibgit2

/// One Git object as it is stored: its kind and its bytes, without Git's own header.
public struct RawObject: Equatable, Sendable {
  /// The four kinds of Git object.
  public enum Kind: Sendable {
    case commit
    case tree
    case blob
    case tag
  }

  /// What kind it is.
  public var kind: Kind
  /// Its content, exactly.
  public var bytes: [UInt8]

  /// Makes an object of a kind from its bytes.
  public init(kind: Kind, bytes: [UInt8]) {
    self.kind = kind
    self.bytes = bytes
  }
}

extension RawObject.Kind {
  init?(_ type: git_object_t) {
    switch type {
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TAG: self = .tag
    default: return nil
    }
  }

  var type: git_object_t {
    switch self {
    case .commit: GIT_OBJECT_COMMIT
    case .tree: GIT_OBJECT_TREE
    case .blob: GIT_OBJECT_BLOB
    case .tag: GIT_OBJECT_TAG
    }
  }
}

extension Repository {
  /// Reads an object's kind and bytes; libgit2 checks them against the id.
  ///
  /// Replacement refs (`refs/replace/*`) are never followed.
  ///
  /// - Parameters:
  ///   - id: the object.
  ///   - limit: how many bytes it may have; a larger one is refused before it is read.
  /// - Returns: the object as it is stored.
  /// - Throws: a `GitError`, for one that is too large with the code `.tooLarge`.
  public func read(_ id: ObjectID, atMost limit: Int? = nil) throws(GitError) -> RawObject {
    try with { repository throws(GitError) in
      let database = try Handle<DatabaseKind>("open the object database") { out in
        git_repository_odb(&out, repository)
      }
      let object = try Repository.object(id, atMost: limit, database.raw)
      guard let kind = RawObject.Kind(git_odb_object_type(object.raw)) else {
        throw GitError(code: .generic, message: "unknown kind", operation: "read object \(id)")
      }
      let bytes = UnsafeRawBufferPointer(
        start: git_odb_object_data(object.raw),
        count: git_odb_object_size(object.raw)
      )
      if let limit, bytes.count > limit { throw Repository.tooLarge("it has \(bytes.count) bytes") }
      return RawObject(kind: kind, bytes: [UInt8](bytes))
    }
  }

  private static func object(
    _ id: ObjectID,
    atMost limit: Int?,
    _ database: OpaquePointer
  ) throws(GitError) -> Handle<ObjectHandleKind> {
    var raw = id.raw
    var isTooLarge = false
    do throws(GitError) {
      return try Handle<ObjectHandleKind>("read object \(id)") { out in
        guard let limit else { return git_odb_read(&out, database, &raw) }
        let first = Library.read(atMost: limit) { git_odb_read(&out, database, &raw) }
        if let first, !first.isTooLarge { return first.status }
        // Whoever pushed it chose what it is packed as a difference to, and Git had the memory for that.
        isTooLarge = isLarger(&raw, than: limit, database)
        return isTooLarge ? GIT_ERROR.rawValue : git_odb_read(&out, database, &raw)
      }
    } catch {
      guard isTooLarge, let limit else { throw error }
      throw tooLarge("it has more than \(limit) bytes")
    }
  }

  private static func isLarger(
    _ id: inout git_oid,
    than limit: Int,
    _ database: OpaquePointer
  ) -> Bool {
    var size = 0
    var type = GIT_OBJECT_INVALID
    return git_odb_read_header(&size, &type, database, &id) == 0 && size > limit
  }

  private static func tooLarge(_ words: String) -> GitError {
    GitError(code: .tooLarge, message: words, operation: "read an object")
  }

  /// The size in bytes and kind of an object, without reading all of it; `nil` if it is missing.
  public func header(of id: ObjectID) -> (kind: RawObject.Kind, size: Int)? {
    try? with { repository throws(GitError) in
      let database = try Handle<DatabaseKind>("open the object database") { out in
        git_repository_odb(&out, repository)
      }
      var raw = id.raw
      var size = 0
      var type = GIT_OBJECT_INVALID
      try check("look up object \(id)") {
        git_odb_read_header(&size, &type, database.raw, &raw)
      }
      guard let kind = RawObject.Kind(type) else {
        throw GitError(code: .generic, message: "unknown kind", operation: "look up \(id)")
      }
      return (kind, size)
    }
  }

  /// Stores an object and returns its id; storing the same bytes again changes nothing.
  @discardableResult
  public func write(_ object: RawObject) throws(GitError) -> ObjectID {
    try with { repository throws(GitError) in
      let database = try Handle<DatabaseKind>("open the object database") { out in
        git_repository_odb(&out, repository)
      }
      var id = git_oid()
      try check("store an object") {
        git_odb_write(&id, database.raw, object.bytes, object.bytes.count, object.kind.type)
      }
      return ObjectID(id)
    }
  }

  /// The id that an object has or would have.
  public static func identify(_ object: RawObject) throws(GitError) -> ObjectID {
    var id = git_oid()
    try check("hash an object") {
      git_odb_hash(&id, object.bytes, object.bytes.count, object.kind.type)
    }
    return ObjectID(id)
  }
}
