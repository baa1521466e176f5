import Git
import Policies
import Signing

extension PolicyRepository {
  /// Checks that everybody's commits in a proposal are signed with their own keys, in time.
  ///
  /// - Throws: `WorkflowError.fallen`; a `Refusal` for anything else that is wrong.
  func refuseFallen(_ proposal: Proposal) throws {
    if let fall = try fall(of: proposal) { throw WorkflowError.fallen(proposal.name, fall) }
  }

  /// Why a proposal fell: a commit of it was signed with a key that its author no longer had, and nothing else
  /// is wrong with it.
  ///
  /// Such a proposal can never be merged and takes nothing else with it. It stays where it is, since a
  /// server takes no ref away.
  ///
  /// - Parameter proposal: one that is not merged.
  /// - Returns: what is wrong with the first such commit; `nil` if all are good.
  /// - Throws: a `Refusal` for anything else that is wrong with a signature.
  public func fall(of proposal: Proposal) throws -> Refusal? {
    let history = try history()
    let ended = EndedKeys(git: git, history: history, ledger: { try self.ledger() })
    var fall: Refusal?
    for id in try git.commits(from: proposal.head, excluding: [trunk(of: proposal.name)]) {
      let commit = try git.signedCommit(id).commit
      do throws(Refusal) {
        try registry.requiredMember(commit.person, at: registryTip).check(
          commit.signature,
          of: commit.payload,
          at: Instant(seconds: commit.time)
        )
        try ended.check(id, commit, on: proposal.name.ref)
      } catch {
        let owner = history.end(of: commit.signature.key.line)?.person
        guard error.code == .key, owner == commit.person else { throw error }
        fall = error
      }
    }
    return fall
  }
}
