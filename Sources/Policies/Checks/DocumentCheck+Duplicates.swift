import Documents

extension DocumentCheck {
  /// Paragraphs that stand in the policy twice: when one is changed, the other is forgotten.
  static let duplicates = DocumentCheck("duplicate") { policy in
    var first: [String: (line: Int, clause: String)] = [:]
    var found: [PolicyFinding] = []
    for clause in policy.document.clauses {
      for block in clause.blocks where block.isProse && block.words.count >= 8 {
        let words = block.words.map(DutyWords.normalised).joined(separator: " ")
        guard let earlier = first[words] else {
          first[words] = (block.line, clause.id)
          continue
        }
        let place = earlier.clause.isEmpty ? "" : " in \(earlier.clause)"
        found.append(
          PolicyFinding(
            .warning,
            "duplicate",
            "the same words stand on line \(earlier.line)\(place); keep one and refer to it",
            path: policy.path,
            at: Position(line: block.line, column: 1)
          )
        )
      }
    }
    return found
  }
}

extension Block {
  /// Whether it is text that people read as sentences.
  var isProse: Bool {
    switch kind {
    case .paragraph, .item: true
    case .heading, .label, .code, .tableRow, .html: false
    }
  }
}
