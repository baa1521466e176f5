import Documents

/// The lines of a `.vale.ini` as Vale reads them: long ones over several lines, comments at their ends,
/// values in quotes.
enum SettingLines {
  /// A line with something on it, and where it begins.
  struct Line: Equatable {
    var text: String
    var position: Position
  }

  /// Lines without comments; one that ends with a backslash goes on with the next.
  static func lines(_ text: String) -> [Line] {
    var lines: [Line] = []
    var isOpen = false
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var line = String(raw).trimmingBlanks
      if !isOpen, line.hasPrefix("#") || line.hasPrefix(";") { continue }
      let goesOn = line.hasSuffix("\\")
      if goesOn { line = String(line.dropLast()).trimmingBlanks }
      if isOpen, let last = lines.indices.last {
        lines[last].text += " " + line
      } else if !line.isEmpty {
        lines.append(Line(text: line, position: Position(line: index + 1, column: 1)))
      }
      isOpen = goesOn && !lines.isEmpty
    }
    return lines
  }

  /// What stands after `=`: without a comment after a blank, and without quotes around all of it.
  static func value(_ text: String) -> String {
    let value = text.trimmingBlanks
    for quote in ["\"", "'", "`"] where value.hasPrefix(quote) {
      let rest = value.dropFirst()
      guard let end = rest.firstIndex(of: Character(quote)) else { continue }
      let after = String(rest[rest.index(after: end)...]).trimmingBlanks
      if after.isEmpty || after.hasPrefix("#") || after.hasPrefix(";") {
        return String(rest[..<end])
      }
    }
    let marks = [" #", " ;", "\t#", "\t;"].compactMap { value.firstRange(of: $0)?.lowerBound }
    return String(value[..<(marks.min() ?? value.endIndex)]).trimmingBlanks
  }
}
