import Dictionaries
import Documents
import Linting

/// The dictionary of American English that the system has, for rules in tests.
enum SystemDictionary {
  static let shelf = WordBookShelf { request throws(DocumentError) in
    do throws(DictionaryError) {
      return WordBook([
        OpenDictionary(
          dictionary: try HunspellDictionary(affixes: path + ".aff", words: path + ".dic")
        )
      ])
    } catch {
      throw DocumentError("\(error)")
    }
  }

  private static let path = "/usr/share/hunspell/en_US"
}

private struct OpenDictionary: SpellingDictionary {
  let dictionary: HunspellDictionary

  func knows(_ word: String) -> Bool { dictionary.knows(word) }
  func suggestions(for word: String) -> [String] { dictionary.suggestions(for: word) }
}
