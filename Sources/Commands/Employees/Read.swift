import ArgumentParser
import Foundation
import Git
import Pages
import Policies
import Records

/// The command `writ read`.
struct Read: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Read a policy as it is in force",
    discussion: """
      Clauses have the number that they have today, and the id that never changes in brackets. A \
      reference to a clause shows both number and title of that clause.
      """
  )

  @Argument(
    help: ArgumentHelp("The policy, or one version as in social-media@1.0", valueName: "policy")
  )
  var name: String

  @Flag(help: "Only what changed since the version you signed") var changes = false
  @Flag(help: "Write a page for any browser, complete in one file") var html = false

  @Option(
    help: ArgumentHelp("Write to a file (default: the screen)", valueName: "file")
  )
  var output: String?

  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let reader = PolicyReader(space: space)
    let entry = try reader.entry(name)
    var old: PublicationEntry?
    if changes {
      let person = try space.person(actor)
      guard try !reader.hasSigned(person, entry) else {
        return Output.answer("Nothing has changed since \(entry.title), which you signed")
      }
      old = try reader.signed(by: person, before: entry)
    }
    let file = OutputFile(edge: space.edge)
    if html { return try file.write(reader.page(of: entry, since: old), to: output) }
    let text = try reader.changes(to: entry, since: old)
    if let output { return try file.write(text + "\n", to: output) }
    try await Pager(edge: space.edge, configuration: space.configuration).show(text)
  }
}

/// Finds published texts for a person to read.
struct PolicyReader {
  let space: Workspace

  /// The version that `policy` or `policy@version` means: in force, else announced.
  func entry(_ name: String) throws -> PublicationEntry {
    let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
    let shelf = try PublicationShelf(space.policies)
    let policy = parts.first ?? ""
    guard !shelf.standing(policy).isEmpty else { throw missing(policy, shelf) }
    guard parts.count == 2 else {
      guard let entry = shelf.inForce(policy, at: space.edge.now) ?? shelf.newest(policy) else {
        throw WorkflowError.notPublished(policy)
      }
      return entry
    }
    guard let version = PolicyVersion(parts[1]), let entry = shelf.entry(policy, version) else {
      throw WorkflowError.unknownVersion(
        policy,
        parts[1],
        known: shelf.standing(policy).map(\.publication.version.description)
      )
    }
    return entry
  }

  /// The whole text, with the version above it.
  func fullText(_ entry: PublicationEntry) throws -> String {
    let text = try space.policies.document(of: entry).readingText
    return "\(heading(entry))\n\n\(text.safeLines)"
  }

  /// The changed clauses since a version; the whole text where there is none.
  func changes(to entry: PublicationEntry, since old: PublicationEntry?) throws -> String {
    guard let old, old.publication.version != entry.publication.version else {
      return try fullText(entry)
    }
    let redline = Redline(
      from: try space.policies.document(of: old),
      to: try space.policies.document(of: entry)
    )
    let words =
      redline.isEmpty
      ? "No word changed."
      : redline.text(in: Output.redlineStyle(space.edge.terminal))
    return "\(heading(entry))\nchanges since \(old.publication.version)\n\n\(words)"
  }

  /// The whole text as a page, or the changed clauses since a version.
  func page(of entry: PublicationEntry, since old: PublicationEntry?) throws -> String {
    let texts = PolicyTexts(space: space, policy: entry.publication.policy)
    let new = try texts.published(entry)
    guard let old, old.publication.version != entry.publication.version else {
      return try ReadingPage(new.document, as: new.compared).html()
    }
    let comparison = Comparison(
      of: entry.publication.policy,
      from: try texts.published(old),
      to: new
    )
    return try RedlinePage(comparison, showing: .changes).html()
  }

  /// The newest version that people are asked to sign.
  func newest(_ policy: String) throws -> PublicationEntry {
    let shelf = try PublicationShelf(space.policies)
    guard let entry = shelf.asked(policy, at: space.edge.now).last else {
      throw missing(policy, shelf)
    }
    return entry
  }

  /// The newest version of a policy that a person signed and did not take back.
  func signed(by person: PersonID, _ policy: String) throws -> PublicationEntry? {
    let tags = AcknowledgementEntry.signedTags(try space.policies.acknowledgements(of: person))
    return try PublicationShelf(space.policies).entries
      .filter { $0.publication.policy == policy && tags.contains($0.publication.tag) }
      .max { $0.publication.version < $1.publication.version }
  }

  /// Whether the person has signed this version.
  func hasSigned(_ person: PersonID, _ entry: PublicationEntry) throws -> Bool {
    AcknowledgementEntry.signedTags(try space.policies.acknowledgements(of: person))
      .contains(entry.publication.tag)
  }

  /// The newest version that the person signed before another.
  func signed(by person: PersonID, before entry: PublicationEntry) throws -> PublicationEntry? {
    let shelf = try PublicationShelf(space.policies)
    let tags = AcknowledgementEntry.signedTags(try space.policies.acknowledgements(of: person))
    return shelf.standing(entry.publication.policy)
      .last {
        tags.contains($0.publication.tag) && $0.publication.version < entry.publication.version
      }
  }

  private func heading(_ entry: PublicationEntry) -> String {
    let publication = entry.publication
    let line =
      "\(publication.policy) \(publication.version), in force from \(publication.effective.date)"
    return Output.heading(line, space.edge.terminal)
  }

  private func missing(_ policy: String, _ shelf: PublicationShelf) -> WorkflowError {
    let known = (try? space.policies.policies(at: space.policies.mainTip())) ?? []
    return known.contains(policy)
      ? .notPublished(policy)
      : .unknownPolicy(policy, known: shelf.policies)
  }
}
