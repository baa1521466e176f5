import Documents
import Git
import Policies
import Records
import Signing

/// The place of a policy that is about to begin.
struct NewPolicy {
  /// A policy's text, ready to be written, and what to say about it.
  struct Made {
    var text: String
    var document: PolicyDocument
    var summary: String
    var remarks: [String]
  }

  let id: String
  private let space: Workspace

  /// Refuses an id that is none, or that a policy has already.
  init(_ id: String, _ space: Workspace) throws {
    (self.id, self.space) = (id, space)
    guard Identifier.isValid(id) else {
      let better = Identifier.make(from: id)
      throw Failure(
        "'\(id.safe)' is no policy id; use small letters, digits and dashes",
        hint: "writ policy new \(better ?? "travel-expenses")",
        status: .couldNotRun
      )
    }
    let onMain = try space.policies.policies(at: space.policies.mainTip()).contains(id)
    guard try !onMain && space.git.readWorkFile(path) == nil else {
      throw Failure(
        "there is a policy '\(id)' already; it was left as it is",
        hint: "writ policy check \(id)"
      )
    }
  }

  /// The file, from the root of the repository.
  var path: String { PolicyRepository.path(of: id) }

  /// The text: what came in, or a skeleton to fill.
  func make(_ incoming: IncomingText?, _ front: ImportedFront, prefix: ClausePrefix?) throws -> Made
  {
    let prefix = try prefix ?? ClausePrefix(policy: id, avoiding: usedPrefixes())
    guard let incoming else {
      let text = PolicySkeleton(id: id, front: front, prefix: prefix).text
      let document = try parse(text)
      return Made(text: text, document: document, summary: "a text to fill in", remarks: [])
    }
    let request = PolicyImport.Request(
      id: id,
      front: incoming.filling(front),
      prefix: prefix,
      countsHeadings: incoming.isFromWord
    )
    do throws(DocumentError) {
      let policy = try PolicyImport(incoming.markdown, as: request)
      return Made(policy, incoming)
    } catch {
      throw Failure(
        document: incoming.name,
        error,
        hint: "open \(incoming.name.safe) in an editor, mend that place, and try again"
      )
    }
  }

  /// Writes the file, and never over another one.
  func write(_ text: String) throws {
    do throws(GitError) {
      try space.git.createWorkFile(path, Array(text.utf8))
    } catch {
      guard error.code == .exists else { throw error }
      throw Failure(
        "'\(path)' is there already; it was left as it is",
        hint: "writ policy check \(id)"
      )
    }
  }

  /// What the text lacks, in words.
  func missing(_ document: PolicyDocument) throws -> [String] {
    let check = try PolicyCheck(space.policies, at: space.edge.now)
    return try check.findings(of: document.front.id, in: PolicyFiles(at: space)).map { finding in
      let line = finding.position.map { " (line \($0.line) of the new file)" } ?? ""
      return "\(finding.message)\(line)"
    }
  }

  /// The first letters of other policies' clause ids, so that an id names one clause of the company.
  private func usedPrefixes() throws -> Set<String> {
    let files = try PolicyFiles(at: space)
    let clauses = try files.ids().flatMap { id -> [String] in
      guard let bytes = try files.file(PolicyRepository.path(of: id))?.bytes else { return [] }
      return (try? PolicyDocument(parsing: bytes))?.clauses.map(\.id) ?? []
    }
    return Set(clauses.compactMap(ClausePrefix.of))
  }

  private func parse(_ text: String) throws -> PolicyDocument {
    do {
      return try PolicyDocument(parsing: Array(text.utf8))
    } catch {
      throw WorkflowError.document(path, error)
    }
  }
}

extension NewPolicy.Made {
  /// What came in, with all that its reader should look at.
  fileprivate init(_ policy: PolicyImport, _ incoming: IncomingText) {
    let count = policy.document.clauses.count { !$0.id.isEmpty }
    self.init(
      text: policy.text,
      document: policy.document,
      summary: "\(count) \(count == 1 ? "clause" : "clauses") from \(incoming.name.safe)",
      remarks: NewPolicy.Made.numbers(policy.numbers, isCounted: incoming.isFromWord)
        + NewPolicy.Made.notes(incoming.notes + policy.notes, incoming)
    )
  }

  private static func numbers(_ numbers: [PolicyImport.Number], isCounted: Bool) -> [String] {
    guard numbers.count > 1 else { return [] }
    let width = numbers.map(\.old.count).max() ?? 0
    let heading =
      isCounted
      ? "Clauses, with the numbers that Word gives to headings if it counts them:"
      : "Numbers and the clauses they are now:"
    return [heading]
      + numbers.map { "  \($0.old.padding(to: width))  \($0.clause)  \($0.title)" }
  }

  /// Twenty notes are read; two hundred are not.
  private static func notes(_ notes: [ImportNote], _ incoming: IncomingText) -> [String] {
    let shown = notes.prefix(20).map { note in
      // A line of what pandoc made of a Word file is a line of nothing that the person has.
      let line = incoming.isFromWord ? nil : note.line
      return "note: \(line.map { "line \($0): " } ?? "")\(note.text)"
    }
    return shown + (notes.count > 20 ? ["note: and \(notes.count - 20) more of this kind"] : [])
  }
}
