import Git
import Policies

/// Checks main's first-parent chain: who merged what, with whose approvals.
struct MainVerifier {
  private let walk: ChainWalk
  private let repository: PolicyRepository
  private let reviews: ReviewBook
  private let manifest: Manifest

  init(_ walk: ChainWalk, _ repository: PolicyRepository, _ reviews: ReviewBook) {
    (self.walk, self.repository, self.reviews) = (walk, repository, reviews)
    manifest = Manifest(repository.git)
  }

  /// Checks the chain and returns what is good of it.
  func run(_ report: inout VerificationReport) throws -> [MainHistory.Entry] {
    try run(upTo: repository.git.reference(Chain.main), after: [], &report)
  }

  /// Checks the part of the chain that comes after entries that were checked before.
  ///
  /// - Returns: the known entries and those that are new.
  func run(
    upTo tip: ObjectID?,
    after known: [MainHistory.Entry],
    _ report: inout VerificationReport
  ) throws -> [MainHistory.Entry] {
    let reference = Reference(name: Chain.main, target: tip)
    var entries = known
    var notes: [VerificationReport.Problem] = []
    report.add(
      walk.verify(reference, after: known.last?.id, in: repository.git, as: .main) {
        link,
        member throws(Refusal) in
        let entry = try MainHistory.entry(link, after: entries.last, in: repository)
        entries.append(entry)
        try check(entry, by: member, after: entries.dropLast().last)
        if let note = classNote(entry) {
          notes.append(
            .init(ref: Chain.main, object: link.id, person: member.person, refusal: note)
          )
        }
      }
    )
    report.notes += notes
    return entries
  }

  /// A merge that is called editorial although its words ask for more.
  ///
  /// A note and no refusal: the list of duty words may grow, and must not turn old merges bad.
  private func classNote(_ entry: MainHistory.Entry) -> Refusal? {
    guard let merge = entry.merge, merge.change == .editorial else { return nil }
    do {
      let reasons = try repository.assessments(of: entry.changes).flatMap(\.reasons)
      guard let reason = reasons.first(where: { $0.change == .material }) else { return nil }
      return Refusal(.version, "it is called editorial: \(reason.text)")
    } catch {
      return Refusal(.version, "it is called editorial, and its words cannot be read: \(error)")
    }
  }

  private func check(
    _ entry: MainHistory.Entry,
    by member: Member,
    after previous: MainHistory.Entry?
  ) throws(Refusal) {
    let digest = try manifest.digest(ofTree: entry.link.commit.tree)
    guard try entry.link.record.value("Writ-Manifest") == digest else {
      throw Refusal(.content, "the manifest is not that of the files")
    }
    guard let previous, let merge = entry.merge else {
      guard member.roles.contains(Role.registrar) else {
        throw Refusal(.role, "\(member.person) began main and was no registrar")
      }
      return
    }
    guard try manifest.digest(of: entry.changes) == merge.changeDigest else {
      throw Refusal(.content, "the change digest is not that of the changes")
    }
    let proposal = try proposal(of: entry, merge, after: previous)
    try checkAuthors(of: proposal, entry)
    try checkApprovals(of: proposal, entry, merge, after: previous)
  }

  /// The second parent must be the proposal that made exactly these changes.
  ///
  /// Without this an author could hide: merge their own change under another person's name.
  private func proposal(
    of entry: MainHistory.Entry,
    _ merge: Merge,
    after previous: MainHistory.Entry
  ) throws(Refusal) -> Proposal {
    let proposal: Proposal
    do {
      let head = entry.link.commit.parents[1]
      proposal = try repository.proposal(merge.proposal, at: head, since: previous.id)
    } catch {
      throw error as? Refusal ?? Refusal(.object, "the proposal cannot be read: \(error)")
    }
    guard proposal.changeDigest == merge.changeDigest, proposal.change == merge.change else {
      throw Refusal(.content, "proposal \(merge.proposal) is not what was merged")
    }
    return proposal
  }

  private func checkApprovals(
    of proposal: Proposal,
    _ entry: MainHistory.Entry,
    _ merge: Merge,
    after previous: MainHistory.Entry
  ) throws(Refusal) {
    let named = Set(merge.approvals.map(\.person))
    guard named.count == merge.approvals.count else {
      throw Refusal(.approval, "an approver is named twice")
    }
    let change = ReviewedChange(
      digest: merge.changeDigest,
      commits: proposal.commits,
      change: merge.change,
      authors: proposal.authors
    )
    let standing = try ApprovalStanding(
      of: change,
      reviews: counting(merge, in: entry.link).filter { named.contains($0.person) },
      needs: needs(of: entry, after: previous)
    ) { review throws(Refusal) in
      try walk.roles(of: review, for: entry.link)
    }
    if let first = standing.discounted.first {
      throw Refusal(.approval, "\(first.entry.person)'s approval does not count: \(first.why)")
    }
    guard standing.missing.isEmpty, standing.references == merge.approvals else {
      throw Refusal(.approval, "the approvals that it names do not add up")
    }
  }

  /// The proposal's reviews up to the merge.
  ///
  /// What stands on a server with a ledger when a merge comes arrived before it, whatever it declares.
  /// In the second of the merge only what the merge itself names counts, since a declared time
  /// does not tell what came first within it.
  private func counting(_ merge: Merge, in link: ChainLink) -> [ReviewEntry] {
    let named = Set(merge.approvals.map(\.record))
    return reviews.reviews(of: merge.proposal).filter { review in
      // Two clocks are only compared with themselves: receipts with receipts, declared with declared.
      let pair = review.arrival.flatMap { review in link.arrival.map { (review, $0) } }
      let (said, moment) = pair ?? (review.time, link.time)
      if said < moment || said == moment && named.contains(review.id) { return true }
      return pair == nil && isArriving(link)
    }
  }

  /// Whether a merge has just come to a server with a ledger, and not for the second time.
  private func isArriving(_ link: ChainLink) -> Bool {
    guard walk.newest != nil, link.arrival == nil else { return false }
    return (try? repository.ledger().names(link.id, on: Chain.main)) != true
  }

  /// Everybody who made a commit of the proposal must have signed it with a key of their own.
  private func checkAuthors(of proposal: Proposal, _ entry: MainHistory.Entry) throws(Refusal) {
    guard let version = entry.link.record.registry else { return }
    let ended = EndedKeys(git: repository.git, history: walk.history) { walk.ledger }
    for id in proposal.commits {
      let commit = try repository.git.signedCommit(id).commit
      try walk.registry.requiredMember(commit.person, at: version).check(
        commit.signature,
        of: commit.payload,
        at: Instant(seconds: commit.time)
      )
      try ended.check(id, commit, on: proposal.name.ref)
    }
  }

  /// What the rules of the merge's first parent ask for.
  private func needs(
    of entry: MainHistory.Entry,
    after previous: MainHistory.Entry
  ) throws(Refusal) -> [String: Int] {
    let old = try organisation(in: previous.link.commit.tree)
    let paths = entry.changes.map(\.path)
    if paths.contains(Organisation.path), paths.count > 1,
      try organisation(in: entry.link.commit.tree).approvals != old.approvals
    {
      throw Refusal(.approval, "the approval rules were changed together with other files")
    }
    guard let needs = old.approvals.needs(for: paths), !paths.isEmpty else {
      throw Refusal(.approval, "a file matches no approval rule, or nothing changed")
    }
    return needs
  }

  private func organisation(in tree: ObjectID) throws(Refusal) -> Organisation {
    guard let file = try repository.git.entry(Organisation.path, in: tree) else {
      throw Refusal(.content, "\(Organisation.path) is missing")
    }
    let bytes = try repository.git.content(file.id)
    do {
      return try Organisation(parsing: bytes)
    } catch {
      throw Refusal(.content, "\(Organisation.path): \(error)")
    }
  }
}
