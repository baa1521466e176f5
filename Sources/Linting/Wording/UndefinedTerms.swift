import Documents

/// Words that are written like a defined term, with capital letters inside a sentence, and that nothing
/// in the policy defines.
///
/// Only terms that end in a word lawyers define (`Confidential Information`, `the Company`), used at
/// least twice: a name of a law, a place or a product is none. The idea is that of contract linters.
enum UndefinedTerms {
  private static let heads =
    "Information|Data|Propert(?:y|ies)|Materials?|Content|Personnel|Part(?:y|ies)|Services?|Platforms?|Representatives?|Spokespersons?|Employees?|Workers?|Contractors?|Users?|Company|Employer|Organi[sz]ation|Affiliates?|Accounts?|Devices?|Systems?|Incidents?|Purposes?|Conduct|Channels?|Records?|Assets?"

  private static let used = Result { () throws(PatternError) in
    try Pattern(
      "(?<=[a-z,;:\\)] )(?:[A-Z][a-z]+ ){0,3}(?:\(heads))\\b(?! [A-Z])(?![\"”’]\\s*\\))"
    )
  }

  private static let defined = Result { () throws(PatternError) in
    try Pattern(
      "[\"“]([^\"”]{2,60})[\"”]|\\b((?:[A-Z][\\w-]+ ?){1,4})[\"”*]{0,3} (?:means?|includes?|refers? to|(?:is|are) (?:any|all|every|an?y?one|the (?:people|persons?))\\b)"
    )
  }

  /// The first place of each such term.
  static func findings(
    in sentences: [PolicySentences.Sentence],
    _ text: [UInt8]
  ) throws(MatchError) -> [PolicyWording.Finding] {
    guard let used = try? used.get(), let defined = try? defined.get() else { return [] }
    var known: Set<String> = []
    for match in try defined.matches(in: text) {
      for group in match.groups.compactMap(\.self) { known.insert(stem(text[group])) }
    }
    var places: [String: [(words: String, bytes: Range<Int>)]] = [:]
    for sentence in sentences where !sentence.isHeading {
      for match in try used.matches(in: sentence.text) {
        let words = String(decoding: sentence.text[match.range], as: UTF8.self)
        let start = sentence.start + match.range.lowerBound
        places[stem(sentence.text[match.range]), default: []]
          .append((words, start..<start + match.range.count))
      }
    }
    return places.filter { $0.value.count > 1 && !known.contains($0.key) }.compactMap { entry in
      entry.value.first.map { finding($0.words, $0.bytes) }
    }
  }

  private static func finding(_ words: String, _ bytes: Range<Int>) -> PolicyWording.Finding {
    PolicyWording.Finding(
      check: "undefined-term",
      bytes: bytes,
      matched: words,
      message: "is written like a defined term, and nothing says what it means",
      instead: "define it: **“\(words)”** means …; or write it in small letters"
    )
  }

  /// The words in small letters and in the singular, so that one definition is enough.
  private static func stem(_ bytes: ArraySlice<UInt8>) -> String {
    let words = String(decoding: bytes, as: UTF8.self).lowercased().trimmingBlanks
    if words.hasSuffix("ies") { return words.dropLast(3) + "y" }
    return words.hasSuffix("s") && !words.hasSuffix("ss") ? String(words.dropLast()) : words
  }
}
