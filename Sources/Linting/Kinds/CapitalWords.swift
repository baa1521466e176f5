/// Counts how many words of a text have the capital letters they should have.
///
/// A text is right when the share of its right words is above a threshold, so that one name does not
/// make a heading wrong (the idea is Vale's).
struct CapitalWords: Sendable {
  let exceptions: Exceptions
  let threshold: Double

  /// Whether an exception stands in the text.
  func isException(_ text: String) throws(MatchError) -> Bool {
    try exceptions.stand(in: text)
  }

  /// Whether the words are those of a title.
  func isTitle(_ text: String, _ style: TitleCase) throws(MatchError) -> Bool {
    let expected = try tokens(style.title(text))
    let words = try tokens(text)
    var right = 0
    for (index, word) in words.enumerated() {
      let isRight = index >= expected.count || word == expected[index] || word == word.uppercased()
      let isAllowed = try isException(word)
      if isRight || isAllowed { right += 1 }
    }
    return isEnough(right, of: words.count)
  }

  /// Whether only the first word and names have capital letters.
  func isSentence(_ text: String, indicators: [String]) throws(MatchError) -> Bool {
    let end = text.lastIndex { !"?!.:".contains($0) }.map(text.index(after:)) ?? text.startIndex
    let words = try tokens(String(text[..<end]))
    var right = 0
    for (index, token) in words.enumerated() {
      let word = token.firstPart
      let before = index > 0 ? words[index - 1] : ""
      let begins = indicators.contains(where: before.hasSuffix) || index == 1 && before.isNumbering
      let isAllowed = try isException(token)
      if isAllowed || begins || word == word.uppercased() {
        right += 1
      } else if index == 0, word != word.lowercased().capitalizedFirst {
        return false
      } else if index == 0 || word == word.lowercased() {
        right += 1
      }
    }
    return isEnough(right, of: words.count)
  }

  private func isEnough(_ right: Int, of count: Int) -> Bool {
    count == 0 || Double(right) / Double(count) > threshold
  }

  /// Words with what clings to them; an exception of several words is one.
  private func tokens(_ text: String) throws(MatchError) -> [String] {
    let bytes = Array(text.utf8)
    let names = try exceptions.places(in: bytes)
    var tokens: [String] = []
    var offset = 0
    while offset < bytes.count {
      if let name = names.first(where: { $0.lowerBound == offset && !$0.isEmpty }) {
        tokens.append(String(decoding: bytes[name], as: UTF8.self))
        offset = name.upperBound
        continue
      }
      let limit = names.first { $0.lowerBound > offset }?.lowerBound ?? bytes.count
      let end = bytes[offset..<limit].firstIndex { [0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? limit
      let piece = String(decoding: bytes[offset..<max(end, offset)], as: UTF8.self)
      let word = piece.drop { !$0.isLetter && !$0.isNumber && $0 != "*" }
      if !word.isEmpty { tokens.append(String(word)) }
      offset = max(end, offset) == limit ? limit : end + 1
      if limit == bytes.count, offset >= limit { break }
    }
    return tokens
  }
}

extension String {
  /// `1.` and the like, after which a sentence begins.
  fileprivate var isNumbering: Bool {
    last == "." && count > 1 && dropLast().allSatisfy { ("0"..."9").contains($0) }
  }

  /// `Top` of `Top-level`, and `Client` of `Client's`.
  fileprivate var firstPart: String {
    for mark in ["-", "'", "’"] where contains(mark) {
      return String(prefix { String($0) != mark })
    }
    return self
  }
}
