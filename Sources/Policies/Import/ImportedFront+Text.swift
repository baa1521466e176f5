extension ImportedFront {
  /// The front matter as it is written into the file, between its two lines `---`.
  func text(id: String) -> String {
    var lines = ["---", "id: \(id)", "title: \(ImportedFront.quoted(title ?? id))"]
    if let owner { lines.append("owner: \(ImportedFront.quoted(owner))") }
    if let contact { lines.append("contact: \(ImportedFront.quoted(contact))") }
    if let reviewBy { lines.append("review-by: \(reviewBy)") }
    lines.append("audience: [\((audience ?? ["everyone"]).joined(separator: ", "))]")
    lines.append("language: \(language ?? "en")")
    return (lines + ["---", ""]).joined(separator: "\n")
  }

  /// The text as it is where YAML takes it for nothing else, in double quotes elsewhere.
  static func quoted(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true && text.last != " "
      && text.allSatisfy { $0.isLetter || $0.isNumber || " -'’.()/&".contains($0) || $0 == ":" }
      && !text.contains(": ") && text.last != ":" && !words.contains(text.lowercased())
    if isPlain { return text }
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n", "\r", "\t": quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return "\"\(quoted)\""
  }

  /// Words that other readers of YAML do not take for text.
  private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null"]
}
