import Documents

/// `extends: spelling`: words that stand in no dictionary.
///
/// | key | meaning |
/// |---|---|
/// | `dictionaries` | names such as `en_GB`; without it American English |
/// | `append` | `true`: the usual dictionary counts as well as those |
/// | `dicpath` | the folder where the dictionaries lie |
/// | `aff`, `dic` | the two files of one dictionary, instead of a name |
/// | `ignore` | files with one word a line that is right |
/// | `filters` | patterns; a word that one of them matches is not looked at |
/// | `custom` | `true`: only those; without it also words with anything but letters, in capitals, and with inner capitals are not looked at |
/// | `exceptions` | words that are right |
/// | `vocab` | `false`: the words of a vocabulary are looked at, too |
///
/// `%s` in the message is the word. `action: {name: suggest, params: [spellings]}` names what may be meant.
struct Spelling: RuleKind {
  static let name = "spelling"
  static let keys = [
    "dictionaries", "append", "dicpath", "ignore", "filters", "custom", "exceptions", "vocab",
    "aff", "dic", "threshold",
  ]

  private static let suggestionLimit = 20

  private let book: WordBook
  private let filters: Pattern?
  private let skipsUnusual: Bool
  private let exceptions: Exceptions
  private let suggests: Bool
  private let message: RuleMessage

  init(_ yaml: YAMLMap, _ head: RuleHead) throws(DocumentError) {
    filters = try WordPattern.any(of: yaml["filters"], "filters")
    skipsUnusual = try !yaml.flag("custom")
    exceptions = try Exceptions(yaml, accepted: head.accepted, .ignoringCase)
    suggests = head.action == "suggest" && head.actionParameters == ["spellings"]
    message = head.message
    guard let shelf = head.shelf else {
      throw DocumentError("there is no dictionary here", at: yaml.position)
    }
    book = try Self.book(yaml, head.name, shelf)
  }

  private static func book(
    _ yaml: YAMLMap,
    _ rule: String,
    _ shelf: WordBookShelf
  ) throws(DocumentError) -> WordBook {
    let affixes = try yaml["aff"]?.optionalText("aff")
    let words = try yaml["dic"]?.optionalText("dic")
    let request = WordBookRequest(
      rule: rule,
      dictionaries: try yaml["dictionaries"]?.textListOrOne("dictionaries") ?? [],
      addsUsual: try yaml.flag("append"),
      folder: try yaml["dicpath"]?.optionalText("dicpath"),
      files: [affixes, words].compactMap(\.self),
      lists: try yaml["ignore"]?.textListOrOne("ignore") ?? []
    )
    do throws(DocumentError) {
      return try shelf.find(request)
    } catch {
      let key = yaml["dictionaries"] ?? yaml["dicpath"] ?? yaml["ignore"]
      throw DocumentError(error.message, at: key?.position ?? yaml.position)
    }
  }

  /// Finding out what may be meant takes some 25 ms a word, so only the first words get an answer.
  func hits(in fields: [Field], of post: Post, _ work: Work) throws(MatchError) -> [Hit] {
    var hits: [Hit] = []
    for field in fields {
      let phrases = try exceptions.phrases(in: field, work)
      for word in SpellingWords.words(in: field.text) where hits.count < work.limit {
        if phrases.contains(where: { $0.overlaps(word.range) }) { continue }
        guard try isWrong(word.text) else { continue }
        var hit = Hit(word.range, in: field, message.filled(with: [word.text]))
        if suggests, hits.count < Self.suggestionLimit {
          hit.suggestions = book.suggestions(for: word.text)
        }
        hits.append(hit)
      }
      if work.isOutOfTime() { throw .timedOut }
    }
    return hits
  }

  private func isWrong(_ word: String) throws(MatchError) -> Bool {
    if skipsUnusual, Self.isUnusual(word) { return false }
    if let filters, try filters.matches(word) { return false }
    if Self.isNumber(word) || book.knows(word) { return false }
    return try !exceptions.stand(in: word)
  }

  /// Anything but Latin letters, `_` and `'`; a capital at the end; capitals inside, as in MongoDB.
  static func isUnusual(_ word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    if !scalars.allSatisfy({ $0.isLatinLetter || $0 == "_" || $0 == "'" }) { return true }
    guard let last = scalars.last, !("A"..."Z").contains(last) else { return true }
    var smallSinceCapital: Int?
    for (index, scalar) in scalars.enumerated() {
      if ("a"..."z").contains(scalar) {
        smallSinceCapital = smallSinceCapital.map { $0 + 1 }
      } else if ("A"..."Z").contains(scalar) {
        if let count = smallSinceCapital, count > 0, index + 1 < scalars.count,
          scalars[index + 1] != "'"
        {
          return true
        }
        smallSinceCapital = 0
      } else {
        smallSinceCapital = nil
      }
    }
    return false
  }

  /// `0x1F`, `0b10`, a commit's id: what a text about programs has (Vale's `internal/spell/words.go`).
  private static func isNumber(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    if bytes.count == 40, bytes.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) }) {
      return true
    }
    if word.hasPrefix("0b") { return word.dropFirst(2).allSatisfy { "01".contains($0) } }
    guard let mark = word.firstIndex(of: "x"), ["", "0"].contains(word[..<mark]) else {
      return false
    }
    let digits = word[word.index(after: mark)...]
    return !digits.isEmpty && digits.allSatisfy(\.isHexDigit)
  }
}

extension Spelling {
  static let examples: [RuleExample] = [
    RuleExample(
      rule: "message: \"'%s'\"",
      post: "We recieve (definately) MongoDB, NASSA, e.g. v2beta, www.exampel.com, it’s “wierd”.",
      finds: ["1:4", "1:13", "1:77"]
    ),
    RuleExample(
      rule: "message: m\nfilters: ['^[A-Z]\\w+']\nexceptions: [pedelec]",
      post: "Xyzzy Pedelecs, pedelec, pedelecx",
      finds: ["1:26"]
    ),
    RuleExample(
      rule: "message: m\ncustom: true",
      post: "A MongoDBX 0x1F.",
      finds: ["1:3"]
    ),
    RuleExample(rule: "message: m", post: "The Bike and THE bike on Monday.", finds: []),
  ]
}
