/// The texts in a document's front matter, each a block of its own: `text.frontmatter.title`.
///
/// Texts on one line in YAML count, as in Vale; numbers, days, lists and what runs over several lines
/// are no texts.
enum FrontMatterFields {
  /// Cuts front matter into blocks.
  ///
  /// - Parameters:
  ///   - file: The whole document.
  ///   - range: The bytes between the lines `---`.
  ///   - suffix: The document's ending.
  /// - Returns: The blocks, in order.
  static func blocks(
    in file: [UInt8],
    _ range: Range<Int>,
    suffix: String
  ) -> [DocumentBlock] {
    var blocks: [DocumentBlock] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let end = file[offset..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      if let (key, value) = entry(file[offset..<end]) {
        let field = Field(.body, Array(file[value]), at: value.lowerBound)
        blocks.append(DocumentBlock(field, "text.frontmatter.\(key)", suffix))
      }
      offset = end + 1
    }
    return blocks
  }

  /// The key of a line, and where its text stands without quotes.
  private static func entry(_ line: ArraySlice<UInt8>) -> (key: String, value: Range<Int>)? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
      return nil
    }
    let key = String(decoding: line[..<colon], as: UTF8.self)
    guard key.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) }) else { return nil }
    let blanks: [UInt8] = [0x20, 0x09, 0x0D]
    let rest = line[(colon + 1)...]
    guard let first = rest.firstIndex(where: { !blanks.contains($0) }), first > colon + 1,
      let last = rest.lastIndex(where: { !blanks.contains($0) })
    else { return nil }
    let quote = rest[first]
    if "\"'".utf8.contains(quote) {
      return last > first + 1 && rest[last] == quote ? (key, first + 1..<last) : nil
    }
    let text = String(decoding: rest[first...last], as: UTF8.self)
    return isText(text) ? (key, first..<last + 1) : nil
  }

  private static func isText(_ text: String) -> Bool {
    guard let first = text.first, !"[{|>&*!%@`#".contains(first) else { return false }
    if ["true", "false", "yes", "no", "null", "~", "on", "off"].contains(text.lowercased()) {
      return false
    }
    return !text.allSatisfy { $0.isNumber || ".:-+ TZ".contains($0) }
  }
}
