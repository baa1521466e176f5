import Git
import Policies
import Signing

/// Verifies what is new of a ref, leaning on what is here already.
struct IntakeJudge: Sendable {
  let repository: PolicyRepository
  private let walk: ChainWalk
  private let isServer: Bool
  let isFirst: Bool
  let isCopy: Bool

  /// Prepares to judge by the registry and the receipts as they stand in the repository.
  ///
  /// - Parameters:
  ///   - repository: the repository.
  ///   - isServer: whether what is offered has just arrived and can have no receipt.
  ///   - isFirst: whether there was no main here before.
  ///   - isCopy: whether what is offered stands on a server already.
  /// - Throws: a `Refusal` where the registry or the receipts are not to be trusted.
  init(
    _ repository: PolicyRepository,
    isServer: Bool,
    isFirst: Bool = false,
    isCopy: Bool = false
  ) throws {
    (self.repository, self.isServer, self.isFirst) = (repository, isServer, isFirst)
    self.isCopy = isCopy
    let history = try repository.history()
    // When something arrived matters where a key has ended since.
    let ledger =
      history.hasEnds && !isServer
      ? try repository.ledger()
      : try repository.newestReceipt().map { LedgerBook(placesUpTo: $0, in: repository.git) }
    var walk = ChainWalk(
      identity: repository.identity,
      history: history,
      registry: repository.registry,
      ledger: ledger ?? .empty
    )
    let tip = repository.registryTip
    if isServer, !isFirst, try repository.registry.ledger(at: tip) != nil { walk.newest = tip }
    self.walk = walk
  }

  /// How many signed objects are new under each ref, or why it is refused.
  func verdicts(
    on batch: [(RefOffer, RefKind)],
    workers: Int,
    reopen: @escaping @Sendable () throws -> Repository
  ) async throws -> [Result<Int, Refusal>] {
    guard case .records? = batch.first?.1 else { return try batch.map(verdict) }
    var verdicts = try batch.map { offer, _ in try forward(offer) }
    let good = verdicts.indices.filter { (try? verdicts[$0].get()) != nil }
    let parts = good.map { index in
      let offer = batch[index].0
      return AcknowledgementVerifier.Part(
        reference: Reference(name: offer.ref, target: offer.new),
        known: offer.old
      )
    }
    let shelf = try PublicationShelf(repository)
    let verifier = try AcknowledgementVerifier(walk, repository, shelf, parts)
    let reports = try await verifier.reports(workers: workers, reopen: reopen)
    for (index, report) in zip(good, reports) {
      verdicts[index] = try result(report, batch[index].0)
    }
    return verdicts
  }

  /// Brings the work folder to a main that is good.
  func layOut(_ offer: RefOffer) throws {
    try repository.updateWorkFolder(to: repository.tree(of: offer.new), from: offer.old)
  }

  private func verdict(_ offer: RefOffer, _ kind: RefKind) throws -> Result<Int, Refusal> {
    if case .failure(let refusal) = try forward(offer) { return .failure(refusal) }
    do {
      switch kind {
      case .registry, .records: return .success(0)
      case .ledger: return try ledger(offer)
      case .enrolment: return try enrolment(offer)
      case .acts(let person): return try acts(offer, of: person)
      case .main: return try main(offer)
      case .proposal(let name): return try proposal(offer, name)
      case .tag(let policy, let version): return try tag(offer, policy, version)
      case .published: return try published(offer)
      }
    } catch let refusal as Refusal {
      return .failure(refusal)
    } catch let error as GitError {
      return .failure(Refusal(.object, error.message))
    }
  }

  private func forward(_ offer: RefOffer) throws -> Result<Int, Refusal> {
    guard let old = offer.old else { return .success(0) }
    let continues = try repository.git.isAncestor(old, of: offer.new)
    return continues
      ? .success(0) : .failure(Refusal(.chain, "it does not continue what is here"))
  }

  private func ledger(_ offer: RefOffer) throws -> Result<Int, Refusal> {
    guard try repository.registry.ledger(at: repository.registryTip) != nil else {
      return .failure(Refusal(.ledger, "this repository has no ledger"))
    }
    // A server hardly ever takes a ledger in, and then all of it counts. Everybody else leaves what
    // the receipts say of each ref to `LedgerVerifier`, which reads all of them.
    if isServer {
      return try .success(LedgerVerifier(repository, only: nil).newReceipts(upTo: offer.new))
    }
    var time: Instant?
    // What is taken in whole may be in its place already, and then says nothing of what came before it.
    var registry = try offer.old.flatMap { _ in
      try repository.ledger().state[RegistryArchive.ref]
    }
    return IntakeJudge.result(
      walk.verify(
        Reference(name: Chain.ledger, target: offer.new),
        after: offer.old,
        in: repository.git,
        as: .receipts
      ) { link, _ throws(Refusal) in
        try walk.checkServer(of: link, walk.registry)
        let receipt = try Receipt(link.record)
        // Within one receipt the newest stands last in the registry's own order.
        for update in receipt.updates where update.ref == RegistryArchive.ref {
          let place = walk.history.place(of: update.new) ?? -1
          if place > registry.flatMap({ walk.history.place(of: $0) }) ?? -1 {
            registry = update.new
          }
        }
        try walk.checkReceipt(link, receipt, since: registry)
        guard receipt.time >= time ?? receipt.time else {
          throw Refusal(.ledger, "a receipt says that it is older than the one before it")
        }
        time = receipt.time
      }
    )
  }

  private func enrolment(_ offer: RefOffer) throws -> Result<Int, Refusal> {
    guard offer.old == nil else {
      return .failure(Refusal(.ref, "a request is made once and never changed"))
    }
    _ = try repository.request(offer.new, on: offer.ref)
    return .success(1)
  }

  private func acts(_ offer: RefOffer, of person: PersonID) throws -> Result<Int, Refusal> {
    let report = walk.verify(
      Reference(name: offer.ref, target: offer.new),
      after: offer.old,
      in: repository.git,
      as: .reviews
    ) { link, _ throws(Refusal) in
      _ = try ReviewBook.act(link, of: person, walk.registry)
    }
    // Where there are receipts, they tell what came first.
    if try repository.newestReceipt() == nil, let main = try repository.git.reference(Chain.main),
      let proposal = try repository.proposal(overtaking: offer, upTo: main)
    {
      return .failure(
        Refusal(
          .approval,
          "the merge of \(proposal) stands, and this verdict says that it is older; type: writ sync"
        )
      )
    }
    return try result(report, offer)
  }

  private func main(_ offer: RefOffer) throws -> Result<Int, Refusal> {
    let known = try offer.old.map { try MainHistory(upTo: $0, in: repository).entries } ?? []
    var report = VerificationReport()
    _ = try MainVerifier(walk, repository, ReviewBook(repository))
      .run(upTo: offer.new, after: known, &report)
    return IntakeJudge.result(report)
  }

  private func proposal(_ offer: RefOffer, _ name: ProposalName) throws -> Result<Int, Refusal> {
    let trunk = try repository.trunk(of: name)
    let proposal = try repository.proposal(name, at: offer.new, since: trunk)
    guard let fall = try repository.fall(of: proposal) else {
      return .success(proposal.commits.count)
    }
    return try hadPlace(offer.new, on: offer.ref)
      ? .success(proposal.commits.count) : .failure(fall)
  }

  /// A tag by itself is no publication; it only has to be what its name says, by a person's key.
  ///
  /// Since it never goes away, a server takes only what a publisher makes of a text on main: any other would
  /// stand in the way of that version for ever.
  private func tag(
    _ offer: RefOffer,
    _ policy: String,
    _ version: PolicyVersion
  ) throws -> Result<Int, Refusal> {
    let (tag, signature) = try PolicyTag.parse(repository.git.object(offer.new, .tag))
    guard offer.old == nil, tag.policy == policy, tag.version == version,
      tag.repository == walk.identity
    else { return .failure(Refusal(.tag, "the tag is not the one that its name says")) }
    let member = try walk.registry.requiredMember(tag.person, at: repository.registryTip)
    do throws(Refusal) {
      try member.check(signature, of: tag.payload, at: Instant(seconds: tag.time))
    } catch {
      let owner = try repository.history().end(of: signature.key.line)?.person
      let hasFallen = error.code == .key && owner == tag.person
      guard hasFallen, try hadPlace(offer.new, on: offer.ref) else { throw error }
    }
    if isServer, !isFirst { try checkOrigin(of: tag, by: member, offer) }
    return .success(0)
  }

  private func checkOrigin(of tag: PolicyTag, by member: Member, _ offer: RefOffer) throws {
    guard
      try member.roles.contains(Role.publisher)
        // A copy sends again what the server lost.
        || repository.ledger().names(offer.new, on: offer.ref)
    else { throw Refusal(.role, "\(member.person) is no publisher") }
    let git = repository.git
    guard let main = try git.reference(Chain.main),
      try main == tag.commit || git.isAncestor(tag.commit, of: main)
    else { throw Refusal(.tag, "the tag names a commit that is not on main") }
    let path = PolicyRepository.path(of: tag.policy)
    guard let file = try git.entry(path, in: repository.tree(of: tag.commit)),
      try Digest.sha256(git.content(file.id)) == tag.digest
    else { throw Refusal(.tag, "the tag names another text than main's at that commit") }
  }

  private func published(_ offer: RefOffer) throws -> Result<Int, Refusal> {
    guard let tip = try repository.git.reference(Chain.main) else {
      return .failure(Refusal(.version, "there is no main here yet"))
    }
    var report = VerificationReport()
    let main = try MainHistory(upTo: tip, in: repository).entries
    // What is offered may stand here already, where somebody asks before it is sent.
    let shelf = try PublicationShelf(repository, upTo: offer.old)
    _ = PublicationVerifier(walk, repository, main)
      .run(upTo: offer.new, after: offer.old, shelf, &report)
    return IntakeJudge.result(report)
  }

  private static func result(_ report: VerificationReport) -> Result<Int, Refusal> {
    report.problems.first.map { .failure($0.refusal) } ?? .success(report.total)
  }
}
