extension PolicyDocument {
  /// The clauses with the numbers that they have today: 1, 1.1, 1.2, 2.
  public var numberedClauses: [(number: String, clause: Clause)] {
    let numbers = ClauseNumbers(self)
    return clauses.filter { !$0.id.isEmpty }.map { (numbers[$0.id] ?? "", $0) }
  }
}
