public import Git
import Policies
import Signing

/// Checks what lies between two commits, where a forge asks for a verdict before it takes them.
///
/// What kind of thing they are is read from the ref's name, or else from the newest commit's own
/// words. They are judged as `writ sync` judges them: leaning on the registry, main and
/// publications that are here.
public struct RangeVerifier: Sendable {
  private let repository: PolicyRepository

  /// Prepares to check.
  public init(_ repository: PolicyRepository) { self.repository = repository }

  /// Checks the commits that `head` has and `base` has not.
  ///
  /// - Parameters:
  ///   - base: what was there before; `nil` if nothing was.
  ///   - head: the newest commit.
  ///   - ref: the ref that it is for, if that is known.
  /// - Returns: a count, or the first thing that is wrong.
  /// - Throws: a `GitError` when the repository cannot be read.
  public func run(
    from base: ObjectID?,
    to head: ObjectID,
    on ref: String?
  ) async throws -> VerificationReport {
    var report = VerificationReport()
    var offer = RefOffer(ref: ref ?? "", old: base, new: head)
    do {
      try requireIdentity(repository.history().identity)
      guard base != head else { return report }
      let kind = try kind(of: head, on: ref)
      // A proposal may begin anywhere on main; what is new of it is judged against main of today.
      let isProposal = if case .proposal = kind { true } else { false }
      offer = RefOffer(ref: kind.name, old: isProposal ? nil : base, new: head)
      report.count(kind.counted, try await count(offer, kind))
    } catch let refusal as Refusal {
      report.problems.append(
        .init(ref: offer.ref, object: head, person: nil, refusal: refusal)
      )
    }
    return report
  }

  private func count(_ offer: RefOffer, _ kind: RefKind) async throws -> Int {
    guard kind != .registry else {
      let history =
        offer.new == repository.registryTip
        ? try repository.history() : try RegistryHistory(upTo: offer.new, in: repository.git)
      try requireIdentity(history.identity)
      try repository.refuseHarm(under: history)
      return try history.versions.count - place(of: offer.old, in: history)
    }
    let git = repository.git
    let judge = try IntakeJudge(repository, isServer: false)
    let verdicts = try await judge.verdicts(on: [(offer, kind)], workers: 1) { git }
    return try verdicts.reduce(0) { try $0 + $1.get() }
  }

  private func requireIdentity(_ found: String) throws(Refusal) {
    guard found == repository.identity else {
      throw Refusal(.repository, "this is repository \(found), not the pinned one")
    }
  }

  private func place(of base: ObjectID?, in history: RegistryHistory) throws(Refusal) -> Int {
    guard let base else { return 0 }
    guard let place = history.place(of: base) else {
      throw Refusal(.chain, "it does not continue what was there")
    }
    return place + 1
  }

  private func kind(of head: ObjectID, on ref: String?) throws(Refusal) -> RefKind {
    if let kind = ref.flatMap({ RefKind($0) }) { return kind }
    let commit = try repository.git.signedCommit(head).commit
    guard let record = try? Record(parsing: commit.message) else {
      return ProposalName(person: commit.person, slug: "unnamed").map(RefKind.proposal) ?? .main
    }
    switch record.format {
    case .root, .merge: return .main
    case .registry: return .registry
    case .publish: return .published
    case .review, .steering: return .acts(commit.person)
    case .acknowledgement, .vouch: return .records(commit.person)
    case .receipt: return .ledger
    case .enrolment:
      return .enrolment(commit.person, key: Digest.sha256(commit.signature.key.blob))
    }
  }
}

extension RefKind {
  /// What a verification counts it as.
  fileprivate var counted: VerificationReport.Kind {
    switch self {
    case .registry: .registry
    case .ledger: .receipts
    case .main, .tag: .main
    case .proposal: .proposals
    case .acts: .reviews
    case .enrolment: .requests
    case .published: .publications
    case .records: .acknowledgements
    }
  }
}
