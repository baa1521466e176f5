/// Whose social account a post is for.
public enum Account: String, CaseIterable, Sendable {
  /// Owned by the company: findings may stop a post.
  case official
  /// An employee's: advice only.
  case own
}

/// Where a post is published.
public enum Channel: String, CaseIterable, Sendable {
  /// The named networks, and the company's blog.
  case x, bluesky, mastodon, threads, linkedin, instagram, facebook, youtube, tiktok, blog
}

/// A place in a post that a rule can look at.
public enum Place: String, CaseIterable, Sendable {
  /// The text.
  case body
  /// The description of a picture or film.
  case mediaAlt = "media.alt"
  /// The words that say who pays or employs.
  case disclosure
}
