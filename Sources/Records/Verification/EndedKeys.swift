import Git
import Policies
import Signing

/// Tells what a key that has ended signed in time, where a commit stands in no chain.
///
/// Whoever has a stolen key can declare any time. A commit of a proposal counts if it is part of what the
/// version that ended its key names, main and open proposals, or if a receipt says that it came before.
struct EndedKeys {
  let git: Repository
  let history: RegistryHistory
  /// The receipts; asked for only where the names do not decide.
  let ledger: () throws -> LedgerBook

  /// Checks a commit of a proposal.
  ///
  /// - Parameters:
  ///   - id: the commit.
  ///   - commit: the same, parsed.
  ///   - ref: the proposal that it is part of.
  /// - Throws: `R-KEY` for one that its key made too late, as far as anybody can tell.
  func check(_ id: ObjectID, _ commit: SignedCommit, on ref: String) throws(Refusal) {
    guard let end = history.end(of: commit.signature.key.line) else { return }
    guard commit.time < end.moment.seconds else { throw late(commit, end) }
    let isNamed = isPart(id, of: end.tips.filter { $0.key == Chain.main }.map(\.value))
    if isNamed { return }
    let book: LedgerBook
    do { book = try ledger() } catch { throw error as? Refusal ?? late(commit, end) }
    let proposals = end.tips.filter { ProposalName(ref: $0.key) != nil }.map(\.value)
    // With receipts they decide what came before a cut-off.
    let named = end.cutOff != nil && !book.receipts.isEmpty ? [] : proposals
    guard isPart(id, of: named + book.heads(of: ref, before: end.moment)) else {
      throw late(commit, end)
    }
  }

  private func isPart(_ id: ObjectID, of tips: [ObjectID]) -> Bool {
    // What is not here leads to nothing.
    tips.contains { $0 == id || (try? git.isAncestor(id, of: $0)) == true }
  }

  private func late(_ commit: SignedCommit, _ end: RegistryHistory.KeyEnd) -> Refusal {
    let key = commit.signature.key.fingerprint
    return Refusal(
      .key,
      "the key \(key) of \(commit.person) ended at \(end.moment), and nothing tells that this is older; propose it again"
    )
  }
}
