/// How a translation stands beside the authoritative text, clause by clause.
public struct Translation: Equatable, Sendable {
  /// What is the matter with one clause.
  public enum Fault: String, Sendable, CaseIterable {
    /// The translation does not have it.
    case missing
    /// The authoritative words have changed since it was translated, or nobody marked it.
    case outdated = "out of date"
    /// The authoritative text does not have it.
    case extra
  }

  /// The language.
  public var language: String
  /// Clauses with something the matter, in the order of the authoritative text, then the extra
  /// ones; the id of the text before the first clause is empty.
  public var faults: [(clause: String, fault: Fault)]
  /// Whether the clauses that both have stand in another order.
  public var isReordered: Bool

  /// Compares a translation with the authoritative text.
  public init(
    _ translation: PolicyDocument,
    of authoritative: PolicyDocument,
    digest: ClauseMark.Digest
  ) {
    language = translation.front.language
    let wanted = authoritative.clauses
    faults = wanted.compactMap { clause in
      guard let mine = translation[id: clause.id] else { return (clause.id, .missing) }
      let mark = clause.id.isEmpty ? translation.front.of : mine.of
      return mark == ClauseMark(clause, digest) ? nil : (clause.id, .outdated)
    }
    let known = Set(wanted.map(\.id))
    faults += translation.clauses.filter { !known.contains($0.id) }.map { ($0.id, .extra) }
    let own = translation.clauses.map(\.id).filter(known.contains)
    isReordered = own != wanted.map(\.id).filter(Set(own).contains)
  }

  /// Whether every clause is there, up to date and in its place.
  public var isCurrent: Bool { faults.isEmpty && !isReordered }

  /// The clauses that must be read in the authoritative language: missing or out of date.
  public var unreliable: [String] { faults.filter { $0.fault != .extra }.map(\.clause) }

  /// What is the matter with a clause; `nil` if nothing is.
  public func fault(of clause: String) -> Fault? { faults.first { $0.clause == clause }?.fault }

  /// "out of date: SM-3, SM-4; missing: SM-9; in another order"; empty if nothing is the matter.
  public var summary: String {
    var parts = Fault.allCases.compactMap { fault -> String? in
      let ids = faults.filter { $0.fault == fault }.map { Translation.name($0.clause) }
      guard let first = ids.first else { return nil }
      let rest = ids.count > 8 ? " and \(ids.count - 8) more" : ""
      return "\(fault.rawValue): "
        + (ids.count == 1 ? first : ids.prefix(8).joined(separator: ", ") + rest)
    }
    if isReordered { parts.append("in another order") }
    return parts.joined(separator: "; ")
  }

  /// How a clause is called in a sentence.
  public static func name(_ clause: String) -> String {
    clause.isEmpty ? "the text before the first clause" : clause
  }

  /// The same language with the same faults.
  public static func == (left: Translation, right: Translation) -> Bool {
    left.language == right.language && left.isReordered == right.isReordered
      && left.faults.elementsEqual(right.faults) { $0 == $1 }
  }
}
