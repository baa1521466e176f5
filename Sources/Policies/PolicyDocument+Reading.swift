import Documents

extension PolicyDocument {
  /// The text for reading as it is: Markdown without front matter and marks for programs.
  ///
  /// `## Title {#SM-1 serves=trust}` reads "## 1 Title (SM-1)", with the number of the day; the
  /// reference `[see](#SM-3)` reads "see (3, Say who you work for)"; the fence of an example says
  /// which kind of example it is. What is in the text for a terminal to obey stays in it.
  public var readingText: String {
    var lines = body.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map(String.init)
    let numbers = ClauseNumbers(self)
    for reference in references.reversed() {
      resolve(reference, in: &lines, numbers)
    }
    for clause in clauses where !clause.id.isEmpty {
      let index = clause.line - bodyLine
      guard lines.indices.contains(index) else { continue }
      lines[index] = PolicyDocument.heading(lines[index], of: clause, numbers[clause.id] ?? "")
    }
    return lines.map(PolicyDocument.fence).joined(separator: "\n")
  }

  private func resolve(
    _ reference: CrossReference,
    in lines: inout [String],
    _ numbers: ClauseNumbers
  ) {
    let index = reference.position.line - bodyLine
    guard lines.indices.contains(index), let name = numbers.name(of: reference.target) else {
      return
    }
    let before = lines[index].prefix(reference.position.column - 1)
    let after = lines[index].dropFirst(reference.position.column - 1 + reference.target.count + 1)
    guard before.hasSuffix("]("), let close = after.firstIndex(of: ")") else { return }
    let rest = after[after.index(after: close)...]
    guard let open = before.dropLast(2).lastOpenBracket else { return }
    let label = before[before.index(after: open)...].dropLast(2)
    lines[index] = before[..<open] + (label.isEmpty ? name : "\(label) (\(name))") + rest
  }

  private static func heading(_ line: String, of clause: Clause, _ number: String) -> String {
    let hashes = line.drop { $0 == " " }.prefix { $0 == "#" }
    return "\(hashes.isEmpty ? "" : hashes + " ")\(number) \(clause.title) (\(clause.id))"
  }

  private static func fence(_ line: String) -> String {
    if line.hasPrefix("```post dont") { return "```\n(not like this)" }
    if line.hasPrefix("```post do") { return "```\n(like this)" }
    return line
  }
}

extension Substring {
  /// The bracket that opens the label which ends here.
  fileprivate var lastOpenBracket: String.Index? {
    var depth = 0
    for index in indices.reversed() {
      if self[index] == "]" { depth += 1 }
      if self[index] == "[" {
        guard depth > 0 else { return index }
        depth -= 1
      }
    }
    return nil
  }
}
