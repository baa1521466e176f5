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
      do throws(Refusal) {
        try check(id, on: reference.name)
      } catch {
        report.problems.append(
          .init(ref: reference.name, object: id, person: person, refusal: error)
        )
      }
    }
    return report
  }

  /// Checks a request by today's rules for passkeys, or by those that stood when it was made: nobody can take
  /// it away again, and what it asks for is granted by today's alone.
  private func check(_ id: ObjectID, on ref: String) throws(Refusal) {
    let refusal: Refusal
    do throws(Refusal) {
      _ = try repository.request(id, on: ref)
      return
    } catch {
      refusal = error
    }
    let record = try Record(parsing: repository.git.signedCommit(id).commit.message)
    guard let version = record.registry, try repository.history().place(of: version) != nil else {
      throw refusal
    }
    _ = try repository.request(id, on: ref, by: version)
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
