import Foundation

/// The same words under several people's names: readers take twenty equal posts for one advertisement.
///
/// It is advice, for posts on own accounts only, and only among the drafts of one check; nothing is kept.
/// A post about pay or conditions is nobody's business here, either.
public enum Chorus {
  /// So many people with the same words are a chorus.
  static let people = 3
  /// Shorter texts, such as a greeting, are alike by chance.
  static let words = 6

  /// One person's post, as far as it can be like another.
  public struct Voice: Equatable, Sendable {
    let path: String
    let author: String
    let text: String

    /// A post on an own account that names its author; nil for any other.
    ///
    /// - Parameters:
    ///   - post: The post.
    ///   - report: What its check said.
    public init?(_ post: Post, _ report: Report) {
      guard post.account == .own, let author = post.author,
        !report.notices.contains(ProtectedSpeech.notice)
      else { return nil }
      let text = Self.plain(String(decoding: post.body.text, as: UTF8.self))
      guard text.split(separator: " ").count >= Chorus.words else { return nil }
      (path, self.author, self.text) = (post.path, author, text)
    }

    /// The words in small letters, without addresses, names of accounts, tags and marks.
    private static func plain(_ text: String) -> String {
      text.lowercased().split(whereSeparator: \.isWhitespace)
        .filter { !$0.contains("://") && !"@#".contains($0.prefix(1)) }
        .map { $0.filter { $0.isLetter || $0.isNumber } }
        .filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  /// A remark for each post whose words at least two other people use, too, by its path.
  public static func notices(_ voices: [Voice]) -> [String: String] {
    var notices: [String: String] = [:]
    for (_, alike) in Dictionary(grouping: voices, by: \.text) {
      let others = Set(alike.map(\.author)).count - 1
      guard others + 1 >= people else { continue }
      for voice in alike {
        notices[voice.path] =
          "\(others) colleagues say the same in the same words; what did you see of it yourself, what surprised you, who of your readers is it for?"
      }
    }
    return notices
  }
}
