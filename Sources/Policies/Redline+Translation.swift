extension Redline {
  /// What changed, in a language as far as its translation can be relied on.
  ///
  /// A clause that changed shows its translated change where the translation has one and is up to
  /// date; everywhere else the authoritative change, so that no change of what counts is hidden.
  ///
  /// - Parameters:
  ///   - authoritative: the change of the authoritative text.
  ///   - translated: the change of the translation.
  ///   - unreliable: the clauses whose translation is missing or out of date.
  public init(_ authoritative: Redline, in translated: Redline, unreliable: [String]) {
    let own = Dictionary(
      translated.changes.filter { !unreliable.contains($0.id) }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let shared = authoritative.entries.compactMap { entry -> Entry? in
      own[entry.id] ?? (entry.fate != .unchanged || entry.isMoved ? entry : nil)
    }
    let known = Set(authoritative.entries.map(\.id))
    self.init(entries: shared + translated.changes.filter { !known.contains($0.id) })
  }
}
