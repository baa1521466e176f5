import Foundation
import Git
import Policies
import TestTools
import Testing

@testable import Records

/// The same attack against a server: what was forged here is pushed to a bare repository with
/// Writ's hooks that held everything honest.
extension Company {
  /// The program, as it was built beside the tests; the server's hooks run it.
  static let writ =
    URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().path + "/writ"

  /// Pushes every ref that differs from what it was before the first forgery.
  ///
  /// Whatever somebody pushes, at least one ref is refused and what the server has is still good.
  func expectTheServerRefuses(_ honest: [String: ObjectID]) async throws {
    let now = try refs()
    let changed = Set(now.keys).union(honest.keys).filter { now[$0] != honest[$0] }.sorted()
    guard !changed.isEmpty else { return }
    let server = try TemporaryFolder()
    let bare = try serve(honest, in: server)
    let wishes = changed.map { "+\(now[$0]?.hex ?? ""):\($0)" }
    let pushed = try Program.run(["git", "push", "-q", bare.gitFolder] + wishes, in: path)
    let after = try refs(of: bare)
    let refused = changed.filter { after[$0] != now[$0] }
    let report = try await Verifier(PolicyRepository(bare, pinned: nil)) {
      try Repository.open(from: server.path("server.git"))
    }.run(workers: 1)
    // With the server's own receipt comes back what counts for nothing.
    let hasReceipt = now[Chain.ledger] != honest[Chain.ledger]
    let isRestored = hasReceipt && !report.isGood && report.problems.allSatisfy(\.hasFallen)
    #expect(isRestored || !pushed.isGood && !refused.isEmpty, "the server took \(wishes)")
    // A receipt for what the server never took says so, as it would after a loss.
    let problems = report.problems.filter {
      !($0.refusal.code == .ledger && refused.contains($0.ref)) && !($0.hasFallen && hasReceipt)
    }
    #expect(problems.isEmpty, "the server has \(problems), and said: \(pushed.error)")
  }

  /// The refs that have a target of their own.
  func refs() throws -> [String: ObjectID] { try refs(of: git) }

  private func refs(of git: Repository) throws -> [String: ObjectID] {
    try git.references(matching: "refs/*").reduce(into: [:]) { $0[$1.name] = $1.target }
  }

  private func serve(_ refs: [String: ObjectID], in folder: TemporaryFolder) throws -> Repository {
    let bare = folder.path("server.git")
    try Program.text(["git", "init", "-q", "--bare", "-b", "main", bare], in: folder.path)
    try Program.text(
      ["git", "push", "-q", bare] + refs.map { "\($0.value):\($0.key)" }.sorted(),
      in: path
    )
    let identity = try PolicyRepository(Repository.open(from: bare), pinned: nil).identity
    try Program.text(
      [
        Company.writ, "hooks", "install", "--server", "--repository", bare, "--fingerprint",
        identity,
      ],
      in: folder.path
    )
    return try Repository.open(from: bare)
  }
}
