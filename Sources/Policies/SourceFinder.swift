import Documents

/// Finds where references and definitions that a Markdown parser read stand in the file.
///
/// cmark knows the lines of a block, but its columns are wrong after a block's first line. So the
/// source is searched once for whatever looks like one, and each is looked up there.
struct SourceFinder {
  private let firstLine: Int
  private var places: [Substring: ArraySlice<Position>]

  init(_ text: String, firstLine: Int) {
    self.firstLine = firstLine
    let lines = text.split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r\n" || $0 == "\r"
    }
    var places: [Substring: [Position]] = [:]
    for (number, line) in lines.enumerated() {
      for (word, column) in SourceFinder.candidates(in: line) {
        places[word, default: []].append(Position(line: number + firstLine, column: column))
      }
    }
    self.places = places.mapValues { $0[...] }
  }

  /// The next place of a reference such as `#SM-3`, or of a term in its quotation marks.
  ///
  /// - Parameters:
  ///   - word: what to look for.
  ///   - block: the first and the last line of its block, counted from the text's first as 1.
  /// - Returns: the place in the file; the start of the block if the word is not found as such.
  mutating func find(_ word: String, in block: (first: Int, last: Int)) -> Position {
    let start = max(1, block.first) + firstLine - 1
    while let place = places[word[...]]?.first, place.line <= block.last + firstLine - 1 {
      places[word[...]]?.removeFirst()
      if place.line >= start { return place }
    }
    return Position(line: start, column: 1)
  }

  private static func candidates(in line: Substring) -> [(word: Substring, column: Int)] {
    guard line.contains(where: { $0 == "#" || Quotes.closing[$0] != nil }) else { return [] }
    var found: [(Substring, Int)] = []
    var before: Character = " "
    for (offset, index) in line.indices.enumerated() {
      let rest = line[index...]
      if before == "(" || before == "<", rest.first == "#" {
        found.append((rest.prefix { $0 == "#" || $0.isPartOfID }, offset + 1))
      } else if before == "*" || before == "_", let quoted = Quotes.quoted(rest) {
        found.append((quoted, offset + 1))
      }
      before = line[index]
    }
    return found
  }
}

/// The quotation marks of many languages.
enum Quotes {
  /// The longest term, with its marks.
  static let limit = 120

  /// What may close what an opening mark opened.
  static let closing: [Character: String] = [
    "\"": "\"", "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "「": "」",
  ]

  /// The quoted words that a text begins with, marks included; `nil` if it begins with none.
  static func quoted(_ text: Substring) -> Substring? {
    guard let first = text.first, let closing = closing[first] else { return nil }
    let inner = text.dropFirst()
    guard let end = inner.prefix(limit).firstIndex(where: { closing.contains($0) }),
      end > inner.startIndex
    else { return nil }
    return text[...end]
  }

  /// The words between the marks, if the whole text is in quotation marks.
  static func inside(_ text: Substring) -> String? {
    guard text.utf8.count <= 4 * limit, let quoted = quoted(text),
      quoted.endIndex == text.endIndex
    else { return nil }
    let term = quoted.dropFirst().dropLast().trimmingSpaces
    return term.isEmpty ? nil : term
  }
}

extension Character {
  fileprivate var isPartOfID: Bool {
    isASCII && (isLetter || isNumber || self == "-" || self == ".")
  }
}
