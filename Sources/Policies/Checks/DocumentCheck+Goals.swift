import Documents

extension DocumentCheck {
  /// Clauses without a goal, in a policy whose other clauses name one.
  static let goals = DocumentCheck("goal") { policy in
    let clauses = policy.document.clauses.filter { !$0.id.isEmpty }
    guard clauses.contains(where: { $0.serves != nil }) else { return [] }
    return clauses.filter { $0.serves == nil }.map { clause in
      PolicyFinding(
        .warning,
        "goal",
        "\(clause.id) serves no goal; write {#\(clause.id) serves=…}, or leave the clause out",
        path: policy.path,
        at: Position(line: clause.line, column: 1)
      )
    }
  }
}
