internal import CHunspell
import Foundation

/// Sole owner of one open dictionary; freed once, when it leaves scope.
struct HunspellHandle: ~Copyable {
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

  private func text(_ word: String) -> [CChar]? { word.cString(using: encoding) }
}
