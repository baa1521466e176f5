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

  @OptionGroup var language: LanguageOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let space = try place.open()
    let reader = PolicyReader(space: space, wish: try language.wish(in: space))
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
  /// The language that the person would like to read; `nil` for the authoritative one.
  var wish: LanguageWish?

  /// The version that `policy` or `policy@version` means: in force, else announced.
  ///
  /// By its number also one that was withdrawn, since people signed it.
  func entry(_ name: String) throws -> PublicationEntry {
    let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
    let shelf = try PublicationShelf(space.policies)
    let policy = parts.first ?? ""
    let versions = shelf.entries(of: policy)
    guard let last = versions.last else {
      throw try space.policies.whyUnpublished(policy, known: shelf.policies)
    }
    guard parts.count == 2 else {
      guard let entry = shelf.inForce(policy, at: space.edge.now) ?? shelf.newest(policy) else {
        throw WorkflowError.withdrawn(policy, last.publication.version)
      }
      return entry
    }
    guard let version = PolicyVersion(parts[1]), let entry = shelf.entry(policy, version) else {
      throw WorkflowError.unknownVersion(
        policy,
        parts[1],
        known: versions.map(\.publication.version.description)
      )
    }
    return entry
  }

  /// A policy of which a version was ever published, also if none is in force any more.
  func published(_ policy: String) throws -> String {
    let shelf = try PublicationShelf(space.policies)
    guard !shelf.entries(of: policy).isEmpty else {
      throw try space.policies.whyUnpublished(policy, known: shelf.policies)
    }
    return policy
  }

  /// The version in the language that the person reads.
  func edition(_ entry: PublicationEntry) throws -> Edition {
    try Edition(entry, wish, in: space.policies)
  }

  /// The whole text, with the version above it.
  func fullText(_ entry: PublicationEntry) throws -> String {
    let edition = try edition(entry)
    let text =
      edition.translated == nil
      ? edition.source.document.readingText : PolicyReader.body(edition.text)
    return "\(heading(edition))\n\n\(text.safeLines)"
  }

  /// The changed clauses since a version; the whole text where there is none.
  func changes(to entry: PublicationEntry, since old: PublicationEntry?) throws -> String {
    guard let old = try comparable(old, with: entry) else { return try fullText(entry) }
    let edition = try edition(entry)
    let redline = try redline(from: old, to: edition)
    let words =
      redline.isEmpty
      ? "No word changed."
      : redline.text(in: Output.redlineStyle(space.edge.terminal))
    return "\(heading(edition))\nchanges since \(old.publication.version)\n\n\(words)"
  }

  /// The older version if its changes can be shown in the language that the person reads.
  ///
  /// Without an older translation all of the new one would look new, so the whole text is shown.
  func comparable(
    _ old: PublicationEntry?,
    with entry: PublicationEntry
  ) throws -> PublicationEntry? {
    guard let old, old.publication.version != entry.publication.version else { return nil }
    return try edition(old).language == edition(entry).language ? old : nil
  }

  /// What changed, in the language that the person reads as far as its translation will do.
  private func redline(from old: PublicationEntry, to edition: Edition) throws -> Redline {
    let before = try self.edition(old)
    let counts = Redline(from: before.source.document, to: edition.source.document)
    guard edition.translated != nil else { return counts }
    let own = Redline(from: before.document, to: edition.document)
    return Redline(counts, in: own, unreliable: edition.unreliable)
  }

  /// The whole text as a page, or the changed clauses since a version.
  func page(of entry: PublicationEntry, since old: PublicationEntry?) throws -> String {
    let texts = PolicyTexts(space: space, policy: entry.publication.policy)
    let new = try texts.published(entry, in: edition(entry))
    let before = try comparable(old, with: entry).map { try texts.published($0, in: edition($0)) }
    guard let before, before.language == new.language else {
      return try ReadingPage(new.document, as: new.compared).html()
    }
    let comparison = Comparison(of: entry.publication.policy, from: before, to: new)
    return try RedlinePage(comparison, showing: .changes).html()
  }

  /// The newest version that people are asked to sign.
  func newest(_ policy: String) throws -> PublicationEntry {
    let shelf = try PublicationShelf(space.policies)
    guard let entry = shelf.asked(policy, at: space.edge.now).last else {
      throw try space.policies.whyUnpublished(policy, known: shelf.policies)
    }
    return entry
  }

  /// The newest version of a policy that a person signed and did not take back.
  func signed(by person: PersonID, _ policy: String) throws -> PublicationEntry? {
    let shelf = try PublicationShelf(space.policies)
    let tags = try signedTags(by: person, on: shelf)
    return shelf.entries
      .filter { $0.publication.policy == policy && tags.contains($0.publication.tag) }
      .max { $0.publication.version < $1.publication.version }
  }

  /// Whether the person has signed this version.
  func hasSigned(_ person: PersonID, _ entry: PublicationEntry) throws -> Bool {
    try signedTags(by: person, on: PublicationShelf(space.policies))
      .contains(entry.publication.tag)
  }

  private func signedTags(by person: PersonID, on shelf: PublicationShelf) throws -> Set<String> {
    AcknowledgementEntry.signedTags(try space.policies.acknowledgements(of: person), on: shelf)
  }

  /// The newest version that the person signed before another.
  func signed(by person: PersonID, before entry: PublicationEntry) throws -> PublicationEntry? {
    let shelf = try PublicationShelf(space.policies)
    let tags = try signedTags(by: person, on: shelf)
    return shelf.entries(of: entry.publication.policy)
      .last {
        tags.contains($0.publication.tag) && $0.publication.version < entry.publication.version
      }
  }

  private func heading(_ edition: Edition) -> String {
    let publication = edition.entry.publication
    let standing = edition.entry.inForce(on: space.edge.now)
    let line = "\(publication.policy) \(publication.version), \(standing)"
    let remark = edition.remark.safeLines
    return Output.heading(line, space.edge.terminal) + (remark.isEmpty ? "" : "\n" + remark)
  }

  /// The text without its marks for programs.
  ///
  /// `## Title {#SM-1 serves=trust}` reads "## SM-1 Title", and the fence of an example says
  /// which kind of example it is.
  private static func body(_ text: String) -> String {
    text.components(separatedBy: "\n").map(line).joined(separator: "\n")
  }

  private static func line(_ line: String) -> String {
    if line.hasPrefix("```post dont") { return "```\n(not like this)" }
    if line.hasPrefix("```post do") { return "```\n(like this)" }
    guard line.hasPrefix("#"), let heading = line.wholeMatch(of: /(#+) (.*?) *\{#([^ }]+)[^}]*\} */)
    else { return line }
    return "\(heading.1) \(heading.3) \(heading.2)"
  }
}
