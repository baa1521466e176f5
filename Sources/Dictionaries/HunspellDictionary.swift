import Foundation
import Synchronization

/// A dictionary as Hunspell and LibreOffice keep it: a list of words and one of their endings.
///
/// The files are read when the first word is looked up, so that a check without misspellings to look
/// for costs nothing. It may be used from several threads; no pointer leaves this part.
public final class HunspellDictionary: Sendable {
  /// The largest file that is read.
  public static let sizeLimit = 64 << 20

  private static let memory = 50_000
  private static let suggestionLimit = 5

  private struct State: ~Copyable {
    var handle: HunspellHandle?
    var isOpened = false
    /// What was looked up before; a text repeats its words.
    var known: [String: Bool] = [:]
  }

  private let affixes: String
  private let words: String
  private let encoding: String.Encoding
  private let state = Mutex(State())

  /// Finds both files and how they are written.
  ///
  /// - Parameters:
  ///   - affixes: The endings, `.aff`.
  ///   - words: The words, `.dic`.
  /// - Throws: `DictionaryError` when one is missing, too large, or in an encoding that is not known.
  public init(affixes: String, words: String) throws(DictionaryError) {
    (self.affixes, self.words) = (affixes, words)
    for file in [affixes, words] {
      let size =
        try? FileManager.default.attributesOfItem(
          atPath: URL(fileURLWithPath: file).resolvingSymlinksInPath().path
        )[.size] as? Int
      guard let size else { throw .missing(file) }
      guard size <= Self.sizeLimit else { throw .tooLarge(file) }
    }
    guard let head = FileManager.default.contents(atPath: affixes) else { throw .missing(affixes) }
    let name = Self.encodingName(in: head)
    guard let encoding = Self.encodings[name.lowercased()] else {
      throw .encoding(affixes, name)
    }
    self.encoding = encoding
  }

  /// Whether the word is in the dictionary, as it is or with one of its endings.
  ///
  /// A word of more than 400 bytes, or with a zero byte in it, is in none, and Hunspell is not asked.
  public func knows(_ word: String) -> Bool {
    state.withLock { state in
      if let known = state.known[word] { return known }
      open(&state)
      let knows = state.handle?.knows(word) ?? false
      if state.known.count >= Self.memory { state.known = [:] }
      if word.utf8.count <= HunspellHandle.lengthLimit { state.known[word] = knows }
      return knows
    }
  }

  /// A few words that are written much like it, the likeliest first.
  public func suggestions(for word: String) -> [String] {
    state.withLock { state in
      open(&state)
      return Array((state.handle?.suggestions(for: word) ?? []).prefix(Self.suggestionLimit))
    }
  }

  private func open(_ state: inout State) {
    guard !state.isOpened else { return }
    state.isOpened = true
    state.handle = HunspellHandle(affixes: affixes, words: words, encoding)
  }

  /// What the line `SET` of the endings says; without one it is Latin 1, as in Hunspell.
  private static func encodingName(in head: Data) -> String {
    let text = String(decoding: head, as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("SET ") {
      return line.dropFirst(4).trimmingCharacters(in: .whitespaces)
    }
    return "ISO8859-1"
  }

  private static let encodings: [String: String.Encoding] = [
    "utf-8": .utf8, "iso8859-1": .isoLatin1, "iso8859-2": .isoLatin2,
    "microsoft-cp1250": .windowsCP1250, "microsoft-cp1251": .windowsCP1251,
  ]
}

/// Why a dictionary cannot be used.
public enum DictionaryError: Error, Equatable {
  /// The file is not there, or cannot be read.
  case missing(String)
  /// The file is larger than any real dictionary.
  case tooLarge(String)
  /// The file's encoding, as it names it, is not one that is understood.
  case encoding(String, String)
}
