import ArgumentParser
import Git
import Policies
import Records

/// The command `writ redline`.
struct RedlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redline",
    abstract: "Show what changed in a policy, word by word",
    discussion: """
      Compares two versions such as 1.0 and 2.1, a proposal, 'main' or 'here' (the file as it lies \
      here). Without FROM and TO: the newest version and the file as it lies here. Line breaks and \
      list marks are no change; a clause is the same clause wherever it stands.
      """
  )

  @Argument(help: "The policy") var policy: String
  @Argument(help: "The older text (default: the newest version)") var from: String?
  @Argument(help: "The newer text (default: the file here)") var to: String?
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let space = try place.open()
    let texts = PolicyTexts(space: space, policy: policy)
    let old =
      try from.map { $0 == "here" && to == nil ? try texts.newest() : try texts.text($0) }
      ?? texts.newest()
    let new = try to.map { try texts.text($0) } ?? texts.text("here")
    let redline = Redline(from: old, to: new)
    guard !redline.isEmpty else { return Output.answer("No word changed") }
    Output.answer(redline.text(in: Output.redlineStyle(space.edge.terminal)))
  }
}

/// Finds a policy's text by what a person calls it.
struct PolicyTexts {
  let space: Workspace
  let policy: String

  /// The newest published text, or main's if nothing was published.
  func newest() throws -> PolicyDocument? {
    guard let entry = try PublicationShelf(space.policies).newest(policy) else {
      return try text("main")
    }
    return try space.policies.document(of: entry)
  }

  func text(_ name: String) throws -> PolicyDocument? {
    if name == "here" { return try here() }
    if name == "main" { return try space.policies.policy(policy, at: space.policies.mainTip()) }
    if let version = PolicyVersion(name) { return try published(version) }
    let proposal = try space.policies.proposal(matching: name)
    return try space.policies.policy(policy, at: proposal.head)
  }

  private func published(_ version: PolicyVersion) throws -> PolicyDocument {
    let shelf = try PublicationShelf(space.policies)
    guard let entry = shelf.entry(policy, version) else {
      throw WorkflowError.unknownVersion(
        policy,
        version.description,
        known: shelf.standing(policy).map(\.publication.version.description)
      )
    }
    return try space.policies.document(of: entry)
  }

  private func here() throws -> PolicyDocument? {
    let path = PolicyRepository.path(of: policy)
    guard !space.git.isBare else {
      throw Failure(
        "there are no files in a bare repository; say which texts to compare",
        hint: "writ redline \(policy.safe) 1.0 main",
        status: .couldNotRun
      )
    }
    guard Identifier.isValid(policy), !space.git.isBare, let file = try space.git.readWorkFile(path)
    else {
      throw WorkflowError.unknownPolicy(
        policy,
        known: try space.policies.policies(at: space.policies.mainTip())
      )
    }
    do {
      return try PolicyDocument(parsing: file.bytes)
    } catch {
      throw WorkflowError.document(path, error)
    }
  }
}
