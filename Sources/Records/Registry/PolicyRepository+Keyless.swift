public import Policies

extension PolicyRepository {
  /// The people who are here and have no key yet, so that they cannot sign.
  public func peopleWithoutKey() throws -> [PersonID] {
    let signers = Set(try keyOwners().values)
    return try registry.employees(at: registryTip)
      .filter { $0.left == nil && !signers.contains($0.person) }.map(\.person)
  }
}
