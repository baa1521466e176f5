public import Documents

/// What a check says about a place in a post, and what to do instead.
public struct Finding: Equatable, Sendable {
  /// The post's path.
  public var path: String
  /// The first character.
  public var position: Position
  /// The character after the last one.
  public var end: Position
  /// The column of the first character in Unicode code points, from 1.
  public var codePoint = 1
  /// The column after the last character in Unicode code points.
  public var endCodePoint = 1
  /// The bytes in the file.
  public var bytes: Range<Int>
  /// The rule's name.
  public var rule: String
  /// How grave it is.
  public var level: Level
  /// What the rule does to a post from an official account.
  public var gate: Gate
  /// What is wrong, in a sentence.
  public var message: String
  /// The clause; nil for a check that is always on.
  public var clause: String?
  /// The policy of the clause.
  public var policy: String?
  /// The policy's version in force.
  public var version: String?
  /// Why the clause is there.
  public var because: String?
  /// What to do instead.
  public var instead: String?
  /// The laws behind it.
  public var law: [String]
  /// Where to read more.
  public var link: String?
  /// What a rule of a public style says about itself.
  public var description: String?
  /// What an editor may offer to do.
  public var action: String?
  /// What it needs for that.
  public var actionParameters: [String] = []
  /// What to write there instead, if that is certain and changes no meaning.
  public var replacement: String?
  /// What may be written there, the likeliest first; a person has to say which.
  public var suggestions: [String] = []
  /// The byte of the file to which the match should move, if its rule says so.
  public var front: Int?
  /// The text that was found.
  public var matched: String
  /// Whether the post must not go out: an official account, and a rule that stops posts.
  public var blocks: Bool
}

extension Finding {
  /// A finding of a rule; the positions are filled in when the report is put in order.
  init(_ hit: Hit, of bound: BoundRule, in post: Post) {
    self.init(hit, of: bound.rule, in: post)
    policy = bound.policy
    version = bound.version
  }

  /// A finding of a rule that no policy names.
  init(_ hit: Hit, of rule: Rule, in post: Post) {
    self.init(hit, rule: rule.name, level: rule.level, gate: rule.gate, in: post)
    description = rule.description
    (action, actionParameters) = (rule.action?.name, rule.action?.parameters ?? [])
    clause = rule.terms?.clause
    because = rule.terms?.because
    instead = rule.terms?.instead
    law = rule.terms?.law ?? []
    link = rule.link
  }

  /// A finding in another file than a draft; nobody knows its bytes, and it stops no post.
  public init(path: String, position: Position, rule: String, level: Level, message: String) {
    (self.path, self.position, self.end) = (path, position, position)
    (codePoint, endCodePoint, bytes) = (position.column, position.column, 0..<0)
    (self.rule, self.level, self.message) = (rule, level, message)
    (gate, blocks, law, matched) = (.advise, false, [], message)
  }

  /// A finding of a check that is always on.
  init(_ hit: Hit, rule: String, level: Level, gate: Gate, in post: Post) {
    path = post.path
    position = Position(line: 1, column: 1)
    end = position
    bytes = hit.range
    self.rule = rule
    self.level = level
    self.gate = gate
    message = hit.message
    replacement = hit.replacement
    front = hit.front
    suggestions = hit.suggestions
    law = []
    matched = hit.matched
    blocks = post.account == .official && gate == .block
    guard post.account == .official, gate == .approve else { return }
    blocks = post.approvers().isEmpty
    if blocks { message += " (needs somebody else's approval: \(post.approvalLine))" }
  }
}
