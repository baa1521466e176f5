extension String {
  /// The text as one word of a command to type: in quotes where a shell would read it otherwise, and
  /// harmless for a terminal.
  ///
  /// A leading `~/` stays outside of the quotes, so that it still means the home folder.
  var shellWord: String {
    if hasPrefix("~/"), count > 2 { return "~/" + String(dropFirst(2)).shellWord }
    let text = safe
    let isPlain = !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0.isPlainSign }
    return isPlain ? text : "'\(text.replacing("'", with: #"'\''"#))'"
  }
}

extension Character {
  fileprivate var isPlainSign: Bool { "-_./:@%+=,".contains(self) }
}
