import Documents
import Git
import Pages
import Policies
import Records
import Signing

/// One text of a policy with what a person calls it.
struct NamedText {
  /// What it is called: `1.0`, `main`, a proposal's name, `here`.
  let name: String
  /// What it is, such as "in force from 2026-01-05".
  let detail: String
  let bytes: [UInt8]
  let document: PolicyDocument
  /// What to know about its language; `nil` for the text that counts.
  var languageNote: String?
  /// In whose name changes that lead to it stand.
  let author: String
  let time: Instant

  /// The text as a page names it.
  var compared: ComparedText {
    ComparedText(
      name: name,
      detail: detail,
      languageNote: languageNote,
      digest: Digest.sha256(bytes)
    )
  }

  /// The language that it is in.
  var language: String { document.front.language }
}

/// Finds a policy's text by what a person calls it.
struct PolicyTexts {
  let space: Workspace
  let policy: String

  /// The newest published text, or main's if nothing was published.
  func newest() throws -> NamedText {
    guard let entry = try PublicationShelf(space.policies).newest(policy) else {
      return try text("main")
    }
    return try published(entry)
  }

  func text(_ name: String) throws -> NamedText {
    if name == "here" { return try here() }
    if name == "main" { return try main() }
    if let version = PolicyVersion(name) { return try published(version) }
    return try proposed(space.policies.proposal(matching: name))
  }

  /// A published text, in another language where its translation is whole and up to date.
  ///
  /// The digest is always that of the text that counts, which is what people sign.
  func published(_ entry: PublicationEntry, in edition: Edition? = nil) throws -> NamedText {
    NamedText(
      name: entry.publication.version.description,
      detail: entry.inForce(on: space.edge.now),
      bytes: try space.policies.text(of: entry),
      document: try edition?.wholeDocument ?? space.policies.document(of: entry),
      languageNote: edition?.pageRemark,
      author: try space.policies.organisation(at: entry.publication.commit).name,
      time: entry.time
    )
  }

  private func published(_ version: PolicyVersion) throws -> NamedText {
    let shelf = try PublicationShelf(space.policies)
    guard let entry = shelf.entry(policy, version) else {
      throw WorkflowError.unknownVersion(
        policy,
        version.description,
        known: shelf.standing(policy).map(\.publication.version.description)
      )
    }
    return try published(entry)
  }

  private func main() throws -> NamedText {
    let tip = try space.policies.mainTip()
    let document = try space.policies.policy(policy, at: tip)
    return NamedText(
      name: "main",
      detail: "as merged, \(space.edge.now.date)",
      bytes: try space.policies.file(PolicyRepository.path(of: policy), at: tip) ?? [],
      document: document,
      author: try space.policies.organisation(at: tip).name,
      time: space.edge.now
    )
  }

  private func proposed(_ proposal: Proposal) throws -> NamedText {
    let document = try space.policies.policy(policy, at: proposal.head)
    return NamedText(
      name: proposal.name.description,
      detail: "proposed \(proposal.time.date)",
      bytes: try space.policies.file(PolicyRepository.path(of: policy), at: proposal.head) ?? [],
      document: document,
      author: proposal.authors.sorted().map(\.description).joined(separator: ", "),
      time: proposal.time
    )
  }

  private func here() throws -> NamedText {
    let path = PolicyRepository.path(of: policy)
    guard !space.git.isBare else {
      throw Failure(
        "there are no files in a bare repository; say which texts to compare",
        hint: "writ redline \(policy.shellWord) 1.0 main",
        status: .couldNotRun
      )
    }
    guard Identifier.isValid(policy), let file = try space.git.readWorkFile(path) else {
      throw WorkflowError.unknownPolicy(
        policy,
        known: try space.policies.policies(at: space.policies.mainTip())
      )
    }
    return NamedText(
      name: "here",
      detail: "the file on this computer, \(space.edge.now.date)",
      bytes: file.bytes,
      document: try PolicyTexts.document(file.bytes, path),
      author: space.configuration.value("writ.person", from: .all) ?? "here",
      time: space.edge.now
    )
  }

  /// A policy's text, or the place in its file that is wrong.
  static func document(_ bytes: [UInt8], _ path: String) throws -> PolicyDocument {
    do {
      return try PolicyDocument(parsing: bytes)
    } catch {
      throw WorkflowError.document(path, error)
    }
  }
}

extension PublicationEntry {
  /// "in force from 2026-01-05", or that it is announced or withdrawn.
  func inForce(on moment: Instant) -> String {
    if let withdrawn { return "withdrawn \(withdrawn.date)" }
    return effective <= moment
      ? "in force from \(effective.date)" : "announced, in force from \(effective.date)"
  }
}
