public import Git
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

  /// What the reviews looked at that the registry's versions name, sorted.
  ///
  /// No version leads to these commits; what they tell is who proposed the change.
  ///
  /// - Throws: a `Refusal` where a record cannot be read.
  public func approvedRegistryProposals() throws(Refusal) -> [ObjectID] {
    var targets: Set<ObjectID> = []
    for link in try Chain.read(from: registryTip, in: git) {
      for approval in try link.record.approvals() {
        let message = try git.signedCommit(approval.record).commit.message
        targets.insert(try Review(Record(parsing: message)).target)
      }
    }
    return targets.sorted { $0.hex < $1.hex }
  }
}
