import Git
import Signing

/// Reading for whoever verifies: what is missing or of the wrong kind is refused, never guessed.
extension Repository {
  /// A raw object of a kind and at most `limit` bytes.
  func object(
    _ id: ObjectID,
    _ kind: RawObject.Kind,
    limit: Int = SignedCommit.sizeLimit
  ) throws(Refusal) -> [UInt8] {
    let object: RawObject
    do throws(GitError) {
      object = try read(id, atMost: limit)
    } catch {
      if error.code == .tooLarge { throw Refusal(.object, "object \(id): \(error.message)") }
      throw Refusal(.object, "object \(id) cannot be read: \(error.message)")
    }
    guard object.kind == kind else { throw Refusal(.object, "object \(id) is no \(kind)") }
    return object.bytes
  }

  /// A signed commit in its canonical form, with the SHA-256 of its raw bytes.
  func signedCommit(_ id: ObjectID) throws(Refusal) -> (commit: SignedCommit, digest: String) {
    let bytes = try object(id, .commit)
    return (try SignedCommit(parsing: bytes), Digest.sha256(bytes))
  }

  /// No file of a policy repository is larger than this many bytes.
  static var fileLimit: Int { 16 << 20 }

  /// The bytes of a file; at most `fileLimit`.
  func content(_ id: ObjectID) throws(Refusal) -> [UInt8] {
    try object(id, .blob, limit: Repository.fileLimit)
  }

  /// The file at a path of a tree.
  func entry(_ path: String, in tree: ObjectID) throws(Refusal) -> TreeFile? {
    do throws(GitError) {
      return try file(path, inTree: tree)
    } catch {
      throw Refusal(.object, "tree \(tree) cannot be read: \(error.message)")
    }
  }

  /// All files of a tree or of a folder in it.
  func listing(_ tree: ObjectID, under folder: String = "") throws(Refusal) -> [TreeFile] {
    do throws(GitError) {
      return try files(inTree: tree, under: folder)
    } catch {
      throw Refusal(.object, "tree \(tree) cannot be read: \(error.message)")
    }
  }

  /// The files that differ between two trees.
  func differences(_ old: ObjectID?, _ new: ObjectID?) throws(Refusal) -> [FileChange] {
    do throws(GitError) {
      return try changes(from: old, to: new)
    } catch {
      throw Refusal(.object, error.message)
    }
  }

  /// What a ref points to.
  func tip(_ ref: String) throws(Refusal) -> ObjectID? {
    do throws(GitError) {
      return try reference(ref)
    } catch {
      throw Refusal(.ref, "'\(ref)' cannot be read: \(error.message)")
    }
  }
}
