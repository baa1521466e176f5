import Documents
import Git
import Linting

/// Which findings stand on lines that are new since a commit.
struct ChangedLines {
  private let repository: Repository
  private let tree: ObjectID?
  /// The commit as it was named.
  let name: String

  /// The lines since a commit that a person names.
  init(since name: String, in repository: Repository) throws {
    guard let commit = try repository.commit(named: name) else {
      throw Failure("there is no commit '\(name.safe)'", hint: "git log", status: .couldNotRun)
    }
    self.init(repository, try repository.treeOfCommit(commit), name)
  }

  /// The lines that the next commit would bring.
  init(sinceHEADOf repository: Repository) throws {
    self.init(repository, try repository.headTree(), "the last commit")
  }

  /// The lines since a tree; all of them where there is none.
  init(_ repository: Repository, _ tree: ObjectID?, _ name: String) {
    (self.repository, self.tree, self.name) = (repository, tree, name)
  }

  /// The report with what stands on these lines, or at no place of its own such as a missing field.
  func narrowed(_ report: Report, _ draft: Draft, at path: String) throws -> Report {
    guard let old = try content(of: path) else { return report }
    let lines = try repository.changedLines(from: old, to: draft.bytes)
    if touchesFrontMatter(lines, of: draft) { return report }
    var report = report
    let count = report.findings.count
    report.findings.removeAll { finding in
      !finding.bytes.isEmpty
        && lines.isDisjoint(
          with: finding.position.line...max(finding.position.line, finding.end.line)
        )
    }
    let left = count - report.findings.count
    if left > 0 {
      let what = left == 1 ? "1 finding" : "\(left) findings"
      report.notices.append("\(what) on lines that are the same as in \(name) not shown")
    }
    return report
  }

  /// Another account or channel puts every line in another light.
  private func touchesFrontMatter(_ lines: Set<Int>, of draft: Draft) -> Bool {
    // One that cannot be read may say anything.
    guard let front = try? FrontMatter(parsing: draft.bytes) else { return true }
    guard front.isPresent else { return false }
    return lines.contains { $0 < front.bodyLine }
  }

  private func content(of path: String) throws -> [UInt8]? {
    guard let tree, let file = try repository.file(path, inTree: tree) else { return nil }
    return try repository.read(file.id).bytes
  }
}
