import Documents

/// `extends: existence`: words that should not be there.
///
/// | key | meaning |
/// |---|---|
/// | `tokens` | patterns, each a whole word or phrase |
/// | `raw` | patterns that are strung together as they are, before the tokens |
/// | `append` | `true`: the raw patterns come after the tokens |
/// | `nonword` | `true`: tokens need not be whole words |
/// | `ignorecase` | `true`: upper and lower case are the same |
/// | `exceptions` | words that are left alone |
/// | `vocab` | `false`: the words of a vocabulary are no exceptions |
///
/// `%s` in the message is the match. `action: {name: remove}` lets `writ lint --fix` take it away,
/// `action: {name: edit, params: [first]}` all but its first character, and `params: [front]` moves it
/// to the beginning of its text. Vale's `params` of an edit are those of `MatchEdit`.
struct Existence: DisguiseKind, NeedingKind {
  static let name = "existence"
  static let keys = ["tokens", "raw", "append", "nonword", "ignorecase", "exceptions", "vocab"]

  /// What `writ lint --fix` does to a match.
  private enum Action {
    case none, remove, keepFirst, moveToFront
    case edit(MatchEdit)
  }

  private let action: Action
  private let pattern: Pattern
  private let exceptions: Exceptions
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    let tokens = try PatternPart.list(yaml["tokens"], "tokens")
    let raw = try PatternPart.list(yaml["raw"], "raw")
    guard !tokens.isEmpty || !raw.isEmpty else {
      throw DocumentError("'tokens' or 'raw' is missing", at: yaml.position)
    }
    let isWord = try !yaml.flag("nonword") && !tokens.isEmpty
    let words = WordPattern.joining(
      tokens.map(\.source).filter { !$0.isBlank },
      isWord: isWord,
      template: head.wordTemplate
    )
    let bare = raw.map(\.source).joined()
    pattern = try WordPattern.compile(
      try yaml.flag("append") ? words + bare : bare + words,
      try yaml.flag("ignorecase") ? .ignoringCase : [],
      madeOf: tokens + raw
    )
    let takesWords = try !yaml.flag("nonword")
    exceptions = try Exceptions(yaml, accepted: takesWords ? head.accepted : [])
    message = head.message
    switch head.action {
    case "remove": action = .remove
    case "edit" where head.actionParameters == ["first"]: action = .keepFirst
    case "edit" where head.actionParameters == ["front"]: action = .moveToFront
    case "edit": action = try MatchEdit(head.actionParameters).map(Action.edit) ?? .none
    default: action = .none
    }
  }

  var needed: [[UInt8]]? { pattern.needed }

  func hits(in field: Field, _ work: Work) throws(MatchError) -> [Hit] {
    let matches = try pattern.matches(in: field.text, work)
    return try exceptions.leave(matches, in: field, work).map { match throws(MatchError) in
      let text = field.string(match.range)
      var hit = Hit(match.range, in: field, message.filled(with: [text]))
      hit.replacement = try replacement(for: text)
      if case .moveToFront = action { hit.front = field.fileRange(0..<0).lowerBound }
      return hit
    }
  }

  /// What the rule's action leaves of a match.
  private func replacement(for text: String) throws(MatchError) -> String? {
    switch action {
    case .none, .moveToFront: nil
    case .remove: ""
    case .keepFirst: text.first.map { String($0) }
    case .edit(let edit): try edit.result(of: text)
    }
  }
}

extension Existence {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s'\"\nignorecase: true\ntokens: ['guaranteed?', no risk]",
      post: "Guaranteed, and at\nno risk. No guarantees.",
      finds: ["1:1", "2:1"]
    ),
    RuleExample(
      rule: "message: m\nnonword: true\ntokens: ['\\$\\d+']",
      post: "It is€5 or a$10.",
      finds: ["1:13"]
    ),
    RuleExample(
      rule: "message: m\nraw: ['(?:foo)', '\\sbar']",
      post: "foobar xfoo barn",
      finds: ["1:9"]
    ),
    RuleExample(
      rule: "message: m\nappend: true\nraw: [' now']\ntokens: [buy, order]",
      post: "Buy now, order now, now buy.",
      finds: ["1:10"]
    ),
    RuleExample(
      rule: "message: m\ntokens: ['[A-Z]{3}', mea]\nexceptions: [NASA, EU, FAQ, mea culpa]",
      post: "The FAQ of ESA: mea culpa, mea.",
      finds: ["1:12", "1:28"]
    ),
    RuleExample(
      rule: "message: m\ntokens: [größe]",
      post: "Schuhgröße, größe, größer.",
      finds: ["1:13"]
    ),
  ]
}
