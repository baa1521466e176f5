import Git
import Policies
import Signing

/// Weighs the reviews that a version of the registry names beside its signer.
struct RegistryApprovals: Sendable {
  private let git: Repository
  private let identity: String
  private let archive: RegistryArchive

  init(_ git: Repository, identity: String) {
    (self.git, self.identity) = (git, identity)
    archive = RegistryArchive(git)
  }

  /// Checks that each named review is a registrar's last word on exactly this change.
  ///
  /// - Parameters:
  ///   - approvals: the reviews that the version names.
  ///   - digest: the change that they must be of.
  ///   - link: the version.
  ///   - content: the version before it.
  ///   - tips: where the chains stand whose keys it ends, as the version names them.
  ///   - versions: all versions before it.
  ///   - ends: the keys that these ended.
  /// - Returns: the proposal that they approve.
  /// - Throws: `R-APPROVAL` with the first that does not count, and why; what is wrong with the signature
  ///   of a commit of the proposal.
  func check(
    _ approvals: [ApprovalReference],
    of digest: String,
    at link: ChainLink,
    by content: RegistryContent,
    naming tips: [String],
    among versions: Set<ObjectID>,
    _ ends: [String: RegistryHistory.KeyEnd]
  ) throws(Refusal) -> ProposalName? {
    var counted: Set<PersonID> = [link.commit.person]
    var proposal: ProposalName?
    for approval in approvals {
      guard counted.insert(approval.person).inserted else {
        throw Refusal(.approval, "\(approval.person) is counted twice")
      }
      let entry = try lastWord(of: approval, before: link, ends)
      guard versions.contains(entry.registry) else {
        throw Refusal(.approval, "\(approval.person)'s review names an unknown registry")
      }
      try check(entry, of: digest, by: content)
      guard proposal == nil || proposal == entry.review.proposal else {
        throw Refusal(.approval, "its approvals are of several proposals")
      }
      proposal = entry.review.proposal
      let seen = try git.signedCommit(entry.review.target).commit.message
      guard try ProposalHead(endOf: seen).tips == tips else {
        throw Refusal(.approval, "\(approval.person) approved other ends of chains")
      }
      guard try !authors(of: entry, before: link, content).contains(approval.person) else {
        throw Refusal(.approval, "\(approval.person) is an author of the change")
      }
    }
    return proposal
  }

  private func check(
    _ entry: ReviewEntry,
    of digest: String,
    by content: RegistryContent
  ) throws(Refusal) {
    let then = try archive.member(entry.person, at: entry.registry)?.roles ?? []
    let now = try content.member(entry.person).roles
    guard entry.review.verdict == .approve, entry.review.role == Role.registrar,
      entry.review.changeDigest == digest
    else { throw Refusal(.approval, "\(entry.person)'s review approves something else") }
    guard then.contains(Role.registrar), now.contains(Role.registrar) else {
      throw Refusal(.approval, "\(entry.person) was no registrar then and now")
    }
  }

  /// The person's last verdict on the proposal up to the version, which must be the one named.
  private func lastWord(
    of approval: ApprovalReference,
    before link: ChainLink,
    _ ends: [String: RegistryHistory.KeyEnd]
  ) throws(Refusal) -> ReviewEntry {
    guard let tip = try git.tip(Chain.acts(of: approval.person)) else {
      throw Refusal(.approval, "\(approval.person) has no acts here")
    }
    var entries: [ReviewEntry] = []
    let acts = try Chain.read(from: tip, in: git)
    for (index, act) in acts.enumerated() {
      try act.follows(index == 0 ? nil : acts[index - 1], repository: identity)
      guard act.record.format == .review else { continue }
      if let end = ends[act.commit.signature.key.line] {
        guard end.covers(index, of: acts) else { continue }
      }
      // What is no good review is nobody's last word; `ReviewVerifier` says what is wrong with it.
      guard let entry = try? ReviewBook.entry(act, of: approval.person, archive) else { continue }
      entries.append(entry)
    }
    guard let named = entries.first(where: { $0.id == approval.record }) else {
      throw Refusal(
        .approval,
        "\(approval.person) never made the review that is named, or with a key that had ended"
      )
    }
    let last = entries.last { entry in
      entry.review.proposal == named.review.proposal && entry.review.verdict != .comment
        && (entry.time < link.time || entry.id == named.id)
    }
    guard last?.id == named.id else {
      throw Refusal(.approval, "\(approval.person) said something else later")
    }
    return named
  }

  /// Who made the commits of a proposal, each signed with a key of their own.
  private func authors(
    of entry: ReviewEntry,
    before link: ChainLink,
    _ content: RegistryContent
  ) throws(Refusal) -> Set<PersonID> {
    var authors: Set<PersonID> = [entry.review.proposal.person]
    let commits: [ObjectID]
    do throws(GitError) {
      commits = try git.commits(from: entry.review.target, excluding: link.commit.parents)
    } catch {
      throw Refusal(.approval, "the proposal cannot be read: \(error.message)")
    }
    for id in commits {
      let commit = try git.signedCommit(id).commit
      try content.member(commit.person).check(
        commit.signature,
        of: commit.payload,
        at: Instant(seconds: commit.time)
      )
      authors.insert(commit.person)
    }
    return authors
  }
}

extension RegistryHistory.KeyEnd {
  /// Whether what the key signed in its owner's acts still counts: it says itself that it is older than
  /// the end, and stands no higher than the link that the end names.
  fileprivate func covers(_ index: Int, of acts: [ChainLink]) -> Bool {
    let tip = tips[Chain.acts(of: person)]
    guard let last = acts.firstIndex(where: { $0.id == tip }) else { return false }
    return index <= last && acts[index].time < moment
  }
}
