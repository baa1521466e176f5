import Git
import Policies

/// Checks the requests to be let in that wait.
///
/// What the registry keeps of those it entered is checked with the registry; their refs stay for
/// good, and must hold the very same.
struct RequestVerifier {
  private let repository: PolicyRepository

  init(_ repository: PolicyRepository) { self.repository = repository }

  /// Checks them.
  ///
  /// - Parameter references: all refs of the repository.
  /// - Returns: how many wait, and what is wrong with them.
  /// - Throws: a `GitError` or `Refusal` where the registry cannot be read.
  func run(among references: [Reference]) throws -> VerificationReport {
    var report = VerificationReport()
    let tree = try repository.git.signedCommit(repository.registryTip).commit.tree
    for reference in references {
      guard case .enrolment(let person, let key) = RefKind(reference.name),
        let id = reference.target
      else { continue }
      if try isEntered(id, of: person, key: key, in: tree) { continue }
      report.count(.requests)
      do {
        _ = try repository.request(id, on: reference.name)
      } catch {
        report.problems.append(
          .init(ref: reference.name, object: id, person: person, refusal: error)
        )
      }
    }
    return report
  }

  /// Whether the registry keeps this very request.
  private func isEntered(
    _ id: ObjectID,
    of person: PersonID,
    key: String,
    in tree: ObjectID
  ) throws -> Bool {
    let path = EnrolmentRequest.path(of: person, key: key)
    guard let kept = try repository.git.entry(path, in: tree),
      let bytes = try? repository.git.object(id, .commit, limit: EnrolmentRequest.sizeLimit)
    else { return false }
    return try Repository.identify(RawObject(kind: .blob, bytes: bytes)) == kept.id
  }
}
