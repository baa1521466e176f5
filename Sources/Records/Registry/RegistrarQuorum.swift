public import Policies

/// How many registrars must agree to a change of the registry, and who can.
///
/// Where all of them are needed, the loss of one key stops the registry for good: even the end of
/// that key needs it. So there should be one to spare, as The Update Framework asks of its keys.
public struct RegistrarQuorum: Sendable {
  /// How many must agree.
  public let needed: Int
  /// The registrars who have a key in use, sorted.
  public let able: [PersonID]

  /// Whether one of their keys may be lost.
  public var hasSpare: Bool { able.count > needed }
}

extension PolicyRepository {
  /// Who decides about the registry as it is now.
  public func registrarQuorum() throws(Refusal) -> RegistrarQuorum {
    let registrars = try registry.roles(at: registryTip)[Role.registrar] ?? []
    var able: [PersonID] = []
    for person in registrars.sorted() {
      let keys = try registry.member(person, at: registryTip)?.keys ?? []
      if keys.contains(where: { $0.until == nil }) { able.append(person) }
    }
    return RegistrarQuorum(needed: try registry.threshold(at: registryTip), able: able)
  }

  /// The registrars who can merge a proposal for the registry with the approvals that it has, sorted.
  ///
  /// Whoever merges agrees by that, and nobody is counted twice: of two who are needed, the one who approved
  /// leaves the merge to another, who may be the author.
  public func mergers(with approvals: [ApprovalReference]) throws(Refusal) -> [PersonID] {
    let (quorum, approvers) = (try registrarQuorum(), Set(approvals.map(\.person)))
    return quorum.able.filter { approvers.subtracting([$0]).count + 1 >= quorum.needed }
  }
}
