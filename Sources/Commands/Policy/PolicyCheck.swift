import Documents
import Git
import Linting
import Policies
import Records
import Signing

/// Checks a policy's texts and rules against each other: what a reviewer should not have to find.
struct PolicyCheck: Sendable {
  private let policies: PolicyRepository
  private let surroundings: PolicyCase.Surroundings

  init(_ policies: PolicyRepository, at moment: Instant) throws {
    self.policies = policies
    let tip = policies.registryTip
    let people = try policies.registry.people(at: tip).filter { $0.left == nil }
    let ids = Set(people.map(\.person.description))
    let roles = try policies.registry.roles(at: tip).filter { role in
      role.value.contains { ids.contains($0.description) }
    }
    surroundings = PolicyCase.Surroundings(
      today: Day(moment.date),
      groups: Set(people.flatMap(\.groups)),
      roles: Set(roles.keys),
      knows: { ids.contains($0) }
    )
  }

  /// What is wrong in the policies that a proposal touches; empty if nothing is.
  func findings(of proposal: Proposal) throws -> [PolicyFinding] {
    let files = PolicyFiles(policies, at: proposal.head)
    let known = try Set(files.ids())
    return try proposal.policies.filter(known.contains).flatMap { try findings(of: $0, in: files) }
  }

  /// What is wrong in one policy.
  func findings(of id: String, in files: PolicyFiles) throws -> [PolicyFinding] {
    var found: [PolicyFinding] = []
    let path = PolicyRepository.path(of: id)
    let text = try read(path, id, in: files, &found)
    let translations = try translations(of: id, in: files, &found)
    let rules = try rules(of: id, in: files, &found)
    guard let text else { return found }
    let policy = PolicyCase(
      path: path,
      bytes: text.bytes,
      document: text.document,
      translations: translations,
      surroundings: surroundings,
      digest: Digest.sha256
    )
    found += DocumentCheck.findings(in: policy)
    found += try WordingCheck(path: path, bytes: text.bytes, document: text.document).findings()
    found += try texts([(path, text.document)] + translations)
    found += try RuleCheck(path: path, document: text.document, rules: rules).findings()
    let placed = found.map { $0.placed(in: text.document, path) }
    let allowances = try allowances(of: id, in: files, &found)
    let broken = found.suffix(found.count - placed.count)
    return (allowances.judged(placed) + broken).sorted(by: PolicyFinding.isInOrder)
  }

  /// What the policy's `check.yml` leaves out.
  private func allowances(
    of id: String,
    in files: PolicyFiles,
    _ found: inout [PolicyFinding]
  ) throws -> CheckAllowances {
    let path = "policies/\(id)/check.yml"
    guard let file = try files.file(path) else { return CheckAllowances() }
    do throws(DocumentError) {
      return try CheckAllowances(path, file.readBytes())
    } catch {
      found.append(PolicyFinding(unreadable: path, error))
      return CheckAllowances()
    }
  }

  /// References, terms and clause ids, beside the texts that were published before.
  ///
  /// Headings without an id are found by `DocumentCheck.headings`.
  private func texts(
    _ documents: [(path: String, document: PolicyDocument)]
  ) throws -> [PolicyFinding] {
    let main = try policies.mainTip()
    return try documents.flatMap { path, document in
      try TextCheck(policies).findings(in: document, path, on: main)
        .filter { $0.weight == .error }
        .map { PolicyFinding(.error, $0.rule, $0.message, path: path, at: $0.position) }
    }
  }

  /// A text that can be read and says that it is what its place says.
  private func read(
    _ path: String,
    _ id: String,
    language: String? = nil,
    in files: PolicyFiles,
    _ found: inout [PolicyFinding]
  ) throws -> (bytes: [UInt8], document: PolicyDocument)? {
    guard let file = try files.file(path) else { return nil }
    do throws(DocumentError) {
      let bytes = try file.readBytes()
      let document = try PolicyDocument(parsing: bytes)
      try document.requirePlace(policy: id, language: language)
      return (bytes, document)
    } catch {
      found.append(PolicyFinding(unreadable: path, error))
      return nil
    }
  }

  private func translations(
    of id: String,
    in files: PolicyFiles,
    _ found: inout [PolicyFinding]
  ) throws -> [(path: String, document: PolicyDocument)] {
    var texts: [(path: String, document: PolicyDocument)] = []
    for name in try files.names(in: "policies/\(id)") where name.hasPrefix("policy.") {
      let path = "policies/\(id)/\(name)"
      guard let language = LanguageTag.ofFile(name) else {
        if name != "policy.md", name.hasSuffix(".md") {
          let words = "no language has this name; write it as in 'policy.de.md'"
          found.append(PolicyFinding(.error, "unreadable", words, path: path))
        }
        continue
      }
      if let text = try read(path, id, language: language, in: files, &found) {
        texts.append((path, text.document))
      }
    }
    return texts
  }

  private func rules(
    of id: String,
    in files: PolicyFiles,
    _ found: inout [PolicyFinding]
  ) throws -> [Rule] {
    var rules: [Rule] = []
    for path in try rulePaths(of: id, in: files, &found) {
      guard let file = try files.file(path) else { continue }
      do throws(DocumentError) {
        rules.append(try RulesInForce.parse(id, path, file.readBytes()))
      } catch {
        found.append(PolicyFinding(unreadable: path, error))
      }
    }
    return rules
  }

  private func rulePaths(
    of id: String,
    in files: PolicyFiles,
    _ found: inout [PolicyFinding]
  ) throws -> [String] {
    do {
      return try files.ruleFiles(of: id).paths()
    } catch let problem as RuleFiles.Problem {
      found.append(PolicyFinding(unreadable: problem.path, problem.error))
      return []
    }
  }

  /// Refuses a draft whose rule files cannot be read.
  static func refuseBroken(_ draft: ProposalDraft) throws {
    for (path, file) in draft.contents.sorted(by: { $0.key < $1.key }) {
      let parts = path.split(separator: "/").map(String.init)
      guard let file, parts.first == "policies", path.hasSuffix(".yml"),
        parts.count == 4 && parts[2] == "rules" || parts.count == 5 && parts[2] == "packs"
      else { continue }
      do throws(DocumentError) {
        _ = try RulesInForce.parse(parts[1], path, file.bytes)
      } catch {
        throw Failure(document: path, error)
      }
    }
  }
}

extension PolicyFiles.File {
  /// What the file holds, or why that is not looked at.
  func readBytes() throws(DocumentError) -> [UInt8] {
    if let problem { throw problem }
    return bytes ?? []
  }
}

extension PolicyFinding {
  /// The finding with the clause that it stands in.
  fileprivate func placed(in document: PolicyDocument, _ path: String) -> PolicyFinding {
    guard path == self.path, let line = position?.line else { return self }
    var finding = self
    finding.clause = document.clauses.last { $0.line <= line && !$0.id.isEmpty }?.id
    return finding
  }

  /// A file that cannot be read as what it should be.
  fileprivate init(unreadable path: String, _ error: DocumentError) {
    self.init(.error, "unreadable", error.message, path: path, at: error.position)
  }
}
