import Documents

/// What a rule leaves alone, as in Vale: a match that contains one of the exceptions as a word, or
/// that stands within an exception of several words.
struct Exceptions: Sendable {
  private let words: Pattern?
  private let phrases: Pattern?

  /// Reads the keys `exceptions` and `vocab` of a rule.
  ///
  /// - Parameters:
  ///   - yaml: The rule.
  ///   - accepted: The words of a vocabulary; `vocab: false` leaves them out.
  ///   - options: How their letters are read; upper and lower case differ without it.
  /// - Throws: The exception that is no pattern, and where it is.
  init(
    _ yaml: YAMLMap,
    accepted: [PatternPart] = [],
    _ options: Pattern.Options = []
  ) throws(DocumentError) {
    let usesVocabulary = try yaml["vocab"]?.boolean("vocab") ?? true
    let own = try PatternPart.list(yaml["exceptions"], "exceptions")
    let parts = own + (usesVocabulary ? accepted : [])
    guard !parts.isEmpty else {
      (words, phrases) = (nil, nil)
      return
    }
    let terms = parts.map(\.source).sorted { $0.utf8.count > $1.utf8.count }
    let exact = terms.map { $0.hasPrefix("(?i)") || !options.isEmpty ? $0 : "(?-i)\($0)" }
    words = try WordPattern.compile(
      WordPattern.joining(exact, isWord: true),
      options,
      madeOf: parts
    )
    let several = terms.filter { $0.contains(" ") || $0.contains("\t") || $0.contains("\\s") }
    phrases =
      several.isEmpty
      ? nil
      : try WordPattern.compile(
        WordPattern.joining(several, isWord: true),
        .ignoringCase,
        madeOf: parts
      )
  }

  /// The matches that stay.
  func leave(
    _ matches: [PatternMatch],
    in field: Field,
    _ work: Work
  ) throws(MatchError) -> [PatternMatch] {
    guard let words, !matches.isEmpty else { return matches }
    let covers = try phrases(in: field, work)
    var left: [PatternMatch] = []
    for match in matches {
      if covers.contains(where: { $0.clamped(to: match.range) == match.range }) { continue }
      if try words.matches(field.string(match.range)) { continue }
      left.append(match)
    }
    return left
  }
}

extension Exceptions {
  /// Where exceptions of several words stand.
  func phrases(in field: Field, _ work: Work) throws(MatchError) -> [Range<Int>] {
    try phrases?.matches(in: field.text, work).map(\.range) ?? []
  }

  /// Whether one of them stands in the text.
  func stand(in text: String) throws(MatchError) -> Bool {
    guard let words else { return false }
    return try words.matches(text)
  }

  /// Where they stand in a text.
  func places(in text: [UInt8]) throws(MatchError) -> [Range<Int>] {
    guard let words else { return [] }
    return try words.matches(in: text).map(\.range)
  }
}

extension PatternPart {
  /// The patterns of a list in a rule file; one that stands by itself is a list of one, as in Vale.
  static func list(_ value: YAMLValue?, _ key: String) throws(DocumentError) -> [PatternPart] {
    guard let value else { return [] }
    if case .scalar(let text, _) = value.content, !value.isEmpty {
      return [PatternPart(source: text, position: value.position)]
    }
    return try value.list(key).map { item throws(DocumentError) in
      PatternPart(source: try item.text(key), position: item.position)
    }
  }
}
