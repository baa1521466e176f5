import Git
import Policies

/// Main's first-parent chain: `root/1`, then a signed merge for each proposal.
struct MainHistory: Sendable {
  /// One commit of the chain.
  struct Entry: Sendable {
    let link: ChainLink
    /// The merge; `nil` for the root.
    let merge: Merge?
    let changes: [FileChange]

    var id: ObjectID { link.id }
  }

  /// The commits, oldest first.
  let entries: [Entry]

  /// Reads the chain; its signatures and approvals are `MainVerifier`'s business.
  init(upTo tip: ObjectID, in repository: PolicyRepository) throws(Refusal) {
    var entries: [Entry] = []
    for link in try Chain.read(from: tip, in: repository.git) {
      entries.append(try MainHistory.entry(link, after: entries.last, in: repository))
    }
    self.entries = entries
  }

  static func entry(
    _ link: ChainLink,
    after previous: Entry?,
    in repository: PolicyRepository
  ) throws(Refusal) -> Entry {
    try link.follows(previous?.link, repository: repository.identity)
    guard link.record.format == (previous == nil ? .root : .merge) else {
      throw Refusal(.record, "a \(link.record.format.rawValue) record on main")
    }
    let merge = previous == nil ? nil : try Merge(link.record)
    guard merge == nil || link.commit.parents.count == 2 else {
      throw Refusal(.chain, "a merge has exactly two parents")
    }
    let before = previous?.link.commit.tree
    do throws(GitError) {
      let changes = try repository.git.changes(from: before, to: link.commit.tree)
      return Entry(link: link, merge: merge, changes: changes)
    } catch {
      throw Refusal(.object, error.message)
    }
  }

  func contains(_ commit: ObjectID) -> Bool { entries.contains { $0.id == commit } }

  /// The highest class among the merges that touched a policy after one commit up to another.
  func change(
    of policy: String,
    since old: ObjectID?,
    upTo new: ObjectID
  ) throws(Refusal) -> ChangeClass {
    guard let end = entries.firstIndex(where: { $0.id == new }) else {
      throw Refusal(.version, "commit \(new) is not on main")
    }
    let start = entries.firstIndex { $0.id == old }.map { $0 + 1 } ?? 0
    guard start <= end else { throw Refusal(.version, "main went back") }
    let touching = entries[start...end].filter { entry in
      entry.changes.contains { $0.path.hasPrefix("policies/\(policy)/") }
    }
    return touching.map { $0.merge?.change ?? .material }.max() ?? .editorial
  }
}
