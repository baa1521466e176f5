import Documents
import Linting
import Policies

/// What a policy's `check.yml` leaves out, clause by clause, each with its reason.
///
/// ```yaml
/// allow:
///   - {check: O08, clause: SM-2, reason: only official accounts are meant, by: bruno}
/// ```
/// It is a file of its own so that nobody signs a policy again because of it. Only warnings can be
/// left out; one that leaves nothing out is found itself.
struct CheckAllowances {
  struct Entry {
    var check: String
    var clause: String?
    var reason: String
    var person: String?
    var position: Position
  }

  private let path: String
  private let entries: [Entry]

  /// Nothing is left out.
  init() { (path, entries) = ("", []) }

  /// Reads the file; what is wrong in it has its place.
  init(_ path: String, _ bytes: [UInt8]) throws(DocumentError) {
    self.path = path
    let map = try YAML.parse(UTF8Text.decode(bytes)).map("check.yml")
    try map.allow(only: ["allow"], in: "check.yml")
    entries = try (map["allow"]?.list("allow") ?? []).map { item throws(DocumentError) in
      try Entry(item)
    }
  }

  /// The findings with those marked that are left out, and the entries that leave nothing out.
  func judged(_ findings: [PolicyFinding]) -> [PolicyFinding] {
    var used: Set<Int> = []
    let marked = findings.map { finding in
      guard finding.severity == .warning,
        let index = entries.firstIndex(where: { $0.fits(finding) })
      else { return finding }
      used.insert(index)
      var finding = finding
      finding.severity = .leftOut
      finding.reason =
        entries[index].reason + (entries[index].person.map { " (\($0))" } ?? "")
      return finding
    }
    return marked
      + entries.indices.filter { !used.contains($0) }.map { index in
        let entry = entries[index]
        let place = entry.clause.map { " in \($0)" } ?? ""
        return PolicyFinding(
          .warning,
          "allow",
          "nothing is found by '\(entry.check)'\(place), so there is nothing to leave out",
          path: path,
          at: entry.position
        )
      }
  }
}

extension CheckAllowances.Entry {
  init(_ item: YAMLValue) throws(DocumentError) {
    let map = try item.map("an entry of 'allow'")
    try map.allow(only: ["check", "clause", "reason", "by"], in: "an entry of 'allow'")
    let name = try map.required("check")
    check = try name.text("check")
    let known = DocumentCheck.all.map(\.name) + PolicyWording.checks + [RuleCheck.missing]
    guard known.contains(check) else {
      let near = Nearest.match(check, among: known).map { "; did you mean '\($0)'?" } ?? ""
      let shown = TerminalText.safe(String(check.prefix(60)))
      throw name.error("there is no check '\(shown)' that can be left out\(near)")
    }
    clause = try map["clause"]?.text("clause")
    reason = try map.required("reason").text("reason")
    person = try map["by"]?.text("by")
    position = item.position
  }

  func fits(_ finding: PolicyFinding) -> Bool {
    check == finding.check && (clause.map { $0 == finding.clause } ?? true)
  }
}
