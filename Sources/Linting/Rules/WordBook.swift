public import Documents

/// A dictionary that a spelling rule asks.
public protocol SpellingDictionary: Sendable {
  /// Whether the word is spelt right.
  func knows(_ word: String) -> Bool
  /// A few words that are written much like it, the likeliest first.
  func suggestions(for word: String) -> [String]
}

/// The dictionaries and lists of words that one rule goes by.
public struct WordBook: Sendable {
  private let dictionaries: [any SpellingDictionary]
  private let words: Set<String>

  /// Joins dictionaries, and the words of lists that are right besides.
  public init(_ dictionaries: [any SpellingDictionary], words: Set<String> = []) {
    (self.dictionaries, self.words) = (dictionaries, words)
  }

  /// Whether a word is right as it is or in small letters.
  func knows(_ word: String) -> Bool {
    let small = word.lowercased()
    if words.contains(word) || words.contains(small) { return true }
    return dictionaries.contains { $0.knows(word) || (small != word && $0.knows(small)) }
  }

  /// What might be meant.
  func suggestions(for word: String) -> [String] {
    var seen: Set<String> = []
    return dictionaries.flatMap { $0.suggestions(for: word) }.filter { seen.insert($0).inserted }
  }
}

/// What a spelling rule needs to be read: Vale's keys `dictionaries`, `dicpath`, `append`, `ignore`.
public struct WordBookRequest: Sendable {
  /// The rule's name.
  public var rule: String
  /// The dictionaries' names, such as `en_US`; empty for the usual one.
  public var dictionaries: [String]
  /// Whether the usual dictionary counts, too.
  public var addsUsual: Bool
  /// The folder to look in first.
  public var folder: String?
  /// The endings and the words of one dictionary as files, in this order; empty for none.
  public var files: [String]
  /// Files with one word a line.
  public var lists: [String]
}

/// Where spelling rules get their dictionaries; the files are the caller's.
public struct WordBookShelf: Sendable {
  let find: @Sendable (WordBookRequest) throws(DocumentError) -> WordBook

  /// Makes a shelf of what finds a rule's dictionaries, or says why it cannot.
  public init(_ find: @escaping @Sendable (WordBookRequest) throws(DocumentError) -> WordBook) {
    self.find = find
  }
}
