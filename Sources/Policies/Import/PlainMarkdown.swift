import Documents

/// A text as it came in, with the line ends and the spaces that Markdown understands.
struct PlainMarkdown {
  private(set) var text: String
  private(set) var notes: [ImportNote] = []

  /// Reads UTF-8 and mends what is no word: line ends, and hard spaces after list and heading marks.
  init(_ bytes: [UInt8]) throws(DocumentError) {
    guard bytes.count <= PolicyDocument.sizeLimit else {
      throw DocumentError("it has \(bytes.count) bytes; a policy has at most 1 MiB")
    }
    text = try UTF8Text.decode(bytes)
    let hidden = HiddenCharacters.places(in: text)
    notes += hidden.prefix(10).map { place, name in
      ImportNote(line: place.line, "the character \(name) cannot be seen; take it out")
    }
    if bytes.contains(UInt8(ascii: "\r")) {
      var scalars = String.UnicodeScalarView()
      for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
        scalars.append(scalar == "\r" ? "\n" : scalar)
      }
      text = String(scalars)
    }
    if text.unicodeScalars.contains("\u{A0}") { mendHardSpaces() }
  }

  /// What stands after the front matter.
  func body(after matter: FrontMatter) -> String {
    String(decoding: Array(text.utf8)[matter.bodyStart...], as: UTF8.self)
  }

  /// A no-break space after `##` or `-` keeps Markdown from seeing a heading or an item.
  private mutating func mendHardSpaces() {
    let lines = text.fileLines
    text = lines.enumerated().map { index, line in
      guard let match = line.prefixMatch(of: /([ \u{A0}]{0,3})(#{1,6}|[-*+]|\d{1,9}[.)])\u{A0}+/)
      else { return line }
      notes.append(ImportNote(line: index + 1, "a hard space after '\(match.2)' became a space"))
      let lead = String(repeating: " ", count: match.1.count)
      return "\(lead)\(match.2) " + line[match.range.upperBound...]
    }.joined(separator: "\n")
  }
}
