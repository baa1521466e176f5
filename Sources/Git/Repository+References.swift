import CLibgit2

/// A ref and the object that it names.
public struct Reference: Hashable, Sendable {
  /// The full name, as in `refs/heads/main`.
  public var name: String
  /// What it points to; `nil` for a symbolic ref.
  public var target: ObjectID?

  /// Makes a ref.
  public init(name: String, target: ObjectID?) {
    (self.name, self.target) = (name, target)
  }
}

extension Repository {
  /// What a ref points to; `nil` if there is no such ref or it is a symbolic one.
  public func reference(_ name: String) throws(GitError) -> ObjectID? {
    if let id = supposition(name) { return id }
    return try with { repository throws(GitError) in
      try Repository.target(of: name, in: repository)
    }
  }

  static func target(
    of name: String,
    in repository: OpaquePointer
  ) throws(GitError) -> ObjectID? {
    try ifFound { () throws(GitError) in
      let found = try Handle<ReferenceKind>("look up '\(name)'") { out in
        git_reference_lookup(&out, repository, name)
      }
      return git_reference_target(found.raw).map { ObjectID($0.pointee) }
    }
  }

  /// All refs whose names match a prefix with a star, as in `refs/writ/*`, by name.
  public func references(matching glob: String) throws(GitError) -> [Reference] {
    let found = try with { repository throws(GitError) in
      var found: [Reference] = []
      let iterator = try Handle<ReferencesKind>("list refs") { out in
        git_reference_iterator_glob_new(&out, repository, glob)
      }
      while let next = try Repository.next(of: iterator.raw) { found.append(next) }
      return found
    }
    return supposing(found, under: glob.prefix { $0 != "*" }).sorted { $0.name < $1.name }
  }

  private static func next(of iterator: OpaquePointer) throws(GitError) -> Reference? {
    var raw: OpaquePointer?
    let status = git_reference_next(&raw, iterator)
    guard status != GIT_ITEROVER.rawValue else { return nil }
    let reference = try Handle<ReferenceKind>("list refs") { out in
      out = raw
      return status
    }
    guard let name = git_reference_name(reference.raw) else {
      throw GitError(code: .generic, message: "a ref has no name", operation: "list refs")
    }
    return Reference(
      name: String(cString: name),
      target: git_reference_target(reference.raw).map { ObjectID($0.pointee) }
    )
  }

  /// Takes a ref away; one that is not there is fine.
  public func remove(_ name: String) throws(GitError) {
    _ = try with { repository throws(GitError) in
      try check("remove '\(name)'") { git_reference_remove(repository, name) }
    }
  }

  /// Lets HEAD stand on a branch, given by its full name; no file is laid out.
  public func setHeadBranch(_ name: String) throws(GitError) {
    try with { repository throws(GitError) in
      try check("let HEAD stand on '\(name)'") { git_repository_set_head(repository, name) }
    }
  }

  /// The full name of the branch that HEAD stands on, also when that branch has no commit yet.
  public func headBranch() throws(GitError) -> String? {
    try with { repository throws(GitError) in
      let head = try Handle<ReferenceKind>("look up 'HEAD'") { out in
        git_reference_lookup(&out, repository, "HEAD")
      }
      return git_reference_symbolic_target(head.raw).map { String(cString: $0) }
    }
  }
}
