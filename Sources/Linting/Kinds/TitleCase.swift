/// How the words of a title are written: which stay small.
enum TitleCase: Sendable {
  /// The Associated Press: articles, short conjunctions and short prepositions stay small.
  case ap
  /// The Chicago Manual of Style: all prepositions stay small.
  case chicago

  private static let small: Set<String> = [
    "a", "an", "and", "as", "at", "but", "by", "en", "for", "if", "in", "nor", "of", "on", "or",
    "per", "the", "to", "v", "v.", "vs", "vs.", "via",
  ]
  private static let prepositions: Set<String> = [
    "with", "from", "into", "during", "including", "until", "against", "among", "throughout",
    "despite", "towards", "upon", "concerning", "about", "like", "through", "over", "before",
    "between", "after", "since", "without", "under", "within", "along", "following", "across",
    "behind", "beyond", "plus", "except", "up", "out", "around", "down", "off", "above", "near",
  ]

  /// The text as a title; what stands between the words stays as it is.
  func title(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    var rest = text[...]
    var title = ""
    for (index, word) in words.enumerated() {
      title += rest[..<word.startIndex]
      rest = rest[word.endIndex...]
      let isAfterColon = index > 0 && words[index - 1].last == ":"
      let isEdge = index == 0 || index == words.count - 1 || isAfterColon
      title += staysSmall(word.lowercased()) && !isEdge ? word.lowercased() : capitalized(word)
    }
    return title + rest
  }

  private func staysSmall(_ word: String) -> Bool {
    Self.small.contains(word) || (self == .chicago && Self.prepositions.contains(word))
  }

  /// Each part of `top-level` begins with a capital letter; `iPhone` and `'tis` stay.
  private func capitalized(_ word: Substring) -> String {
    var atStart = true
    let hasInnerCapital = word.dropFirst().contains(where: \.isUppercase)
    return String(
      word.flatMap { character -> String in
        defer { atStart = character == "-" || (atStart && !character.isLetter) }
        return atStart && !hasInnerCapital ? character.uppercased() : String(character)
      }
    )
  }
}
