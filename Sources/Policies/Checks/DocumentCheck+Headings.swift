import Documents

extension DocumentCheck {
  /// Headings that nobody can cite.
  ///
  /// The title at the very top, when no text stands right below it, needs no id.
  static let headings = DocumentCheck("clause-id") { policy in
    let blocks = policy.document.clauses.flatMap { clause in
      clause.id.isEmpty ? clause.blocks[...] : clause.blocks.dropFirst()
    }
    let title = policy.document.clauses.first.flatMap { $0.id.isEmpty ? $0.blocks.first : nil }
    return blocks.compactMap { block in
      guard case .heading(let level) = block.kind, !(block == title && level == 1) else {
        return nil
      }
      return PolicyFinding(
        .warning,
        "clause-id",
        "the heading '\(block.text.prefix(60))' has no clause id; add one such as {#\(example(policy))}",
        path: policy.path,
        at: Position(line: block.line, column: 1)
      )
    }
  }

  private static func example(_ policy: PolicyCase) -> String {
    let ids = Set(policy.document.clauses.map(\.id))
    return ClausePrefix(policy: policy.document.front.id).firstFree(among: ids)
  }
}
