/// Which elements of a document are no prose, by the names they have in HTML (Vale's `SkippedScopes`,
/// `IgnoredScopes` and `IgnoredClasses`).
struct MarkdownScopes: Sendable, Equatable {
  /// Blocks that nothing looks at; a configuration puts others in their place.
  var skipped: Set<String> = ["script", "style", "pre", "figure", "noscript", "iframe"]
  /// Pieces of a line that become stars; a configuration puts others in their place.
  var ignored: Set<String> = ["tt", "code", "kbd"]
  /// Elements of these classes are left out as well; a configuration adds to them.
  var classes: Set<String> = ["problematic", "pre", "code"]

  /// Whether a piece that Markdown has its own mark for becomes stars.
  func ignores(_ names: String...) -> Bool { !ignored.isDisjoint(with: names) }

  /// Whether a block is left out.
  func skips(_ names: String...) -> Bool { !skipped.isDisjoint(with: names) }
}

/// An opening tag, as in `<span class="menu">`.
struct HTMLTag {
  let name: String
  let classes: Set<String>

  /// Reads what stands between the angle brackets; nil for a closing tag and for no tag.
  init?(_ text: String) {
    let name = text.prefix { $0.isLetter || $0.isNumber }.lowercased()
    guard text.first?.isLetter == true, !text.hasSuffix("/") else { return nil }
    self.name = name
    guard let mark = text.firstRange(of: "class="), let quote = text[mark.upperBound...].first,
      "\"'".contains(quote)
    else {
      classes = []
      return
    }
    let value = text[mark.upperBound...].dropFirst().prefix { $0 != quote }
    classes = Set(value.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
