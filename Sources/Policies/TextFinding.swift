public import Documents

/// Something in a policy's text that is wrong, or that its author should look at.
public struct TextFinding: Equatable, Sendable {
  /// How much it matters.
  public enum Weight: String, Sendable {
    /// The text cannot be proposed or merged like this.
    case error
    /// The author should know it.
    case advice
  }

  /// How much it matters.
  public var weight: Weight
  /// What kind it is: `reference`, `term`, `clause-id` or `unseen-words`.
  public var rule: String
  /// Where it is in the file.
  public var position: Position
  /// What is wrong and what to do, in one lower-case sentence without a full stop.
  public var message: String
}

extension PolicyDocument {
  /// What is wrong in the text, by place.
  ///
  /// - Parameter earlier: the texts that the policy had before, oldest first, the one that this
  ///   text would replace last; an id that one of them gave to another clause is not free.
  /// - Returns: references that lead nowhere, terms defined twice, ids used again for something
  ///   else, headings without an id, words that no reader is shown.
  public func findings(after earlier: [EarlierText]) -> [TextFinding] {
    let marks = TextMarks(self)
    let history = ClauseHistory(earlier)
    let found =
      lost(marks.references) + PolicyDocument.doubles(marks.terms) + history.findings(in: self)
      + headingsWithoutID(history) + UnseenWords(self).findings
    return found.sorted { $0.position < $1.position }
  }

  private func lost(_ references: [CrossReference]) -> [TextFinding] {
    let ids = clauses.map(\.id).filter { !$0.isEmpty }
    let known = Set(ids)
    let slugs = Dictionary(clauses.map { ($0.title.slug, $0.id) }) { first, _ in first }
    return references.filter { !known.contains($0.target) }.map { reference in
      let nearest = Nearest.match(reference.target, among: ids)
      let titled = slugs[reference.target].map { "; a title may change, so write '#\($0)'" }
      let hint = titled ?? nearest.map { "; did you mean '#\($0)'?" } ?? ""
      return TextFinding(
        weight: .error,
        rule: "reference",
        position: reference.position,
        message: "there is no clause '\(TerminalText.safe(reference.target))'\(hint)"
      )
    }
  }

  private static func doubles(_ terms: [DefinedTerm]) -> [TextFinding] {
    var first: [String: DefinedTerm] = [:]
    return terms.compactMap { term in
      let key = term.term.lowercased()
      guard let earlier = first[key] else {
        first[key] = term
        return nil
      }
      let place = earlier.clause.isEmpty ? "" : " in clause \(earlier.clause)"
      return TextFinding(
        weight: .error,
        rule: "term",
        position: term.position,
        message: "'\(TerminalText.safe(term.term))' is defined twice, first on line "
          + "\(earlier.position.line)\(place)"
      )
    }
  }

  /// Headings of the clauses' own level that bear no id: they belong to the clause before.
  private func headingsWithoutID(_ history: ClauseHistory) -> [TextFinding] {
    let levels = Set(clauses.map(\.level))
    var free = history.fresh(in: self)
    return clauses.flatMap(\.body).compactMap { block in
      guard case .heading(let level) = block.kind, levels.contains(level) else { return nil }
      let hint = free.map { "; write {#\($0)} after it to make it a clause of its own" } ?? ""
      free = free.flatMap(ClauseHistory.next)
      return TextFinding(
        weight: .advice,
        rule: "clause-id",
        position: Position(line: block.line, column: 1),
        message:
          "the heading '\(TerminalText.safe(String(block.text.prefix(60))))' has no id\(hint)"
      )
    }
  }
}

extension String {
  /// A title as forges write it in a link: small letters, digits, a dash for each space.
  fileprivate var slug: String {
    String(
      lowercased().map { $0 == " " ? "-" : $0 }.filter { $0.isLetter || $0.isNumber || $0 == "-" }
    )
  }
}
