import Documents
import Git
import Policies
import Records

/// All policies as they stand: on main, published, signed and owed.
struct PolicyLedger {
  let space: Workspace
  let shelf: PublicationShelf
  /// The policies on main, and those that were published and are there no more.
  let ids: [String]
  private let main: Set<String>

  init(_ space: Workspace) throws {
    self.space = space
    shelf = try PublicationShelf(space.policies)
    main = Set(try space.policies.policies(at: space.policies.mainTip()))
    ids = main.union(shelf.policies).sorted()
  }

  /// Refuses an id that no policy has.
  func require(_ id: String) throws {
    guard ids.contains(id) else { throw WorkflowError.unknownPolicy(id, known: ids) }
  }

  /// What stands at the top of a policy's text on main, else of its newest version.
  func front(of id: String) throws -> PolicyDocument.Front? {
    guard main.contains(id) else { return try shelf.newest(id).map(space.policies.front) }
    let path = PolicyRepository.path(of: id)
    guard let bytes = try space.policies.file(path, at: space.policies.mainTip()) else {
      return nil
    }
    do {
      return try PolicyDocument.front(of: bytes)
    } catch {
      throw WorkflowError.document(path, error)
    }
  }

  /// Whether somebody should have looked at the policy again before today.
  func isOverdue(_ front: PolicyDocument.Front) -> Bool {
    front.reviewBy.map { $0.description < space.edge.now.date } ?? false
  }

  /// Who has not signed what is asked of them, by policy; each person's records are read once.
  func open(for wanted: [String]) async throws -> [String: [Obligation]] {
    let asked = wanted.flatMap { shelf.asked($0, at: space.edge.now) }
    let found = try await space.obligations(for: asked, on: shelf).flatMap { _, obligations in
      obligations.filter { $0.state != .acknowledged }
    }
    return Dictionary(grouping: found) { $0.asked.publication.policy }
  }

  /// The open proposals by the policies that they touch; one that cannot be read is named.
  func proposals() throws -> [String: [String]] {
    var found: [String: [String]] = [:]
    for name in try space.policies.proposalNames() {
      do {
        let proposal = try space.policies.proposal(name)
        guard !proposal.isMerged else { continue }
        for id in proposal.policies { found[id, default: []].append(name.description) }
      } catch {
        let words = ErrorWording.failure(for: error).message
        Output.remark("note: \(name) is left out: \(words)")
      }
    }
    return found
  }

  /// The version that is announced and not yet in force.
  func announced(_ id: String) -> PublicationEntry? {
    shelf.newest(id).flatMap { $0.effective > space.edge.now ? $0 : nil }
  }

  /// The version in force.
  func inForce(_ id: String) -> PublicationEntry? { shelf.inForce(id, at: space.edge.now) }
}
