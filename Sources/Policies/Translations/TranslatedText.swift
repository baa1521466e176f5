/// A translation as people read it: where it cannot be relied on, the authoritative words stand too.
public struct TranslatedText: Sendable {
  /// One piece of the text in the order of the authoritative one.
  public struct Piece: Equatable, Sendable {
    /// Whose words a piece has.
    public enum Origin: Equatable, Sendable {
      /// The translation, as it should be.
      case translation
      /// The translation, out of date.
      case outdated
      /// The authoritative text, because the translation is out of date or has no such clause.
      case authoritative
    }

    /// The clause; empty before the first.
    public var clause: String
    /// Whose words these are.
    public var origin: Origin
    /// The Markdown.
    public var text: String
  }

  /// The pieces.
  public let pieces: [Piece]
  /// How the translation stands.
  public let state: Translation

  /// Puts the two texts together.
  ///
  /// - Parameters:
  ///   - translation: the translation's file.
  ///   - authoritative: the authoritative text's file.
  ///   - digest: SHA-256, in hex.
  public init(
    _ translation: PolicySource,
    of authoritative: PolicySource,
    digest: ClauseMark.Digest
  ) {
    let state = Translation(
      translation.document,
      of: authoritative.document,
      digest: digest
    )
    self.state = state
    let wanted = authoritative.document.clauses.flatMap { clause -> [Piece] in
      let original = Piece(
        clause: clause.id,
        origin: .authoritative,
        text: authoritative.text(of: clause.id)
      )
      let mine = translation.text(of: clause.id)
      switch state.fault(of: clause.id) {
      case nil: return [Piece(clause: clause.id, origin: .translation, text: mine)]
      case .missing: return [original]
      default: return [Piece(clause: clause.id, origin: .outdated, text: mine), original]
      }
    }
    let extra = state.faults.filter { $0.fault == .extra }.map { clause, _ in
      Piece(clause: clause, origin: .outdated, text: translation.text(of: clause))
    }
    pieces = wanted + extra
  }
}
