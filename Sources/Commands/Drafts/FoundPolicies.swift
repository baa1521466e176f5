import Git
import Records

/// The policies that drafts are checked against, as they were found on this machine.
struct FoundPolicies {
  /// The policy repository, or the kept copy of one.
  let repository: PolicyRepository
  /// Where it is, as `.writ.yml` says it.
  let place: String
  /// When a copy was brought up to date last; `nil` for a folder, which is no copy.
  let fetched: Instant?

  /// Opens the policies; the network is never asked.
  ///
  /// - Parameters:
  ///   - place: where they are.
  ///   - wanted: the identity that they must have; `nil` takes what is there.
  ///   - source: who names that identity, for the words of the error.
  ///   - edge: the machine.
  /// - Throws: a `Failure` with status 2 where they are not there or others than those wanted.
  init(
    at place: PolicyPlace,
    as wanted: String?,
    by source: String,
    _ edge: Edge
  ) throws {
    switch place {
    case .address(let address):
      let copy = try PolicyCache(address, edge).open(as: wanted, by: source)
      (self.place, repository, fetched) = (address.text, copy.policies, copy.fetched)
    case .folder(let folder):
      let space = try FoundPolicies.open(folder, edge)
      guard space.policies.identity == wanted ?? space.policies.identity else {
        throw Failure(
          "'\(folder.safe)' is another policy repository than \(source) names",
          cause: "its identity is \(space.policies.identity)",
          hint: FoundPolicies.hint(on: source),
          status: .couldNotRun
        )
      }
      self.place = space.git.workFolder ?? space.git.gitFolder
      (repository, fetched) = (space.policies, nil)
    }
  }

  private static func open(_ folder: String, _ edge: Edge) throws -> Workspace {
    let nothing = Failure(
      "no policies are found in '\(folder.safe)'",
      hint: "writ hooks install --policies WHERE-THE-POLICIES-ARE",
      status: .couldNotRun
    )
    do {
      guard try Repository.find(from: folder) != nil else { throw nothing }
      return try Workspace(folder: folder, edge: edge)
    } catch WorkflowError.notAPolicyRepository, is GitError {
      throw nothing
    }
  }

  /// What to do about another identity than somebody names.
  static func hint(on source: String) -> String {
    source == DraftSettings.file
      ? "git diff \(DraftSettings.file)" : "compare it with whoever keeps the policies"
  }

  /// From how many days on it is said how old a copy is: what is announced comes into force in it
  /// by itself, and the notice for that is commonly longer.
  static let freshDays = 7

  /// Whether it is no copy, or a copy whose age does not matter yet.
  func isFresh(at now: Instant) -> Bool {
    fetched.map { $0.adding(days: Self.freshDays) >= now } ?? true
  }

  /// Says how old a copy is once that matters.
  func remarkIfOld(at now: Instant) {
    guard let fetched, !isFresh(at: now) else { return }
    let days = (now.seconds - fetched.seconds) / 86_400
    Output.remark(
      "note: the policies here are \(days) days old, and newer ones may be in force; writ policy fetch brings them"
    )
  }
}

extension RulesInForce {
  /// Of which day they are, where they come from a copy.
  var age: String { fetched.map { ", as of \($0.date)" } ?? "" }
}
