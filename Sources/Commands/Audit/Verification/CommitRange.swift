import Git
import Policies
import Records

/// `BASE..HEAD` as a forge's check names it: two commits or refs; a BASE of zeros is "new".
struct CommitRange {
  private let space: Workspace
  private let base: ObjectID?
  private let head: ObjectID
  private let ref: String?

  /// Reads a range.
  ///
  /// - Parameters:
  ///   - text: the range.
  ///   - purpose: which ref it is for; `nil` for as its end names it, or as the newest commit says.
  ///   - space: the repository.
  /// - Throws: a `Failure` for what is no range, or is not here.
  init(_ text: String, for purpose: String?, in space: Workspace) throws {
    guard let dots = text.firstRange(of: "..") else { throw CommitRange.misspelt(text) }
    let names = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
    self.space = space
    base =
      names.0.allSatisfy { $0 == "0" }
      ? nil : try CommitRange.commit(names.0, of: text, in: space).id
    let end = try CommitRange.commit(names.1, of: text, in: space)
    (head, ref) = (end.id, purpose ?? end.ref)
  }

  /// Checks what stands between the two.
  func verify() async throws -> VerificationReport {
    try await RangeVerifier(space.policies).run(from: base, to: head, on: ref)
  }

  /// A commit, and the ref that named it.
  private static func commit(
    _ name: String,
    of range: String,
    in space: Workspace
  ) throws -> (id: ObjectID, ref: String?) {
    if let id = ObjectID(hex: name) { return (id, nil) }
    if name == "HEAD", let id = try space.git.headCommit() {
      return (id, try space.git.headBranch())
    }
    for ref in [name, "refs/heads/\(name)", "refs/remotes/\(name)"] where ref.hasPrefix("refs/") {
      // A listing takes any words; a look-up would stumble over some that can be no name.
      let found = try space.git.references(matching: ref).first { $0.name == ref }
      if let id = found?.target { return (id, ref) }
    }
    // `HEAD~1` and the like are for Git to work out.
    guard !name.contains(where: { "~^@{:".contains($0) }) else {
      throw Failure(
        "'\(name.safe)' is neither a full commit id nor a ref",
        hint: "writ verify --range "
          + range.replacing(name, with: "$(git rev-parse \(name.shellWord))"),
        status: .couldNotRun
      )
    }
    throw Failure(
      "there is no commit '\(name.safe)' here",
      cause: "a check needs the whole history, also of BASE",
      hint: "git fetch --unshallow origin",
      status: .couldNotRun
    )
  }

  private static func misspelt(_ text: String) -> Failure {
    Failure(
      "'\(text.safe)' is no range",
      hint: "writ verify --range main..HEAD",
      status: .couldNotRun
    )
  }
}
