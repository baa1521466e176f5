import TextTable

/// A plain table of texts.
struct Table {
  let titles: [String]
  let rows: [[String]]

  /// The table as lines without trailing spaces, without the line end of the last.
  var text: String {
    let table = TextTable<[String]> { row in
      zip(titles, row).map { Column(title: $0, value: $1) }
    }
    let text = table.string(for: rows, style: Style.simple) ?? ""
    return text.split(separator: "\n").map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
