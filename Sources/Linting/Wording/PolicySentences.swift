import Documents

/// The sentences of a policy, each with its place in the file.
///
/// Code blocks, front matter and comments are no sentences. A line end counts as a blank, so a
/// sentence may run over several lines; so do the marks of bold words. A list item begins one.
struct PolicySentences {
  /// One sentence.
  struct Sentence {
    /// Where it begins in the file.
    var start: Int
    /// Its bytes, line ends and marks of bold words as blanks: as many as in the file.
    var text: [UInt8]
  }

  private(set) var all: [Sentence] = []

  /// All of them as one text.
  var text: [UInt8] { Array(all.map(\.text).joined(separator: [0x0A])) }

  private let file: [UInt8]

  /// - Parameters:
  ///   - file: The policy's bytes.
  ///   - bodyStart: Where its Markdown begins.
  init(_ file: [UInt8], bodyStart: Int) {
    self.file = file
    var paragraph: Range<Int>?
    var fence: String?
    var offset = bodyStart
    while offset < file.count {
      let end = file[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? file.count
      let line = String(decoding: file[offset..<end], as: UTF8.self).trimmingBlanks
      let mark = ["```", "~~~"].first(where: line.hasPrefix)
      let isText = fence == nil && mark == nil && !line.isEmpty && !line.hasPrefix("<!--")
      if !isText || Self.beginsBlock(line) {
        add(paragraph)
        paragraph = nil
      }
      if isText { paragraph = (paragraph?.lowerBound ?? offset)..<end }
      if line.hasPrefix("#") {
        add(paragraph)
        paragraph = nil
      }
      if let mark { fence = fence == nil ? mark : (fence == mark ? nil : fence) }
      offset = end
    }
    add(paragraph)
  }

  private mutating func add(_ range: Range<Int>?) {
    guard let range else { return }
    var text = file[range].map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    let star = UInt8(ascii: "*")
    for index in text.indices.dropLast() where text[index] == star && text[index + 1] == star {
      (text[index], text[index + 1]) = (0x20, 0x20)
    }
    for sentence in Sentences.ranges(in: text) {
      all.append(
        Sentence(start: range.lowerBound + sentence.lowerBound, text: Array(text[sentence]))
      )
    }
  }

  /// A heading, a list item, a quotation or a row of a table.
  private static func beginsBlock(_ line: String) -> Bool {
    if ["#", "- ", "* ", "+ ", ">", "|"].contains(where: line.hasPrefix) { return true }
    let rest = line.drop(while: \.isNumber)
    return rest.count < line.count && (rest.hasPrefix(". ") || rest.hasPrefix(") "))
  }
}

extension PolicySentences.Sentence {
  /// Whether it stands in a heading.
  var isHeading: Bool { text.first == UInt8(ascii: "#") }

  /// The number of words.
  var wordCount: Int {
    String(decoding: text, as: UTF8.self)
      .split { !$0.isLetter && !$0.isNumber && !"'’-".contains($0) }
      .count { $0.contains { $0.isLetter || $0.isNumber } }
  }
}
