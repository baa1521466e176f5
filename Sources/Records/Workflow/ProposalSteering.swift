public import Git
public import Policies

/// Whether a proposal is closed, and who may go on with it beside its author.
public struct ProposalSteering: Sendable {
  /// The decision that closed it; `nil` while it is open.
  public private(set) var closing: SteeringEntry?
  /// The people with whom its author shares it.
  public private(set) var partners: Set<PersonID> = []

  /// Nothing decided.
  public init() {}
}

extension PolicyRepository {
  /// What was decided about a proposal, up to a moment.
  ///
  /// Its author decides alone with whom it is shared. Closing and opening again is also for
  /// whoever holds a role that the proposal needs.
  public func steering(
    of proposal: Proposal,
    in book: ReviewBook
  ) throws -> ProposalSteering {
    let needs = try Set(needs(of: proposal).keys)
    var state = ProposalSteering()
    for entry in book.steering(of: proposal.name) {
      let roles = try registry.member(entry.person, at: entry.registry)?.roles ?? []
      guard entry.person == proposal.name.person || !roles.isDisjoint(with: needs) else { continue }
      state.apply(entry)
    }
    return state
  }

  /// The people who may add commits to somebody's proposal at a moment, its author aside.
  ///
  /// Read from the author's acts alone, since only the author decides this.
  func partners(of name: ProposalName, at moment: Instant) throws(Refusal) -> Set<PersonID> {
    var state = ProposalSteering()
    for entry in try ownSteering(by: name.person, until: moment)
    where entry.steering.proposal == name {
      state.apply(entry)
    }
    return state.partners
  }

  /// The proposals of a person that they closed themself.
  func closedOnes(of person: PersonID) throws(Refusal) -> Set<ProposalName> {
    var states: [ProposalName: ProposalSteering] = [:]
    for entry in try ownSteering(by: person) {
      states[entry.steering.proposal, default: ProposalSteering()].apply(entry)
    }
    return Set(states.filter { $0.key.person == person && $0.value.closing != nil }.keys)
  }

  /// What a person decided about proposals, oldest first; what came after a moment is not looked at, so that
  /// nothing bad in it can make bad what is older.
  private func ownSteering(
    by person: PersonID,
    until moment: Instant? = nil
  ) throws(Refusal) -> [SteeringEntry] {
    guard let tip = try git.tip(Chain.acts(of: person)) else { return [] }
    var entries: [SteeringEntry] = []
    for link in try Chain.read(from: tip, in: git)
    where link.record.format == .steering && moment.map({ link.time <= $0 }) ?? true {
      entries.append(try SteeringEntry(link, of: person, registry))
    }
    return entries
  }
}

extension ProposalSteering {
  mutating func apply(_ entry: SteeringEntry) {
    switch entry.steering.action {
    case .close: closing = entry
    case .reopen: closing = nil
    case .share: entry.steering.with.map { _ = partners.insert($0) }
    case .unshare: entry.steering.with.map { _ = partners.remove($0) }
    }
  }
}

extension ReviewBook {
  /// The decisions about one proposal in the order of their declared times.
  public func steering(of proposal: ProposalName) -> [SteeringEntry] {
    steering.filter { $0.steering.proposal == proposal }.sorted { $0.time < $1.time }
  }
}

extension Scribe {
  /// Records a decision about a proposal as a whole.
  ///
  /// - Parameters:
  ///   - action: what is decided.
  ///   - proposal: about which proposal.
  ///   - other: with whom it is shared; `nil` where nobody is meant.
  ///   - comment: why, may be empty.
  /// - Returns: the record.
  /// - Throws: `WorkflowError` for somebody else's proposal, and for a state that it has already.
  @discardableResult
  public func steer(
    _ action: Steering.Action,
    _ proposal: Proposal,
    with other: PersonID? = nil,
    comment: String = ""
  ) async throws -> ObjectID {
    guard !proposal.isMerged else { throw WorkflowError.alreadyMerged(proposal.name) }
    let state = try repository.steering(of: proposal, in: ReviewBook(repository))
    if proposal.name.person != person {
      let needs = try repository.needs(of: proposal).keys
      guard action == .close || action == .reopen,
        try !member().roles.isDisjoint(with: needs)
      else { throw WorkflowError.notYours(proposal.name) }
    }
    if let other {
      guard try repository.registry.member(other, at: repository.registryTip)?.entry.left == nil,
        try repository.registry.member(other, at: repository.registryTip) != nil
      else { throw WorkflowError.unknownPerson(other) }
    }
    guard try isNew(action, other, state) else { throw WorkflowError.alreadySo(proposal.name) }
    return try await append(to: Chain.acts(of: person)) { _ in
      Steering(action, proposal.name, with: other, comment: comment)
    }
  }

  private func isNew(
    _ action: Steering.Action,
    _ other: PersonID?,
    _ state: ProposalSteering
  ) throws -> Bool {
    switch action {
    case .close: state.closing == nil
    case .reopen: state.closing != nil
    case .share: other.map { !state.partners.contains($0) } ?? false
    case .unshare: other.map(state.partners.contains) ?? false
    }
  }
}
