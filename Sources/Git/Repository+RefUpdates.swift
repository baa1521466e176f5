import CLibgit2

extension Repository {
  /// Points a ref to an object if it still points to `expected` (`nil`: if it does not exist).
  ///
  /// This one step makes an operation true. It throws `.exists` or `.modified` when somebody else
  /// was faster and `.locked` when somebody is just writing it, and then nothing has changed.
  public func update(
    _ name: String,
    to id: ObjectID,
    expecting expected: ObjectID?,
    because message: String
  ) throws(GitError) {
    guard let expected else { return try create(name, at: id, because: message) }
    try move(name, from: expected, to: id, because: message)
  }

  private func create(_ name: String, at id: ObjectID, because message: String) throws(GitError) {
    try with { repository throws(GitError) in
      var target = id.raw
      _ = try Handle<ReferenceKind>(write(name)) { out in
        git_reference_create(&out, repository, name, &target, 0, message)
      }
    }
  }

  /// Moves a ref under Git's lock on it, compared and written while nobody else can.
  ///
  /// libgit2's own compare-and-swap reads all packed refs first, to see that no other name is in the
  /// way: with fifty thousand people that takes longer than the rest of a push. Of a name that
  /// exists that is known.
  private func move(
    _ name: String,
    from old: ObjectID,
    to new: ObjectID,
    because message: String
  ) throws(GitError) {
    guard header(of: new) != nil else {
      throw refusal(.notFound, "there is no object \(new.hex)", name)
    }
    try with { repository throws(GitError) in
      let change = try Handle<TransactionKind>(write(name)) { git_transaction_new(&$0, repository) }
      try check(write(name)) { git_transaction_lock_ref(change.raw, name) }
      guard try Repository.target(of: name, in: repository) == old else {
        throw refusal(.modified, "it does not point to \(old.hex) any more", name)
      }
      var target = new.raw
      try check(write(name)) {
        git_transaction_set_target(change.raw, name, &target, nil, message)
      }
      try check(write(name)) { git_transaction_commit(change.raw) }
    }
  }

  private func write(_ name: String) -> String { "update '\(name)'" }

  private func refusal(_ code: GitError.Code, _ message: String, _ name: String) -> GitError {
    GitError(code: code, message: message, operation: write(name))
  }
}
