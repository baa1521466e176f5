import Documents
import Linting

/// A draft as it lies in a folder, or as Git would commit it.
struct Draft {
  /// The name it is reported under.
  let path: String
  /// What it holds; nothing where it was refused.
  let bytes: [UInt8]
  /// Why it was not read; the drafts beside it are checked all the same.
  let refusal: Failure?

  init(path: String, bytes: [UInt8]) {
    (self.path, self.bytes, refusal) = (path, bytes, nil)
  }

  init(path: String, refusal: Failure) {
    (self.path, bytes, self.refusal) = (path, [], refusal)
  }

  /// The draft as a post.
  ///
  /// - Parameter account: whose account it must be for, so that no draft chooses its own lane; `nil` for
  ///   any.
  /// - Returns: the post.
  /// - Throws: why it cannot be checked here.
  func post(for account: Account?) throws(Failure) -> Post {
    if let refusal { throw refusal }
    let post: Post
    do throws(DocumentError) {
      post = try Post(path: path, bytes: bytes)
    } catch {
      throw Failure(document: path, error)
    }
    if let account, post.account != account {
      throw Failure(
        "\(path.safe): 'account: \(post.account.rawValue)', but drafts here are for '\(account.rawValue)' accounts only",
        hint: post.account == .own
          ? "mv \(path.shellWord) ~/" : "grep account \(DraftSettings.file)"
      )
    }
    return post
  }
}
