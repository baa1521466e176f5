import Documents
public import Git
public import Policies

/// What somebody is about to propose: the changed files, read and looked at, nothing written.
public struct ProposalDraft: Sendable {
  /// The proposal that it will be or continue.
  public var name: ProposalName
  /// That proposal's newest commit; `nil` for a new one.
  public var previous: ObjectID?
  /// Main, on which the change is based.
  public var main: ObjectID
  /// The changed files with their new contents; `nil` for a removed one.
  public var contents: [String: (bytes: [UInt8], mode: UInt32)?]
  /// What the words say about the class, for each policy text that changes.
  public var assessments: [String: ChangeAssessment]

  /// The least class that the change may have.
  public var leastClass: ChangeClass {
    assessments.values.map(\.change).max() ?? .editorial
  }
}

extension Scribe {
  /// Reads what changed in the work folder since main.
  ///
  /// - Parameters:
  ///   - policy: only this policy's files; `nil` for all changed files.
  ///   - slug: the proposal to make or continue; `nil` to find it by the files.
  ///   - reason: why; a new proposal is named after it.
  /// - Returns: the files and what their words ask for.
  /// - Throws: `WorkflowError` when nothing changed or a file cannot be proposed.
  public func draft(policy: String?, slug: String?, reason: String) throws -> ProposalDraft {
    let main = try repository.mainTip()
    try requireKnown(policy, main)
    var contents: [String: (bytes: [UInt8], mode: UInt32)?] = [:]
    for path in try repository.git.changedPaths() where Scribe.belongs(path, to: policy) {
      guard TreePath.isAllowed(path) else {
        throw WorkflowError.badPath(
          path,
          "only letters, digits, '.', '_', '-' are allowed in names"
        )
      }
      do throws(GitError) {
        contents[path] = .some(try repository.git.readWorkFile(path))
      } catch {
        throw WorkflowError.badPath(path, "it is not a regular file")
      }
    }
    for (path, file) in contents where file?.bytes.count ?? 0 > Repository.fileLimit {
      throw WorkflowError.badPath(path, "it has more than 16 MiB")
    }
    guard !contents.isEmpty else { throw WorkflowError.nothingToPropose(policy) }
    try checkRulesStandAlone(contents, main)
    let paths = Set(contents.keys)
    let name = try self.name(slug: slug, reason: reason, policy: policy, paths: paths)
    return try draft(name, contents, main)
  }

  /// Puts files into a proposal, beside those that it changes already.
  ///
  /// - Parameters:
  ///   - files: the new bytes, by path.
  ///   - proposal: the proposal to go on with; `nil` for a new one.
  ///   - slug: the new proposal's name; `nil` to name it after the reason.
  ///   - reason: why.
  /// - Returns: the files and what their words ask for.
  /// - Throws: `WorkflowError` when nothing differs or the proposal is not this person's.
  public func draft(
    putting files: [String: [UInt8]],
    into proposal: Proposal?,
    slug: String? = nil,
    reason: String
  ) throws -> ProposalDraft {
    let main = try repository.mainTip()
    var contents: [String: (bytes: [UInt8], mode: UInt32)?] = [:]
    for change in proposal?.changes ?? [] {
      contents[change.path] = .some(
        try change.new.map { (try repository.git.content($0.id), $0.mode) }
      )
    }
    for (path, bytes) in files {
      let mode = try repository.git.entry(path, in: repository.tree(of: main))?.mode
      contents[path] = .some((bytes, mode ?? 0o100644))
    }
    try checkRulesStandAlone(contents, main)
    let name = try self.name(
      slug: proposal?.name.description ?? slug,
      reason: reason,
      policy: nil,
      paths: Set(contents.keys)
    )
    return try draft(name, contents, main)
  }

  private func draft(
    _ name: ProposalName,
    _ contents: [String: (bytes: [UInt8], mode: UInt32)?],
    _ main: ObjectID
  ) throws -> ProposalDraft {
    guard !name.isForRegistry else { throw WorkflowError.reservedSlug(name.slug) }
    let previous = try repository.git.reference(name.ref)
    // What was merged may be gone on with, whatever became of its author's key.
    if previous != nil, case let proposal = try repository.proposal(name), !proposal.isMerged {
      try repository.refuseFallen(proposal)
    }
    return ProposalDraft(
      name: name,
      previous: previous,
      main: main,
      contents: contents,
      assessments: try assess(contents, main)
    )
  }

  /// A policy that is neither on main nor in the work folder is a slip of the pen.
  private func requireKnown(_ policy: String?, _ main: ObjectID) throws {
    guard let policy else { return }
    let known = try repository.policies(at: main)
    let isNew =
      try Identifier.isValid(policy)
      && repository.git.readWorkFile(PolicyRepository.path(of: policy)) != nil
    guard known.contains(policy) || isNew else {
      throw WorkflowError.unknownPolicy(policy, known: known)
    }
  }

  private static func belongs(_ path: String, to policy: String?) -> Bool {
    guard let policy else { return true }
    return path.hasPrefix("policies/\(policy)/") || path.hasPrefix("training/\(policy)/")
  }

  private func checkRulesStandAlone(
    _ contents: [String: (bytes: [UInt8], mode: UInt32)?],
    _ main: ObjectID
  ) throws {
    guard let entry = contents[Organisation.path], contents.count > 1 else { return }
    let before = try repository.organisation(at: main)
    guard let file = entry, try Scribe.organisation(file.bytes).approvals == before.approvals else {
      let others = contents.keys.filter { $0 != Organisation.path }.sorted()
      throw WorkflowError.rulesWithOthers(others)
    }
  }

  private static func organisation(_ bytes: [UInt8]) throws -> Organisation {
    do {
      return try Organisation(parsing: bytes)
    } catch {
      throw WorkflowError.document(Organisation.path, error)
    }
  }

  private func assess(
    _ contents: [String: (bytes: [UInt8], mode: UInt32)?],
    _ main: ObjectID
  ) throws -> [String: ChangeAssessment] {
    var found: [String: ChangeAssessment] = [:]
    for (path, file) in contents {
      if path == Organisation.path, let file { _ = try Scribe.organisation(file.bytes) }
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count == 3, parts[0] == "policies", parts[2].hasPrefix("policy."),
        parts[2].hasSuffix(".md")
      else { continue }
      let old = try repository.file(path, at: main).map { try Scribe.document($0, parts[1], path) }
      let new = try file.map { try Scribe.document($0.bytes, parts[1], path) }
      found[path] = ChangeAssessment(from: old, to: new, isTranslation: path.isTranslation)
    }
    return found
  }

  private static func document(
    _ bytes: [UInt8],
    _ id: String,
    _ path: String
  ) throws -> PolicyDocument {
    do throws(DocumentError) {
      let document = try PolicyDocument(parsing: bytes)
      let name = path.split(separator: "/").last ?? ""
      try document.requirePlace(policy: id, language: LanguageTag.ofFile(name))
      return document
    } catch {
      throw WorkflowError.document(path, error)
    }
  }

  /// The proposal to continue, or a name for a new one.
  private func name(
    slug: String?,
    reason: String,
    policy: String?,
    paths: Set<String>
  ) throws -> ProposalName {
    if let slug {
      if let name = ProposalName(slug) {
        guard try name.person == person || repository.partners(of: name, at: now).contains(person)
        else { throw WorkflowError.notYours(name) }
        return name
      }
      guard let name = ProposalName(person: person, slug: slug) else {
        throw WorkflowError.badSlug(slug)
      }
      return name
    }
    let own = try repository.proposalNames().filter { $0.person == person }
    let open = try repository.openProposals(among: own)
      .filter { !paths.isDisjoint(with: $0.paths) }
    guard open.count < 2 else {
      throw WorkflowError.ambiguousProposal(
        policy ?? paths.sorted().first ?? "",
        open.map(\.name.description)
      )
    }
    if let name = open.first?.name { return name }
    let words = Identifier.make(from: reason) ?? policy ?? "change"
    let isReserved = ProposalName(person: person, slug: words)?.isForRegistry == true
    let stem = isReserved ? Identifier.make(from: "the \(words)") : words
    return try freshName(stem ?? "change", taken: Set(own))
  }

  private func freshName(_ stem: String, taken: Set<ProposalName>) throws -> ProposalName {
    for number in 1...999 {
      let slug = number == 1 ? stem : "\(stem.prefix(36))-\(number)"
      if let name = ProposalName(person: person, slug: slug), !taken.contains(name) { return name }
    }
    throw WorkflowError.unknownProposal(stem, known: [])
  }
}
