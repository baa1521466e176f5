/// Where sentences begin and end.
///
/// A sentence ends at `.`, `!` or `?`, with closing quotes and brackets, before white space and a
/// capital letter, a number or an opening quote. An abbreviation or an initial ends none.
enum Sentences {
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "e.g", "i.e", "etc", "no", "inc",
    "ltd", "co", "corp", "dept", "est", "fig", "approx", "al", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k", "a.m", "p.m",
  ]
  private static let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]

  /// The bytes of each sentence, without the white space around it.
  static func ranges(in text: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = skipBlanks(from: 0, in: text)
    var offset = start
    while offset < text.count {
      if isEndMark(text[offset]), let end = end(of: offset, from: start, in: text) {
        ranges.append(start..<end)
        start = skipBlanks(from: end, in: text)
        offset = start
      } else {
        offset += 1
      }
    }
    let last = text[start...].lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? start
    return last > start ? ranges + [start..<last] : ranges
  }

  private static func isEndMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  /// The end of a sentence at this mark; nil when the sentence goes on.
  private static func end(of mark: Int, from start: Int, in text: [UInt8]) -> Int? {
    var end = mark + 1
    while end < text.count, isEndMark(text[end]) { end += 1 }
    while end < text.count, "\"')]".utf8.contains(text[end]) { end += 1 }
    guard end == text.count || blanks.contains(text[end]) else { return nil }
    let next = skipBlanks(from: end, in: text)
    if next < text.count, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[next]) {
      return nil
    }
    if text[mark] == UInt8(ascii: "."), end == mark + 1 {
      let word = text[start..<mark].split(whereSeparator: blanks.contains).last ?? []
      let name = String(decoding: word, as: UTF8.self)
      if abbreviations.contains(name.lowercased()) { return nil }
      if name.count == 1, name.first?.isUppercase == true, next < text.count { return nil }
    }
    return end
  }

  private static func skipBlanks(from start: Int, in text: [UInt8]) -> Int {
    text[min(start, text.count)...].firstIndex { !blanks.contains($0) } ?? text.count
  }
}
