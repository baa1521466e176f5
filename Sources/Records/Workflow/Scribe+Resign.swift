public import Git
import Policies

extension Scribe {
  /// Signs again what a person signed here while the same chain went on elsewhere.
  ///
  /// Each statement is made anew on top of what is there, with the time at which it was first made where the
  /// chain allows that. One that was also made there is left out, and one that would take back what was
  /// said of the same thing later there.
  ///
  /// - Parameters:
  ///   - ref: the person's acts or records.
  ///   - there: what the chain is elsewhere, verified before; `nil` if it is not there.
  ///   - idle: records that are about nothing any more, and are left out.
  ///   - isOvertaken: whether the time at which they were first made would undo what has happened since.
  /// - Returns: the chain's new tip; `nil` where nothing is left of it.
  /// - Throws: `WorkflowError.busy` when the chain changed meanwhile, and what signing throws.
  public func signAgain(
    _ ref: String,
    onto there: ObjectID?,
    without idle: Set<ObjectID> = [],
    asOvertaken isOvertaken: Bool = false
  ) async throws -> ObjectID? {
    let git = repository.git
    guard let here = try git.reference(ref) else { throw WorkflowError.busy(ref) }
    let base = try there.flatMap { try git.mergeBase(here, $0) }
    let all = try Chain.read(from: here, in: git)
    let own = base == nil ? all[...] : all.drop { $0.id != base }.dropFirst()
    let chain = try there.map { try Chain.read(from: $0, in: git) } ?? []
    let theirs = base == nil ? chain[...] : chain.drop { $0.id != base }.dropFirst()
    var last = chain.last
    for link in own where !idle.contains(link.id) && !theirs.contains(where: { $0.settles(link) }) {
      last = try await ChainLink(store(copy(of: link, after: last, isOvertaken)), in: git)
    }
    let tip = last?.id
    try git.exclusively(touching: [ref]) {
      guard let tip else {
        guard try git.reference(ref) == here else { throw WorkflowError.busy(ref) }
        return try git.remove(ref)
      }
      do {
        try git.update(ref, to: tip, expecting: here, because: "writ sync: signed again")
      } catch let error as GitError where error.code == .modified {
        throw WorkflowError.busy(ref)
      }
    }
    return tip
  }

  private func copy(
    of link: ChainLink,
    after last: ChainLink?,
    _ isOvertaken: Bool
  ) async throws -> SignedCommit {
    let record = Record(
      saying: link.record,
      sequence: (last?.record.sequence ?? 0) + 1,
      previous: last?.digest,
      registry: repository.registryTip,
      ledger: try repository.newestReceipt()
    )
    // A server with a ledger takes nothing that claims another time than that of its arrival.
    let isDated = try repository.newestReceipt() != nil
    let wanted = isDated || isOvertaken ? now.seconds : link.commit.time
    let registry = try repository.git.signedCommit(repository.registryTip).commit.time
    return try await sign(
      UnsignedCommit(
        tree: .emptyTree,
        parents: last.map { [$0.id] } ?? [],
        person: person,
        time: max(wanted, last?.commit.time ?? 0, registry),
        message: record.encoded
      )
    )
  }

  private func store(_ commit: SignedCommit) throws -> ObjectID {
    try repository.git.write(RawObject(kind: .commit, bytes: commit.encoded))
  }
}

extension ChainLink {
  /// Whether it leaves nothing to say for another link of the same person, made elsewhere.
  fileprivate func settles(_ other: ChainLink) -> Bool {
    if record.says(the: other.record) { return true }
    guard let subject = record.subject else { return false }
    return subject == other.record.subject && time > other.time
  }
}

extension Record {
  /// What a statement is about that the next one about the same thing takes the place of.
  fileprivate var subject: String? {
    switch format {
    case .acknowledgement: try? value("Writ-Tag")
    case .review where (try? value("Writ-Verdict")) != "comment": try? value("Writ-Proposal")
    default: nil
    }
  }
}
