extension PolicyDocument {
  /// The clauses with the numbers that they have today: 1, 1.1, 1.2, 2.
  ///
  /// Numbers are for reading and change when a clause comes or goes; an id stays.
  public var numberedClauses: [(number: String, clause: Clause)] {
    let named = clauses.filter { !$0.id.isEmpty }
    return Array(zip(HeadingNumber.counted(named.map(\.level)), named))
  }
}
