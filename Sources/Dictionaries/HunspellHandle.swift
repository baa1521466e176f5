internal import CHunspell
import Foundation

/// Sole owner of one open dictionary; freed once, when it leaves scope.
struct HunspellHandle: ~Copyable {
  /// The most bytes of a word that is looked up; Hunspell itself knows none of 100 letters or more.
  static let lengthLimit = 400

  private let raw: OpaquePointer
  private let encoding: String.Encoding

  /// Reads both files, some 30 ms for English; nil when Hunspell has no memory for it.
  init?(affixes: String, words: String, _ encoding: String.Encoding) {
    guard let raw = Hunspell_create(affixes, words) else { return nil }
    (self.raw, self.encoding) = (raw, encoding)
  }

  deinit { Hunspell_destroy(raw) }

  /// Whether the dictionary has the word, in this or a more usual case.
  func knows(_ word: String) -> Bool {
    guard let text = text(word) else { return false }
    return Hunspell_spell(raw, text) != 0
  }

  /// Words that are written much like it, the likeliest first.
  func suggestions(for word: String) -> [String] {
    guard let text = text(word) else { return [] }
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let count = Hunspell_suggest(raw, &list, text)
    defer { Hunspell_free_list(raw, &list, count) }
    return (0..<Int(count)).compactMap { index in
      list?[index].flatMap { String(cString: $0, encoding: encoding) }
    }
  }

  /// The word for C; nil for one with a zero byte, which would end there, and one that is too long.
  private func text(_ word: String) -> [CChar]? {
    guard word.utf8.count <= Self.lengthLimit, !word.utf8.contains(0) else { return nil }
    return word.cString(using: encoding)
  }
}
