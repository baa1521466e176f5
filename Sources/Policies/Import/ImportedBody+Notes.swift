extension ImportedBody {
  /// Notes what a policy cannot carry, or what no longer leads anywhere.
  mutating func lookAround(_ outline: MarkdownOutline) {
    noteAddresses(outline)
    noteReferences()
    noteTemplateMarks()
    let html = outline.html
    if let first = html.first {
      let words =
        html.count == 1 ? "raw HTML" : "raw HTML, here and in \(html.count - 1) more places"
      notes.append(ImportNote(line: first, "\(words): people see its marks as they stand"))
    }
  }

  private mutating func noteAddresses(_ outline: MarkdownOutline) {
    var clauses: [String: String] = [:]
    for (heading, id) in clauseOfHeading { clauses[ImportedBody.anchor(of: heading)] = id }
    for address in outline.addresses {
      guard let words = ImportedBody.words(address, clauses) else { continue }
      notes.append(ImportNote(line: address.line, words))
    }
  }

  private static func words(
    _ address: MarkdownOutline.Address,
    _ clauses: [String: String]
  ) -> String? {
    let url = address.url.prefix(80)
    if address.isPicture { return "the picture '\(url)' does not come along; say it in words" }
    if url.hasPrefix("#") {
      let anchor = String(url.dropFirst()).lowercased()
      if let id = clauses[anchor] { return "the link '\(url)' should lead to '#\(id)' now" }
      return clauses.values.contains(String(url.dropFirst()))
        ? nil : "the link '\(url)' leads to no heading of this text"
    }
    let hasScheme = url.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:/) != nil
    return hasScheme ? nil : "the link '\(url)' leads to a file that is not here"
  }

  /// "see section 3.2" means nothing once titles bear no numbers.
  private mutating func noteReferences() {
    guard lostNumbers, !numbers.isEmpty else { return }
    let known = Dictionary(numbers.map { ($0.old, $0.clause) }, uniquingKeysWith: { $1 })
    let pattern =
      /(?:\b(?:sections?|clauses?|articles?|paragraphs?|abschnitt|ziffer|artikel)|§+)\s*(\d{1,3}(?:\.\d{1,3}){0,5})\b/
      .ignoresCase()
    for (index, line) in original.fileLines.enumerated() where line.contains(where: \.isNumber) {
      for match in line.matches(of: pattern) {
        guard let id = known[String(match.1)], line.prefixMatch(of: /\ {0,3}#{1,6}\s/) == nil else {
          continue
        }
        notes.append(ImportNote(line: index + 1, "'\(match.0)' is clause \(id) now"))
      }
    }
  }

  /// `{% … %}` and `{{ … }}` were filled in by the program that the text comes from.
  private mutating func noteTemplateMarks() {
    let lines = original.fileLines
    let places = lines.indices.filter { lines[$0].contains("{%") || lines[$0].contains("{{") }
    guard let first = places.first else { return }
    let more = places.count == 1 ? "" : " and in \(places.count - 1) more lines"
    notes.append(
      ImportNote(line: first + 1, "marks such as '{%' here\(more) meant something elsewhere only")
    )
  }

  /// The anchor that GitHub and others make of a heading.
  private static func anchor(of heading: String) -> String {
    String(
      heading.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || character == "-" || character == "_"
          ? character : nil
      }
    )
  }
}
