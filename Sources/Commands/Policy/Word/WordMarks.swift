/// Tracked changes and comments of a Word file, with who made them.
struct WordMarks {
  private var changes: [String: Int] = [:]
  private var comments: [String: Int] = [:]

  /// Whether there is nothing to decide.
  var isEmpty: Bool { changes.isEmpty && comments.isEmpty }

  /// Counts the marks in a tree.
  mutating func look(at value: Any) {
    PandocTree.visit(value) { node in
      guard PandocTree.type(of: node) == "Span", let span = node["c"] as? [Any],
        let attributes = span.first as? [Any], attributes.count == 3,
        let classes = attributes[1] as? [String], let pairs = attributes[2] as? [[String]]
      else { return }
      let author = pairs.first { $0.first == "author" }?.last ?? ""
      let name = author.isEmpty ? "somebody" : author
      switch classes.first {
      case "insertion", "deletion", "paragraph-insertion", "paragraph-deletion":
        changes[name, default: 0] += 1
      case "comment-start": comments[name, default: 0] += 1
      default: break
      }
    }
  }

  /// "3 tracked changes by Ana and Ben, and 1 comment by Ben".
  var summary: String {
    let parts = [(changes, "tracked change"), (comments, "comment")].filter { !$0.0.isEmpty }
    return parts.map { marks, word in
      let count = marks.values.reduce(0, +)
      return "\(count) \(word)\(count == 1 ? "" : "s") by \(WordMarks.people(marks))"
    }.joined(separator: ", and ")
  }

  private static func people(_ marks: [String: Int]) -> String {
    let names = marks.keys.sorted().map(\.safe)
    guard names.count > 1, let last = names.last else { return names.joined() }
    let first = names.dropLast()
    if names.count > 5 { return first.prefix(4).joined(separator: ", ") + " and others" }
    return first.joined(separator: ", ") + " and " + last
  }
}
