import Git
import Policies
import Records

extension Workspace {
  /// Whose records alone are here: somebody's without a role, whom a server need not tell of others'.
  ///
  /// `nil` where anybody else's are here as well, so that all are to be expected.
  func soleReader() throws -> PersonID? {
    guard !git.isBare, let name = configuration.value("writ.person", from: .all),
      let person = PersonID(name),
      let member = try policies.registry.member(person, at: policies.registryTip),
      member.roles.isEmpty
    else { return nil }
    let own = Chain.records(of: person)
    return try git.references(matching: "refs/writ/records/*").allSatisfy { $0.name == own }
      ? person : nil
  }

  /// Says where what others have signed cannot be known here.
  ///
  /// - Parameter person: whom it is about; `nil` for everybody.
  /// - Throws: a `GitError` or `Refusal` where the copy cannot be read.
  func remarkOnOthers(than person: PersonID? = nil) throws {
    guard let sole = try readerWithoutRecords(of: person) else { return }
    Output.remark(
      "note: nobody's records but \(sole)'s are here: a server tells whoever has no role of no others, "
        + "so what others have signed is not known in this copy"
    )
  }

  /// Refuses to answer for others whose records are not here, though receipts name them.
  ///
  /// - Parameter person: whom it is about; `nil` for everybody.
  /// - Throws: a `Failure` that says so.
  func requireRecords(of person: PersonID?) throws {
    guard let sole = try readerWithoutRecords(of: person),
      try !policies.ledger().receipts.isEmpty
    else { return }
    throw Failure(
      "the records of \(person?.description ?? "others") are not here",
      cause: "a server tells whoever has no role, as \(sole), of nobody else's",
      hint: "ask somebody with a role, such as compliance: writ people list",
      status: .couldNotRun
    )
  }

  /// The only one whose records are here, where somebody else's may be missing or, by the receipts, are.
  private func readerWithoutRecords(of person: PersonID?) throws -> PersonID? {
    guard let sole = try soleReader(), sole != person else { return nil }
    let ledger = try policies.ledger()
    guard !ledger.receipts.isEmpty else { return sole }
    let (own, wanted) = (Chain.records(of: sole), person.map { Chain.records(of: $0) })
    let isMissed = ledger.refs.contains { ref in
      wanted.map { $0 == ref } ?? (ref.hasPrefix("refs/writ/records/") && ref != own)
    }
    return isMissed ? sole : nil
  }
}
