import Documents
import Linting
import Policies
import Records

/// Whether the clauses that rules name are there: a finding without its clause would ask for trust.
enum RuleClauses {
  /// Refuses rules whose clause the version does not have.
  static func require(
    of rules: [Rule],
    in entry: PublicationEntry,
    _ policies: PolicyRepository
  ) throws {
    let policy = entry.publication.policy
    let path = "policies/\(policy)/policy.md"
    let text = try policies.file(path, at: entry.publication.commit) ?? []
    let doubtful = rules.filter { rule in rule.clause.map { !isMarked($0, in: text) } ?? false }
    guard !doubtful.isEmpty else { return }
    let ids = (try? PolicyDocument(parsing: text))?.clauses.map(\.id) ?? []
    guard let rule = doubtful.first(where: { !ids.contains($0.clause ?? "") }) else { return }
    throw Failure(
      "\(rule.path.safe): clause '\((rule.clause ?? "").safe)' is not in \(entry.title)",
      hint: "writ policy check \(policy.safe)",
      status: .couldNotRun
    )
  }

  /// A look for `{#SM-7`, which nearly always spares reading the whole text.
  private static func isMarked(_ clause: String, in text: [UInt8]) -> Bool {
    let mark = Array("{#\(clause)".utf8)
    return text.indices.contains { index in
      guard text[index] == mark[0], text[index...].starts(with: mark) else { return false }
      let next = index + mark.count < text.count ? text[index + mark.count] : 0
      return next == UInt8(ascii: "}") || next == 0x20
    }
  }
}
