import Git
public import Policies

extension PolicyRepository {
  /// The people whose approvals main and the registry name, sorted.
  ///
  /// - Throws: a `Refusal` where a record cannot be read.
  public func approvers() throws(Refusal) -> [PersonID] {
    var people: Set<PersonID> = []
    for tip in [try git.tip(Chain.main), registryTip] {
      guard let tip else { continue }
      for link in try Chain.read(from: tip, in: git) {
        people.formUnion(try link.record.approvals().map(\.person))
      }
    }
    return people.sorted()
  }
}
