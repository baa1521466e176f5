public import Documents

/// A post that a rule must find, or must leave alone: an entry of `tests`.
public struct RuleTest: Sendable {
  /// The text of the post.
  public var post: String

  /// What the rule must find.
  public var expected: Expectation

  /// The account, if the test names one.
  public var account: Account?

  /// The channels, if the test names some.
  public var channels: [Channel]

  /// The post's disclosure, if the test has one.
  public var disclosure: String?

  /// The post's pictures and films.
  public var media: [Post.Media]

  /// The person who wrote the post, if the test names one.
  public var author: String?

  /// The persons who hold the account of its channel, if the test has a register of accounts.
  public var holders: [String]?

  /// The day of the holders' training, if they have one.
  public var trained: Day?

  /// Whether the account is paused.
  public var isPaused = false

  /// The versions that the author has not signed.
  public var unsigned: [String] = []

  /// Who has approved exactly this post; each of them holds every role.
  public var approved: [String] = []

  /// What else the front matter says, by key.
  public var says: [String: String] = [:]

  /// Where the test stands in the rule file.
  public var position: Position

  /// What a rule must find in a post.
  public enum Expectation: Equatable, Sendable {
    /// Something, at this line and column of the text.
    case at(Position)
    /// Something, anywhere.
    case any
    /// Nothing.
    case none
  }
}

extension RuleTest {
  private static let keys = [
    "post", "finds", "account", "channel", "media", "disclosure", "author", "holders", "trained",
    "paused", "unsigned", "approved", "says",
  ]

  static func list(_ value: YAMLValue?) throws(DocumentError) -> [RuleTest] {
    try value?.list("tests").map { item throws(DocumentError) in try RuleTest(item) } ?? []
  }

  private init(_ item: YAMLValue) throws(DocumentError) {
    let map = try item.map("a test")
    try map.allow(only: Self.keys, in: "a test")
    let text = try map.required("post")
    post = text.isEmpty ? "" : try text.text("post")
    expected = try Self.expectation(try map.required("finds"))
    account = try map["account"].map { value throws(DocumentError) in try value.choice("account") }
    channels = try map["channel"]?.choices("channel") ?? []
    disclosure = try map["disclosure"]?.optionalText("disclosure")
    media =
      try map["media"]?.list("media").map { value throws(DocumentError) in
        try Post.Media(value)
      } ?? []
    author = try map["author"]?.optionalText("author")
    holders = try map["holders"]?.textList("holders")
    trained = try map["trained"]?.day("trained")
    isPaused = try map.flag("paused")
    unsigned = try map["unsigned"]?.textListOrOne("unsigned") ?? []
    approved = try map["approved"]?.textListOrOne("approved") ?? []
    says = Post.facts(in: try map["says"]?.map("says") ?? YAMLMap([], at: item.position))
    position = item.position
  }

  private static func expectation(_ value: YAMLValue) throws(DocumentError) -> Expectation {
    let word = try value.text("finds")
    if word == "any" { return .any }
    if word == "none" { return .none }
    let numbers = word.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let line = numbers[0], let column = numbers[1] else {
      throw value.error("'finds' must be a place such as '1:9', any, or none")
    }
    return .at(Position(line: line, column: column))
  }
}
