import Git
import Policies
import Records

/// What people said about a proposal, clause by clause, answers below what they answer.
struct Discussion {
  /// One remark.
  struct Remark {
    var entry: ReviewEntry
    /// The first digits of the record that it answers; `nil` for none.
    var answers: String?
    var text: String

    /// The first digits of its record, by which it is named.
    var id: String { String(entry.id.hex.prefix(8)) }
  }

  let remarks: [Remark]

  init(_ reviews: [ReviewEntry]) {
    remarks = reviews.filter { !$0.review.comment.isEmpty }.map { entry in
      let text = entry.review.comment
      let words = text.split(separator: " ", maxSplits: 2)
      guard words.count == 3, words[0] == "re", words[1].count == 9, words[1].hasSuffix(":") else {
        return Remark(entry: entry, answers: nil, text: text)
      }
      return Remark(entry: entry, answers: String(words[1].dropLast()), text: String(words[2]))
    }
  }

  /// The remarks that nobody has answered, those of the authors aside.
  func open(besides authors: Set<PersonID>) -> [Remark] {
    let answered = Set(remarks.compactMap(\.answers))
    return remarks.filter {
      $0.answers == nil && !authors.contains($0.entry.person) && !answered.contains($0.id)
    }
  }

  /// The remark that a word names.
  func remark(_ word: String) -> Remark? {
    let found = remarks.filter { $0.id == word }
    return found.count == 1 ? found.first : nil
  }

  /// The remarks as lines.
  var text: String {
    let top = remarks.filter { remark in
      remark.answers.map { answered in !remarks.contains { $0.id == answered } } ?? true
    }
    let clauses = top.reduce(into: [String]()) { found, remark in
      let clause = remark.entry.review.clause ?? ""
      if !found.contains(clause) { found.append(clause) }
    }
    return clauses.map { clause in
      let lines = top.filter { ($0.entry.review.clause ?? "") == clause }
        .flatMap { self.lines($0, depth: 1) }
      return ([clause.isEmpty ? "On the whole:" : "On \(clause.safe):"] + lines)
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func lines(_ remark: Remark, depth: Int) -> [String] {
    let space = String(repeating: "  ", count: depth)
    let line =
      "\(space)\(remark.id) \(remark.entry.person), \(remark.entry.time.date): \(remark.text.safe)"
    guard depth < 8 else { return [line] }
    return [line]
      + remarks.filter { $0.answers == remark.id }.flatMap { self.lines($0, depth: depth + 1) }
  }
}
