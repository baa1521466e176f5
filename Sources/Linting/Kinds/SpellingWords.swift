/// Cuts a text into the words whose spelling is looked at, as Vale does (`internal/nlp/tokenize.go`).
///
/// A word is what stands between blanks without the brackets, quotes and stops around it; what stands
/// inside it, as in `and/or` or `www.example.com`, stays.
enum SpellingWords {
  /// A word, and the bytes of the text that it is made of.
  struct Word: Equatable {
    var text: String
    var range: Range<Int>
  }

  private typealias Letter = (scalar: Unicode.Scalar, start: Int)

  private static let openings: Set<Unicode.Scalar> = ["$", "(", "\"", "[", "'"]
  private static let closings: Set<Unicode.Scalar> = [
    ",", ")", "\"", "]", "!", ";", ".", "?", ":", "'",
  ]
  /// Quotes as a keyboard has them.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{201C}": "\"", "\u{201D}": "\"", "\u{2018}": "'", "\u{2019}": "'",
  ]

  /// The words of a text, in order; one without a letter is none.
  static func words(in text: [UInt8]) -> [Word] {
    var words: [Word] = []
    var chunk: [Letter] = []
    var offset = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar.properties.isWhitespace {
        if let word = word(in: chunk[...], end: offset) { words.append(word) }
        chunk.removeAll(keepingCapacity: true)
      } else {
        chunk.append((plain[scalar] ?? scalar, offset))
      }
      offset += UTF8.width(scalar)
    }
    if let word = word(in: chunk[...], end: offset) { words.append(word) }
    return words
  }

  private static func word(in chunk: ArraySlice<Letter>, end: Int) -> Word? {
    var (rest, end) = (chunk, end)
    while rest.count > 1, let first = rest.first, let last = rest.last {
      if isAbbreviation(rest) { break }
      if openings.contains(first.scalar) {
        rest = rest.dropFirst()
      } else if closings.contains(last.scalar) {
        end = last.start
        rest = rest.dropLast()
      } else {
        break
      }
    }
    guard let start = rest.first?.start, rest.contains(where: \.scalar.properties.isAlphabetic)
    else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: rest.map(\.scalar))
    return Word(text: String(text), range: start..<end)
  }

  /// `e.g.`, or a title such as `Mr.`: its stop belongs to it.
  private static func isAbbreviation(_ letters: ArraySlice<Letter>) -> Bool {
    let scalars = letters.map(\.scalar)
    guard scalars.last == ".", scalars.count > 2 else { return false }
    let isPairs =
      scalars.count > 3 && scalars.count.isMultiple(of: 2)
      && scalars.indices.allSatisfy { index in
        index.isMultiple(of: 2) ? scalars[index].isLatinLetter : scalars[index] == "."
      }
    let isTitle =
      scalars.count < 5 && ("A"..."Z").contains(scalars[0])
      && scalars[1..<(scalars.count - 1)].allSatisfy { ("a"..."z").contains($0) }
    return isPairs || isTitle
  }
}

extension Unicode.Scalar {
  /// Whether it is one of A to Z, large or small.
  var isLatinLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
