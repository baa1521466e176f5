import Documents

extension DocumentCheck {
  /// Clauses that say "must" here and "should" there, so that nobody knows which is a duty.
  static let modals = DocumentCheck("must-and-should") { policy in
    guard policy.document.front.language.hasPrefix("en") else { return [] }
    return policy.document.clauses.compactMap { clause in
      let prose = clause.blocks.filter(\.isProse)
      guard let soft = prose.first(where: { $0.says("should") }),
        prose.contains(where: { $0.says("must") || $0.says("shall") })
      else { return nil }
      return PolicyFinding(
        .warning,
        "must-and-should",
        "\(clause.id.isEmpty ? "the text before the first clause" : clause.id) says both 'must' and "
          + "'should'; say 'must' for a duty and 'may' for a choice",
        path: policy.path,
        at: Position(line: soft.line, column: 1)
      )
    }
  }
}

extension Block {
  /// Whether a word stands in it.
  fileprivate func says(_ word: String) -> Bool {
    words.contains { DutyWords.normalised($0) == word }
  }
}
