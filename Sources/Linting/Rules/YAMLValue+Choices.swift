import Documents

extension YAMLValue {
  /// One of a closed set of words; an unknown one is refused and the nearest named.
  func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ what: String
  ) throws(DocumentError) -> Choice {
    let word = try text(what)
    if let choice = Choice(rawValue: word) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    let shown = TerminalText.safe(String(word.prefix(60)))
    if let near = Nearest.match(word, among: known) {
      throw error("unknown \(what) '\(shown)'; did you mean '\(near)'?")
    }
    throw error("unknown \(what) '\(shown)'; use \(known.joined(separator: ", "))")
  }

  /// One or more of a closed set of words.
  func choices<Choice: CaseIterable & RawRepresentable<String>>(
    _ what: String
  ) throws(DocumentError) -> [Choice] {
    if isEmpty { return [] }
    guard case .list(let values) = content else { return [try choice(what)] }
    return try values.map { value throws(DocumentError) in try value.choice(what) }
  }

  /// Text, or nil when nothing is written.
  func optionalText(_ what: String) throws(DocumentError) -> String? {
    isEmpty ? nil : try text(what)
  }
}
