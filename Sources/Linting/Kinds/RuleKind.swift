import Documents

/// One way of looking at a post; the word under `extends` in a rule file.
///
/// A kind is one file. It documents its keys, and its examples are its documentation and its tests.
protocol RuleKind: Sendable {
  /// The word under `extends`.
  static var name: String { get }

  /// The keys it knows besides those that every rule has.
  static var keys: [String] { get }

  /// Rules with posts that they accept and posts that they do not.
  static var examples: [RuleExample] { get }

  /// Reads the kind's keys.
  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError)

  /// What it finds in the texts of a post, or in the blocks of a document, in their order.
  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit]
}

/// A kind that looks at each text of a post by itself.
protocol TextKind: RuleKind {
  /// What it finds in one text.
  func hits(in field: Field, _ work: Work) throws(MatchError) -> [Hit]
}

extension TextKind {
  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    var hits: [Hit] = []
    for field in fields where hits.count < work.limit {
      hits += try self.hits(in: field, work)
    }
    return hits
  }
}

/// A place in a post that a rule does not like.
struct Hit: Equatable {
  /// The bytes of the file.
  var range: Range<Int>

  /// The text there.
  var matched: String

  /// What to say.
  var message: String

  /// What to write there instead, if that is certain and changes no meaning.
  var replacement: String?

  /// The byte of the file to which the text should move, if the rule says so.
  var front: Int?

  /// What may be written there, the likeliest first; a person has to say which.
  var suggestions: [String] = []
}

extension Hit {
  /// A part of a text.
  init(_ range: Range<Int>, in field: Field, _ message: String) {
    self.init(range: field.fileRange(range), matched: field.string(range), message: message)
  }
}

/// What every rule has, for kinds whose answer depends on it.
struct RuleHead: Sendable {
  /// The rule's name.
  var name = ""
  var message: RuleMessage
  /// Where dictionaries come from; nil where there are none.
  var shelf: WordBookShelf?
  /// Vale's `action`: what an editor may offer to do.
  var action: String?
  var actionParameters: [String] = []
  /// Words that a vocabulary accepts: exceptions of every rule that does not say `vocab: false`.
  var accepted: [PatternPart] = []
  /// What stands around words instead of `\b(?:%s)\b`, if a configuration says so.
  var wordTemplate: String?
}

/// A rule with a post, and where the rule must find something.
struct RuleExample: Sendable {
  var rule: String
  var post: String
  /// `line:column` of each finding; empty when the post is accepted.
  var finds: [String]
  /// `accounts.yml`, for a kind that reads it.
  var accounts: String?
}
