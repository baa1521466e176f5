import Git
import Policies
import Signing

/// What every chain of records has in common when it is verified.
struct ChainWalk: Sendable {
  let identity: String
  let history: RegistryHistory
  let registry: RegistryArchive
  /// The receipts, which decide what came when; none where there is no ledger.
  var ledger = LedgerBook.empty
  /// The registry that decides about what has no receipt yet, on a server with a ledger; elsewhere `nil`,
  /// and the one decides that a record names.
  var newest: ObjectID?

  /// As below, for a chain whose links need no preparation.
  func verify(
    _ ref: Reference,
    after known: ObjectID? = nil,
    ending end: ChainEnd? = nil,
    isAlone: Bool = true,
    mayBeGone: Bool = false,
    in git: Repository,
    as kind: VerificationReport.Kind,
    _ content: (ChainLink, Member) throws(Refusal) -> Void
  ) -> VerificationReport {
    verify(
      ref,
      after: known,
      ending: end,
      isAlone: isAlone,
      mayBeGone: mayBeGone,
      in: git,
      as: kind,
      preparing: { _ in }
    ) { link, member, _ throws(Refusal) in try content(link, member) }
  }

  /// Reads a chain, checks each link and hands it on, oldest first.
  ///
  /// A link that is refused does not hide the ones after it; an object that cannot be read hides
  /// the ones before it, which is said.
  ///
  /// - Parameters:
  ///   - ref: the chain's ref and what it points to.
  ///   - known: a link that was checked before, as were those below it; only what stands above it
  ///     is read and counted. `nil` for the whole chain.
  ///   - end: what is known of that link, which is read where that is not known.
  ///   - isAlone: whether nothing else is checked meanwhile, so that all cores may check its signatures.
  ///   - mayBeGone: whether a chain that does not have that link is checked from its beginning; else
  ///     it is refused for not going on from there.
  ///   - git: where to read.
  ///   - kind: what the links count as.
  ///   - prepare: works out what a link's content is checked with, on any thread; its signature may
  ///     still turn out to be bad.
  ///   - content: checks what a link says, its form, place, signature and registry being good.
  /// - Returns: what was counted and what was refused.
  func verify<Prepared: Sendable>(
    _ ref: Reference,
    after known: ObjectID? = nil,
    ending end: ChainEnd? = nil,
    isAlone: Bool = true,
    mayBeGone: Bool = false,
    in git: Repository,
    as kind: VerificationReport.Kind,
    preparing prepare: @escaping @Sendable (ChainLink) -> Prepared,
    _ content: (ChainLink, Member, Prepared) throws(Refusal) -> Void
  ) -> VerificationReport {
    var report = VerificationReport()
    var (links, isWhole) = read(ref, downTo: known, in: git, &report)
    let below = links.isEmpty ? ref.target : links[0].commit.parents.first
    report.goesOn = known != nil && below == known
    ledger.date(&links, on: ref.name)
    let start = mayBeGone && !report.goesOn ? nil : known
    var previous = start.flatMap { end?.id == $0 ? end : (try? ChainLink($0, in: git))?.end }
    var newest = previous?.registry.flatMap { history.place(of: $0) } ?? 0
    let places =
      history.hasEnds
      ? Dictionary(uniqueKeysWithValues: links.enumerated().map { ($1.id, $0) }) : [:]
    let ready = isAlone ? links.concurrentMap { (signer(of: $0), prepare($0)) } : []
    for (index, link) in links.enumerated() {
      report.count(kind)
      do throws(Refusal) {
        if index > 0 || isWhole { try link.follows(previous, repository: identity) }
        try checkEnd(of: link, at: index, on: ref.name, places)
        newest = try place(of: link, notBefore: newest)
        try checkReceipt(of: link, after: previous)
        let (signer, prepared) = isAlone ? ready[index] : (signer(of: link), prepare(link))
        try content(link, signer.get(), prepared)
      } catch {
        report.problems.append(
          .init(ref: ref.name, object: link.id, person: link.commit.person, refusal: error)
        )
      }
      previous = link.end
    }
    report.end = previous
    return report
  }

  /// Refuses what an ended key signed beyond the newest link that the registry named at its end.
  ///
  /// Whoever holds a stolen key can declare any time and cite any old registry; the place in the
  /// chain is what they cannot choose. What says itself that it came after the end is refused in any
  /// case, as OpenSSH does.
  func checkEnd(
    of link: ChainLink,
    at index: Int,
    on ref: String,
    _ places: [ObjectID: Int]
  ) throws(Refusal) {
    // What an ended key may still have made of the ledger is told by `checkReceipt`.
    guard history.hasEnds, ref != Chain.ledger,
      let end = history.end(of: link.commit.signature.key.line)
    else { return }
    let isLate = link.arrival.map { end.cutOff != nil && $0 >= end.moment } ?? false
    guard link.time < end.moment, !isLate else {
      throw Refusal(
        .key,
        "the key \(link.commit.signature.key.fingerprint) counts for nothing since \(end.moment)"
      )
    }
    guard link.arrival == nil else { return }
    guard let tip = end.tips[ref], let last = places[tip], index <= last else {
      throw Refusal(.key, "the key \(link.commit.signature.key.fingerprint) had ended by then")
    }
  }

  private func signer(of link: ChainLink) -> Result<Member, Refusal> {
    Result { () throws(Refusal) in try checkSigner(of: link) }
  }

  /// Checks that the person whom a link names was here and signed it with a key that was theirs.
  func checkSigner(of link: ChainLink) throws(Refusal) -> Member {
    guard let version = link.record.registry else {
      throw Refusal(.registry, "the record names no registry")
    }
    guard let arrival = link.arrival else {
      let member = try registry.requiredMember(link.commit.person, at: version)
      try member.check(link.commit.signature, of: link.commit.payload, at: link.time)
      return member
    }
    let received = try history.newest(arrivedBy: arrival, ledger, notBefore: version)
    let member = try registry.requiredMember(link.commit.person, at: received)
    try member.check(link.commit.signature, of: link.commit.payload, at: link.time, and: arrival)
    return member
  }

  /// Checks that a receipt is signed by the server that the registry which it names says.
  func checkServer(of link: ChainLink, _ registry: RegistryArchive) throws(Refusal) {
    guard link.record.format == .receipt, let version = link.record.registry,
      history.place(of: version) != nil, try registry.ledger(at: version) == link.commit.person
    else { throw Refusal(.ledger, "a receipt is not of the server that the registry names") }
    _ = try checkSigner(of: link)
  }

  /// Checks that a receipt is made by the newest registry that it, or one before it, says has arrived.
  ///
  /// Otherwise a server that was replaced, or whoever has its old key, could go on writing by citing the
  /// registry of that time.
  ///
  /// - Parameters:
  ///   - link: the receipt, its form and server being good.
  ///   - receipt: what it says.
  ///   - newest: the registry that had arrived by then, as the receipts say.
  /// - Throws: `R-LEDGER`.
  func checkReceipt(
    _ link: ChainLink,
    _ receipt: Receipt,
    since newest: ObjectID?
  ) throws(Refusal) {
    guard let version = link.record.registry, let place = history.place(of: version),
      let since = history.time(of: version), since <= link.time
    else { throw Refusal(.ledger, "a receipt is older than the registry that it names") }
    if let arrived = newest.flatMap({ history.place(of: $0) }), place < arrived {
      throw Refusal(.ledger, "a receipt names an older registry than had arrived by then")
    }
    let line = link.commit.signature.key.line
    if let end = history.end(of: line),
      try registry.requiredMember(link.commit.person, at: version)
        .keys.contains(where: { $0.keyLine == line && $0.until == end.moment })
    {
      throw Refusal(.ledger, "a receipt is signed by a key that its own registry ends")
    }
    guard receipt.time.seconds <= link.time.seconds + Scribe.clockTolerance else {
      throw Refusal(.ledger, "a receipt says that it is of a later time than it was signed at")
    }
  }

  /// A record names the newest receipt that its author had seen: one of this ledger, and none older
  /// than the record before it named.
  private func checkReceipt(of link: ChainLink, after previous: ChainEnd?) throws(Refusal) {
    let before = previous?.ledger.flatMap { ledger.place(of: $0) }
    guard let seen = link.record.ledger else {
      guard before == nil else {
        throw Refusal(.ledger, "the record names no receipt, and the one before it names one")
      }
      return
    }
    guard let place = ledger.place(of: seen) else {
      throw Refusal(.ledger, "the record names a receipt that is not in the ledger here")
    }
    guard place >= before ?? 0 else {
      throw Refusal(.ledger, "the record names an older receipt than the one before it")
    }
  }

  private func place(of link: ChainLink, notBefore newest: Int) throws(Refusal) -> Int {
    guard let version = link.record.registry, let place = history.place(of: version) else {
      throw Refusal(.registry, "the record names a registry that is none of this repository's")
    }
    guard let since = history.time(of: version), since <= link.time else {
      throw Refusal(.chain, "the record says it is older than the registry that it names")
    }
    guard place >= newest else {
      throw Refusal(.registry, "the record names an older registry than the one before it")
    }
    return place
  }

  private func read(
    _ ref: Reference,
    downTo known: ObjectID?,
    in git: Repository,
    _ report: inout VerificationReport
  ) -> (links: [ChainLink], isWhole: Bool) {
    // A symbolic ref has no target; `RefSurvey` reports it.
    guard let tip = ref.target else { return ([], false) }
    var links: [ChainLink] = []
    var next: ObjectID? = tip
    while let id = next, id != known {
      do throws(Refusal) {
        let link = try ChainLink(id, in: git)
        links.append(link)
        next = link.commit.parents.first
      } catch {
        report.problems.append(.init(ref: ref.name, object: id, person: nil, refusal: error))
        return (links.reversed(), false)
      }
    }
    return (links.reversed(), true)
  }
}
