/// The numbers that a readability formula is made of.
///
/// Syllables are counted as groups of vowels, with a silent `e` at the end of a word left out: good
/// enough for English and close to what other tools count, and the same on every machine.
struct TextStatistics: Sendable {
  private(set) var paragraphs = 0
  private(set) var sentences = 0
  private(set) var words = 0
  private(set) var characters = 0
  private(set) var syllables = 0
  private(set) var polysyllabicWords = 0
  private(set) var complexWords = 0
  private(set) var longWords = 0

  /// Counts what stands in the paragraphs.
  init(_ texts: [String]) {
    for text in texts where !text.isBlank { count(text) }
  }

  /// The numbers by the names that formulas use.
  var variables: [String: Double] {
    [
      "paragraphs": paragraphs, "sentences": sentences, "words": words, "characters": characters,
      "syllables": syllables, "polysyllabic_words": polysyllabicWords,
      "complex_words": complexWords, "long_words": longWords,
    ].mapValues(Double.init)
  }

  private mutating func count(_ text: String) {
    paragraphs += 1
    sentences += Sentences.ranges(in: Array(text.utf8)).count
    let parts = text.split { !$0.isLetter && !$0.isNumber && !"'’-".contains($0) }
    for word in parts where word.contains(where: { $0.isLetter || $0.isNumber }) {
      let count = Self.syllables(in: word)
      let letters = word.count { $0.isLetter || $0.isNumber }
      words += 1
      characters += letters
      syllables += count
      if count > 2 { polysyllabicWords += 1 }
      if count > 2, !["es", "ed", "ing"].contains(where: word.hasSuffix) { complexWords += 1 }
      if letters > 6 { longWords += 1 }
    }
  }

  private static func syllables(in word: Substring) -> Int {
    var (count, isInVowels) = (0, false)
    let letters = word.lowercased()
    for letter in letters {
      let isVowel = "aeiouyäöüáàâéèêíîóôúû".contains(letter)
      if isVowel, !isInVowels { count += 1 }
      isInVowels = isVowel
    }
    if letters.hasSuffix("e"), !letters.hasSuffix("le"), count > 1 { count -= 1 }
    return max(1, count)
  }
}
