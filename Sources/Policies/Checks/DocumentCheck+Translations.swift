import Documents

extension DocumentCheck {
  /// Translations whose clauses are missing, out of date, or more than the authoritative text has.
  static let translations = DocumentCheck("translation") { policy in
    marked(policy)
      + policy.translations.flatMap { path, document in
        translation(document, path, policy)
      }
  }

  private static func translation(
    _ document: PolicyDocument,
    _ path: String,
    _ policy: PolicyCase
  ) -> [PolicyFinding] {
    guard document.front.language != policy.document.front.language else {
      let words = "this translation has the language of the authoritative text"
      return [PolicyFinding(.error, "translation", words, path: path)]
    }
    guard document.front.of != nil || document.clauses.contains(where: { $0.of != nil }) else {
      let words =
        "no clause is marked as translated; when they are right: "
        + "writ policy translated \(document.front.id) \(document.front.language)"
      return [PolicyFinding(.warning, "translation", words, path: path)]
    }
    let state = Translation(document, of: policy.document, digest: policy.digest)
    var found = state.faults.map { clause, fault in
      let line = document[id: clause]?.line
      return PolicyFinding(
        .warning,
        "translation",
        "\(Translation.name(clause)) \(words(fault, clause, policy.document, document))",
        path: path,
        at: line.map { Position(line: $0, column: 1) }
      )
    }
    if state.isReordered {
      let words = "the clauses stand in another order than in the authoritative text"
      found.append(PolicyFinding(.warning, "translation", words, path: path))
    }
    return found
  }

  private static func words(
    _ fault: Translation.Fault,
    _ clause: String,
    _ policy: PolicyDocument,
    _ translation: PolicyDocument
  ) -> String {
    let (id, language) = (policy.front.id, translation.front.language)
    switch fault {
    case .missing: return "is missing in this translation"
    case .extra: return "is not in the authoritative text"
    case .outdated:
      let mark = clause.isEmpty ? translation.front.of : translation[id: clause]?.of
      let why =
        mark == nil
        ? "is not marked as translated" : "is out of date: the authoritative words have changed"
      return "\(why); when it is right: writ policy translated \(id) \(language) \(clause)"
        .trimmingSpaces
    }
  }

  /// Marks in the authoritative text, where they mean nothing.
  private static func marked(_ policy: PolicyCase) -> [PolicyFinding] {
    policy.document.clauses.filter { $0.of != nil }.map { clause in
      PolicyFinding(
        .warning,
        "translation",
        "'of=' belongs in translations only; this is the authoritative text",
        path: policy.path,
        at: Position(line: clause.line, column: 1)
      )
    }
  }
}
