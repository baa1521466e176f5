import Git
public import Policies

/// What a server asks of a push besides that everything in it is good.
public struct PushRules: Sendable {
  /// How many requests of one person may wait to be dealt with.
  static let requestsOfOne = 3
  /// How many requests may wait in all.
  static let requestsOfAll = 1000
  /// How many proposals of one person may be open at once: each costs every other copy a look.
  static let proposalsOfOne = 300

  /// Who pushes, where the connection says so; `nil` where only signatures say it.
  public var pusher: PersonID?
  /// The time of arrival.
  public var now: Instant
  /// Whether this is the first push into an empty repository, which may be of any age.
  public var isFirst: Bool

  /// Makes rules.
  public init(pusher: PersonID?, now: Instant, isFirst: Bool) {
    (self.pusher, self.now, self.isFirst) = (pusher, now, isFirst)
  }

  /// Refuses a ref before its content is looked at.
  ///
  /// - Parameters:
  ///   - update: the ref.
  ///   - others: what the same push offers besides, as far as it was asked about.
  ///   - repository: the receiving repository; `nil` while it is empty.
  /// - Returns: what is to be judged.
  /// - Throws: `R-REF`, `R-PERSON` or `R-TIME`.
  func offer(
    _ update: PushedRef,
    after others: [RefOffer],
    to repository: PolicyRepository?
  ) throws(Refusal) -> RefOffer {
    guard let new = update.new else {
      throw Refusal(.ref, "nothing is ever taken away here")
    }
    guard let kind = RefKind(update.ref) else {
      throw Refusal(.ref, "nobody may write here")
    }
    if let repository {
      try checkPusher(kind, isNew: update.old == nil, repository)
      try checkRequests(kind, others, repository)
      if update.old == nil { try checkProposals(kind, others, repository) }
      try checkAge(of: new, since: update.old, kind, repository)
    }
    return RefOffer(ref: update.ref, old: update.old, new: new)
  }

  private func book(of repository: PolicyRepository) throws(Refusal) -> LedgerBook {
    do {
      return try repository.ledger()
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(.ledger, "the receipts here cannot be read")
    }
  }

  /// What is somebody's own is brought by them, or by whoever may collect it.
  ///
  /// A proposal is gone on with by whomever its author lets; but it begins with them, as their signed words do
  /// not name it and could be put up again under another name.
  private func checkPusher(
    _ kind: RefKind,
    isNew: Bool,
    _ repository: PolicyRepository
  ) throws(Refusal) {
    guard let pusher, let owner = kind.owner, owner != pusher else { return }
    if case .proposal = kind, !isNew { return }
    let member = try repository.registry.member(pusher, at: repository.registryTip)
    guard member?.roles.contains(Role.registrar) == true else {
      throw Refusal(.person, "\(pusher) may not bring what is \(owner)'s")
    }
  }

  private func checkRequests(
    _ kind: RefKind,
    _ others: [RefOffer],
    _ repository: PolicyRepository
  ) throws(Refusal) {
    guard case .enrolment(let person, _) = kind else { return }
    let requests = try refs(in: "refs/writ/enrol/", others, repository)
    let own = requests.filter { RefKind($0)?.owner == person }
    guard try hasRoom(own, PushRules.requestsOfOne, repository),
      try hasRoom(requests, PushRules.requestsOfAll, repository)
    else { throw Refusal(.ref, "too many requests wait already to be let in") }
  }

  /// Whether fewer of some requests wait than may; the refs of those whose key was entered stay for good.
  private func hasRoom(
    _ requests: Set<String>,
    _ limit: Int,
    _ repository: PolicyRepository
  ) throws(Refusal) -> Bool {
    guard requests.count >= limit else { return true }
    var waiting = 0
    for ref in requests {
      guard case .enrolment(let person, let key) = RefKind(ref) else { continue }
      let member = try repository.registry.member(person, at: repository.registryTip)
      let isEntered = member?.hasKey(named: key) ?? false
      if !isEntered { waiting += 1 }
    }
    return waiting < limit
  }

  private func checkProposals(
    _ kind: RefKind,
    _ others: [RefOffer],
    _ repository: PolicyRepository
  ) throws(Refusal) {
    guard case .proposal(let name) = kind else { return }
    let own = try refs(in: "refs/heads/proposals/\(name.person)/", others, repository)
    guard own.count >= PushRules.proposalsOfOne else { return }
    // The refs of those that were merged or closed stay.
    let closed = try repository.closedOnes(of: name.person)
    let open = own.count { ref in
      guard let name = ProposalName(ref: ref) else { return true }
      return !closed.contains(name) && (try? repository.proposal(name).isMerged) != true
    }
    guard open < PushRules.proposalsOfOne else {
      throw Refusal(
        .ref,
        "\(open) proposals of \(name.person) are open already; type: writ proposals close NAME"
      )
    }
  }

  /// The refs in a folder, those of the same push included.
  private func refs(
    in folder: String,
    _ others: [RefOffer],
    _ repository: PolicyRepository
  ) throws(Refusal) -> Set<String> {
    do {
      return Set(others.map(\.ref).filter { $0.hasPrefix(folder) })
        .union(try repository.git.references(matching: folder + "*").map(\.name))
    } catch {
      throw Refusal(.object, error.message)
    }
  }

  /// With a ledger nothing may claim another time than the one at which it arrives.
  ///
  /// What has its receipt arrived before: a copy sends again what the server lost.
  private func checkAge(
    of new: ObjectID,
    since old: ObjectID?,
    _ kind: RefKind,
    _ repository: PolicyRepository
  ) throws(Refusal) {
    guard !isFirst, try repository.registry.ledger(at: repository.registryTip) != nil else {
      return
    }
    switch kind {
    case .tag, .proposal, .ledger: return
    default: break
    }
    var next: ObjectID? = new
    while let id = next, id != old {
      let commit = try repository.git.signedCommit(id).commit
      guard abs(commit.time - now.seconds) <= Scribe.clockTolerance else {
        if try book(of: repository).names(id, on: kind.name) { return }
        let said = Instant(seconds: commit.time)
        throw Refusal(.time, "it says \(said), and it arrives at \(now)")
      }
      next = commit.parents.first
    }
  }
}
