extension DocumentCheck {
  /// Terms that are defined and then never used.
  static let terms = DocumentCheck("term-unused") { policy in
    let text = policy.document.body.lowercased()
    return policy.document.terms.filter { term in
      text.components(of: term.term.lowercased()) < 2
    }.map { term in
      PolicyFinding(
        .warning,
        "term-unused",
        "'\(term.term)' is defined and used nowhere else; take the definition out",
        path: policy.path,
        at: term.position
      )
    }
  }
}

extension String {
  /// How often another text stands in it.
  fileprivate func components(of other: String) -> Int {
    guard !other.isEmpty else { return 0 }
    return ranges(of: other).count
  }
}
