/// Writes into a translation which authoritative words its clauses were made from.
public enum TranslationMarks {
  /// The translation's file with the marks of some clauses brought up to date.
  ///
  /// - Parameters:
  ///   - clauses: the ids; the empty one is the text before the first clause.
  ///   - source: the translation's file.
  ///   - translation: what that file says.
  ///   - authoritative: the authoritative text as it is now.
  ///   - digest: SHA-256, in hex.
  /// - Returns: the file's new text; other lines stay byte for byte.
  public static func marking(
    _ clauses: [String],
    in source: String,
    _ translation: PolicyDocument,
    of authoritative: PolicyDocument,
    digest: ClauseMark.Digest
  ) -> String {
    var lines = source.fileLines
    for id in clauses {
      guard let wanted = authoritative[id: id], let mine = translation[id: id] else { continue }
      let mark = ClauseMark(wanted, digest)
      if id.isEmpty { markFront(&lines, mark) } else { markHeading(&lines, mine, mark) }
    }
    return lines.joined(separator: "\n")
  }

  /// A heading of several lines has its id on the last of them.
  private static func markHeading(_ lines: inout [String], _ clause: Clause, _ mark: ClauseMark) {
    let start = "{#\(clause.id)"
    for index in lines.indices.dropFirst(clause.line - 1).prefix(20) {
      guard let open = lines[index].ranges(of: start).last,
        let close = lines[index][open.upperBound...].firstIndex(of: "}"),
        lines[index][open.upperBound] == " " || open.upperBound == close
      else { continue }
      let serves = clause.serves.map { " serves=\($0)" } ?? ""
      lines[index].replaceSubrange(open.lowerBound...close, with: "\(start)\(serves) of=\(mark)}")
      return
    }
  }

  private static func markFront(_ lines: inout [String], _ mark: ClauseMark) {
    guard let end = lines.dropFirst().firstIndex(where: { $0.trimmingSpaces == "---" }) else {
      return
    }
    if let index = lines[..<end].firstIndex(where: { $0.hasPrefix("of:") }) {
      lines[index] = "of: \(mark)"
    } else {
      lines.insert("of: \(mark)", at: end)
    }
  }
}

extension String {
  /// The lines of a file; a carriage return before a line end stays on its line.
  var fileLines: [String] {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
