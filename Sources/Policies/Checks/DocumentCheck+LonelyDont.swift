import Documents

extension DocumentCheck {
  /// Clauses that forbid without saying what to do.
  static let lonelyDont = DocumentCheck("do-and-dont") { policy in
    policy.document.clauses.compactMap { clause in
      let words = clause.blocks.map { $0.text.lowercased().replacing("\u{2019}", with: "'") }
      guard words.contains("don't"), !words.contains("do") else { return nil }
      return PolicyFinding(
        .warning,
        "do-and-dont",
        "\(clause.id.isEmpty ? "the text before the first clause" : clause.id) has a Don't without a Do",
        path: policy.path,
        at: Position(line: clause.line, column: 1)
      )
    }
  }
}
