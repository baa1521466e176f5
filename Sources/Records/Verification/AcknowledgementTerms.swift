import Git
import Policies
import Synchronization

/// What an acknowledgement of each published version must say, for whoever counts or checks one.
public final class AcknowledgementTerms: Sendable {
  private final class Expected: Sendable {
    let text: PublishedText
    let statement: String
    /// The languages that the version was published in, the authoritative one included.
    let languages: Set<String>
    let published: Instant
    let withdrawn: Instant?
    /// The days that people have, by the settings that were published with the version.
    let dueDays: Int
    /// When a newer MAJOR came into force.
    let superseded: Instant?

    init(
      _ text: PublishedText,
      statement: String,
      languages: Set<String>,
      of entry: PublicationEntry,
      dueDays: Int,
      superseded: Instant?
    ) {
      (self.text, self.statement, self.languages) = (text, statement, languages)
      (published, withdrawn) = (entry.time, entry.withdrawn)
      (self.dueDays, self.superseded) = (dueDays, superseded)
    }
  }

  private let repository: PolicyRepository
  private let shelf: PublicationShelf
  private let known = Mutex<[String: Expected]>([:])
  private let settings = Mutex<[ObjectID?: Organisation]>([:])

  /// Prepares to work out the terms of publications; each is worked out when it is first asked for.
  public init(_ repository: PolicyRepository, _ shelf: PublicationShelf) throws {
    (self.repository, self.shelf) = (repository, shelf)
  }

  /// The days that people have to acknowledge a version.
  func dueDays(of entry: PublicationEntry) throws(Refusal) -> Int {
    try expected(entry.publication.tag)?.dueDays ?? 0
  }

  private func expected(_ tag: String) throws(Refusal) -> Expected? {
    if let found = known.withLock({ $0[tag] }) { return found }
    guard let entry = shelf.entry(tag: tag) else { return nil }
    let found: Expected
    do {
      found = try workOut(entry)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(.content, "the terms of \(entry.title) cannot be read: \(error)")
    }
    known.withLock { $0[tag] = found }
    return found
  }

  private func workOut(_ entry: PublicationEntry) throws -> Expected {
    let newer = shelf.standing(entry.publication.policy)
      .first { $0.publication.version.major > entry.publication.version.major }
    let text = try repository.publishedText(of: entry)
    var read = settings.withLock { $0 }
    let organisation = try repository.organisation(of: entry, known: &read)
    settings.withLock { [read] in $0 = read }
    return Expected(
      text,
      statement: try repository.statement(for: entry, by: organisation),
      languages: Set(try repository.translations(of: entry).keys).union([text.language]),
      of: entry,
      dueDays: organisation.dueDays,
      superseded: newer.map { max($0.effective, $0.time) }
    )
  }

  /// Checks what was said at a moment; returns what is in order and still worth knowing.
  @discardableResult
  func check(_ said: Acknowledgement, at moment: Instant) throws(Refusal) -> Refusal? {
    guard let wanted = try expected(said.tag) else {
      throw Refusal(.version, "'\(said.tag)' has no good publication")
    }
    try AcknowledgementTerms.check(said, against: wanted)
    guard moment >= wanted.published else {
      throw Refusal(.version, "the record says it is older than the publication")
    }
    if let withdrawn = wanted.withdrawn, moment >= withdrawn, said.action == .acknowledge {
      // Whoever was offline could not know: their chain stays good, and this counts for nothing.
      return Refusal(.version, "the version had been withdrawn, so this counts for nothing")
    }
    if let superseded = wanted.superseded, moment > superseded, said.action == .acknowledge {
      return Refusal(.version, "a newer version that asks people again was already in force")
    }
    return nil
  }

  private static func check(
    _ said: Acknowledgement,
    against wanted: Expected
  ) throws(Refusal) {
    guard said.tagObject == wanted.text.tagObject else {
      throw Refusal(.tag, "the record names another tag object than the publication")
    }
    guard said.path == wanted.text.path, said.blob == wanted.text.blob,
      said.digest == wanted.text.digest
    else { throw Refusal(.content, "the record names another text than the published one") }
    guard wanted.languages.contains(said.language) else {
      throw Refusal(.content, "the version was not published in the language '\(said.language)'")
    }
    // Byte by byte: two spellings of one character are equal to Swift and not to a signature.
    guard said.statement.utf8.elementsEqual(wanted.statement.utf8) else {
      throw Refusal(.statement, "the statement is not the one that was in force")
    }
  }
}
