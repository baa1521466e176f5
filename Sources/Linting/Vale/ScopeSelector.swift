import Documents

/// Where a rule of a public style looks in a document: `heading.h2`, `~blockquote & ~heading`, `raw`.
///
/// Parts between dots must all be there, in any order; `~` means "not within", and `&` joins several
/// conditions (as in Vale's `internal/check/scope.go`).
struct ScopeSelector: Sendable, Equatable {
  private struct Part: Sendable, Equatable {
    var sections: Set<String>
    var isNegated: Bool
  }

  private let parts: [Part]

  init(_ text: String) {
    parts = text.split(separator: "&").map { piece in
      let word = String(piece).trimmingBlanks
      let isNegated = word.hasPrefix("~")
      let sections = (isNegated ? String(word.dropFirst()) : word).split(separator: ".")
      return Part(sections: Set(sections.map { String($0).trimmingBlanks }), isNegated: isNegated)
    }
  }

  /// Whether a block is one that the selector means.
  ///
  /// - Parameters:
  ///   - scope: The block's sections, such as `text`, `heading`, `h2`, `md`.
  ///   - parent: The sections it stands within, its own included.
  /// - Returns: Whether every part holds.
  func matches(_ scope: Set<String>, within parent: Set<String>) -> Bool {
    parts.allSatisfy { part in
      guard part.isNegated else { return part.sections.isSubset(of: scope) }
      return !part.sections.isSubset(of: parent) && scope.isDisjoint(with: ["raw", "summary"])
    }
  }

  /// The sections it names, whatever it says of them.
  var sections: Set<String> { parts.reduce(into: []) { $0.formUnion($1.sections) } }

  /// Reads the key `scope` of a rule; a rule without one looks at all text.
  static func list(_ value: YAMLValue?) throws(DocumentError) -> [ScopeSelector] {
    guard let value, !value.isEmpty else { return [ScopeSelector("text")] }
    return try value.textListOrOne("scope").map(ScopeSelector.init)
  }
}
