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
  /// The further posts of a thread.
  case thread = "thread.*"
  /// What can be chosen in a poll.
  case pollOptions = "poll.options"
  /// The title under which a link is shown.
  case linkTitle = "link.title"
  /// The warning that a reader sees first.
  case warning
}

/// Who may see a post.
public enum Audience: String, CaseIterable, Sendable {
  /// Everybody.
  case everyone = "public"
  /// Those who follow the account.
  case followers
  /// People who work here.
  case staff
}

/// Where a post's readers are, for rules that rest on a law.
public enum Region: String, CaseIterable, Sendable {
  /// Countries and unions.
  case us, eu, uk, ca, au, nz, ch, jp, india = "in", br
}
