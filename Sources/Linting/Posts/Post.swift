public import Documents

/// A draft: its text, what its front matter says, and where each of them stands in the file.
public struct Post: Sendable {
  /// The largest file that is read, in bytes.
  public static let sizeLimit = 1 << 20

  /// The file's path, for reports only.
  public var path: String

  /// Whose account it is for; a file without front matter counts as official.
  public var account: Account

  /// Whether the file says whose account it is for.
  public var saysAccount: Bool

  /// The channels it is for; empty when it does not say.
  public var channels: [Channel]

  /// Who may see it; empty when it does not say.
  public var audiences: [Audience]

  /// Where its readers are; empty when it does not say.
  public var regions: [Region]

  /// The person who wrote it.
  public var author: String?

  /// Its pictures and films.
  public var media: [Media]

  /// What it says about who pays or employs.
  public var disclosure: String?

  /// Findings that the draft asks to be left out.
  public var allowances: [Allowance]

  /// Who has approved it, as the draft says.
  public var approvals: [Approval] = []

  /// What else its front matter says in a word or sentence, such as `goal` or `risk`, by key.
  public var facts: [String: String] = [:]

  /// The texts that rules look at.
  var fields: [Field]

  /// Who holds which official account; nil when the policy repository does not say.
  public var register: AccountRegister?

  /// What the policy repository can be asked; nil without one.
  var records: CompanyRecords?

  /// The day on which it is checked.
  var day: Day?

  /// How many headings, lists and quotations a document has, by the names that formulas use.
  var blockCounts: [String: Double] = [:]

  let lines: LineIndex

  /// A picture or film that goes with the post.
  public struct Media: Equatable, Sendable {
    /// The file's name.
    public var file: String?
    /// Its description for people who cannot see it.
    public var alt: String?
    /// Where the entry stands.
    public var position: Position
    /// Where the description stands.
    public var altPosition: Position?
    /// What else the entry says, such as `licence` or `ai`, by key.
    public var facts: [String: String] = [:]
    /// The post of a thread that it goes with, from 0.
    public var part = 0
  }

  /// A finding that the draft asks to be left out: `allow: [{rule, reason, by, on}]`.
  public struct Allowance: Equatable, Sendable {
    /// The rule's name, with or without the policy before it.
    public var rule: String
    /// Why.
    public var reason: String?
    /// The person who answers for it.
    public var person: String?
    /// The day from which it counts.
    public var day: Day?
    /// Where the entry stands.
    public var position: Position
  }

  /// The fields of one place, in order.
  func fields(at places: [Place]) -> [Field] {
    fields.filter { places.contains($0.place) }
  }

  /// The posts that it is published as: the text, and each part of a thread.
  var parts: [Field] { fields.filter { $0.place == .body || $0.place == .thread } }

  /// The text of the post.
  var body: Field { fields.first { $0.place == .body } ?? Field(.body, [], at: 0) }
}

extension Post {
  /// A post that is not a file: an example in a policy, or a text on standard input.
  public init(
    path: String,
    text: String,
    account: Account,
    channels: [Channel] = []
  ) {
    let bytes = Array(text.utf8)
    self.init(path: path, lines: LineIndex(bytes), body: Field(.body, bytes, at: 0))
    self.account = account
    self.saysAccount = true
    self.channels = channels
  }
}
