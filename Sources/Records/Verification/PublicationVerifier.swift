import Documents
import Git
import Policies
import Signing

/// Checks publications, their tags and their texts.
struct PublicationVerifier: Sendable {
  private let walk: ChainWalk
  private let repository: PolicyRepository
  private let main: [MainHistory.Entry]

  init(_ walk: ChainWalk, _ repository: PolicyRepository, _ main: [MainHistory.Entry]) {
    (self.walk, self.repository, self.main) = (walk, repository, main)
  }

  /// Checks the chain and the tags, and returns the publications that are good.
  func run(_ report: inout VerificationReport) throws -> PublicationShelf {
    let tip = try repository.git.reference(Chain.published)
    let shelf = run(upTo: tip, after: nil, PublicationShelf(entries: []), &report)
    report.add(try loneTags(beside: shelf.entries))
    return shelf
  }

  /// Checks the part of the chain that comes after a link that was checked before.
  ///
  /// - Parameters:
  ///   - tip: the newest link; `nil` if nothing was ever published.
  ///   - known: the newest link that was checked before.
  ///   - shelf: the publications up to there.
  ///   - report: takes what was counted and what was refused.
  /// - Returns: the publications that are good.
  func run(
    upTo tip: ObjectID?,
    after known: ObjectID?,
    _ shelf: PublicationShelf,
    _ report: inout VerificationReport
  ) -> PublicationShelf {
    guard let tip else { return shelf }
    var entries = shelf.entries
    let reference = Reference(name: Chain.published, target: tip)
    report.add(
      walk.verify(
        reference,
        after: known,
        in: repository.git,
        as: .publications,
        preparing: place
      ) { link, member, place throws(Refusal) in
        var next = entries
        let signer = link.arrival == nil ? member : nil
        try PublicationShelf.add(link, signedBy: signer, to: &next, walk.registry)
        try requirePublisher(link.commit.person, link)
        if next.count > entries.count, let entry = next.last {
          try check(entry, at: place.get(), after: PublicationShelf(entries: entries))
        }
        entries = next
      }
    )
    return PublicationShelf(entries: entries)
  }

  /// Checks all of a publication that does not depend on the ones before it: its tag and its text.
  ///
  /// - Returns: the place on main of the commit that it names.
  private func place(of link: ChainLink) -> Result<Int, Refusal> {
    Result { () throws(Refusal) in
      let publication = try Publication(link.record)
      guard publication.action == .publish else { return 0 }
      try checkTag(publication, link)
      guard let place = main.firstIndex(where: { $0.id == publication.commit }) else {
        throw Refusal(.version, "\(publication.title) names a commit that is not on main")
      }
      let path = PolicyRepository.path(of: publication.policy)
      let tree = main[place].link.commit.tree
      guard let file = try repository.git.entry(path, in: tree), file.id == publication.blob else {
        throw Refusal(
          .content,
          "\(publication.title) names a text that is not main's at that commit"
        )
      }
      let bytes = try repository.git.content(file.id)
      guard Digest.sha256(bytes) == publication.digest else {
        throw Refusal(.content, "the digest of \(publication.title) is not that of its text")
      }
      try checkAudience(publication, bytes)
      return place
    }
  }

  /// Checks what depends on the publications before it.
  private func check(
    _ entry: PublicationEntry,
    at place: Int,
    after shelf: PublicationShelf
  ) throws(Refusal) {
    let publication = entry.publication
    let tree = main[place].link.commit.tree
    try checkNotice(entry, tree, isFirst: shelf.standing(publication.policy).isEmpty)
    try checkNumber(of: publication, after: shelf.lastNumber(publication.policy))
    try checkClass(publication, place, after: shelf.standing(publication.policy).last)
  }

  /// Versions count up one by one, past those whose tag is there and was never published.
  private func checkNumber(
    of publication: Publication,
    after last: PolicyVersion?
  ) throws(Refusal) {
    let next = last?.next(after: publication.change) ?? .first
    var version = next
    while version < publication.version,
      try repository.git.tip(PolicyTag.ref(publication.policy, version)) != nil
    {
      version = version.next(after: last == nil ? .material : publication.change)
    }
    guard version == publication.version else {
      throw Refusal(.version, "version \(publication.version) where \(next) is next")
    }
  }

  private func checkTag(_ publication: Publication, _ link: ChainLink) throws(Refusal) {
    guard try repository.git.tip(publication.tag) == publication.tagObject else {
      throw Refusal(.tag, "'\(publication.tag)' is missing or names another object")
    }
    let (tag, signature) = try PolicyTag.parse(
      repository.git.object(publication.tagObject, .tag)
    )
    guard tag.policy == publication.policy, tag.version == publication.version,
      tag.commit == publication.commit, tag.digest == publication.digest,
      tag.repository == walk.identity
    else { throw Refusal(.tag, "'\(publication.tag)' says something else than the publication") }
    guard let version = link.record.registry else { return }
    let member = try walk.registry.requiredMember(tag.person, at: version)
    guard member.roles.contains(Role.publisher) else {
      throw Refusal(.role, "\(tag.person), who made the tag, was no publisher")
    }
    try requirePublisher(tag.person, link)
    try member.check(signature, of: tag.payload, at: Instant(seconds: tag.time))
  }

  private func requirePublisher(_ person: PersonID, _ link: ChainLink) throws(Refusal) {
    guard try walk.roles(of: person, for: link).contains(Role.publisher) else {
      throw Refusal(.role, "\(person) was no publisher any more when it came")
    }
  }

  private func checkAudience(_ publication: Publication, _ bytes: [UInt8]) throws(Refusal) {
    let front: PolicyDocument.Front
    do throws(DocumentError) {
      front = try PolicyDocument(parsing: bytes).front
    } catch {
      throw Refusal(.content, "the text cannot be read: \(error)")
    }
    guard front.audience.sorted() == publication.audience, front.id == publication.policy else {
      throw Refusal(.content, "the audience or id is not the one that the text names")
    }
  }

  /// No version takes effect before the day of its publication, or before its notice has passed.
  private func checkNotice(
    _ entry: PublicationEntry,
    _ tree: ObjectID,
    isFirst: Bool
  ) throws(Refusal) {
    guard let file = try repository.git.entry(Organisation.path, in: tree) else {
      throw Refusal(.content, "\(Organisation.path) is missing")
    }
    let bytes = try repository.git.content(file.id)
    var days = 0
    do throws(DocumentError) {
      days = try Organisation(parsing: bytes).noticeDays[entry.publication.change] ?? 0
    } catch {
      throw Refusal(.content, "\(Organisation.path): \(error)")
    }
    let earliest = entry.time.adding(days: isFirst ? 0 : days)
    guard entry.publication.effective.date >= earliest.date else {
      throw Refusal(
        .version,
        "\(entry.title) takes effect before its notice of \(days) days has passed"
      )
    }
  }

  /// The class must be at least that of what was merged since the version before.
  private func checkClass(
    _ publication: Publication,
    _ place: Int,
    after previous: PublicationEntry?
  ) throws(Refusal) {
    let start = previous.flatMap { entry in main.firstIndex { $0.id == entry.publication.commit } }
    guard start ?? -1 <= place else {
      throw Refusal(.version, "\(publication.tag) publishes an older text than the one before it")
    }
    let merged = main[((start ?? 0) + 1)...].prefix(max(0, place - (start ?? 0)))
      .filter { $0.changes.contains { $0.path.hasPrefix("policies/\(publication.policy)/") } }
      .compactMap(\.merge?.change).max()
    guard publication.change >= (previous == nil ? .material : merged ?? .editorial) else {
      throw Refusal(.version, "\(publication.tag) is called editorial and is not")
    }
  }

  private func loneTags(beside entries: [PublicationEntry]) throws -> VerificationReport {
    var report = VerificationReport()
    let known = Set(entries.map(\.publication.tag))
    for reference in try repository.git.references(matching: "refs/tags/policy/*")
    where !known.contains(reference.name) {
      report.notes.append(
        .init(
          ref: reference.name,
          object: reference.target,
          person: nil,
          refusal: Refusal(.tag, "a tag without a good publication counts for nothing")
        )
      )
    }
    return report
  }
}
