/// How grave a finding is, in Vale's words.
public enum Level: String, CaseIterable, Comparable, Sendable {
  /// Worth a thought.
  case suggestion
  /// Probably wrong.
  case warning
  /// Wrong.
  case error

  /// Less grave comes first.
  public static func < (left: Level, right: Level) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a finding does to a post from an official account, apart from its level.
public enum Gate: String, Sendable {
  /// The post is stopped.
  case block
  /// The post needs the approval of somebody else than its author.
  case approve
  /// The post may go out.
  case advise
}
